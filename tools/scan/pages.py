"""wapiti at every seat: a walk through the pages as that role sees them, then attacks on the forms and parameters found.

Two runs for one seat, because its limit of time holds for the walk alone: the first walks and attacks nothing, the second
attacks what `crawled` left, each module within its own share. What a module attacked at one seat it does not attack from
the next where the answer was the same: it is the same handler, and who may reach it is the matrix's question.
Left out, with the reason: `ssrf`, `xxe`, `log4shell` and `spring4shell` wait for a call to a server of their maker, and no
request of ours fetches an address somebody typed; `timesql` measures seconds that a busy machine makes up (sqlmap asks the
database); `buster`, `nikto`, `wapp`, `cms`, `wp_enum` look for other people's programs.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tools.bench.served import Visitor
from tools.scan.crawled import Covered, Kind, attacked, thinned
from tools.scan.place import SEATS, WAPITI, Place, run

ATTACKS = ("sql", "xss", "redirect", "exec", "file", "crlf", "upload", "csrf", "permanentxss")
LOOKS = ("csp", "http_headers", "cookieflags")  # at the first page only
# These end a session, the scanner's own among them (who signs in anew gets another), or are no page; what they do is tested elsewhere.
SPARED = ("static/*", "sign-out/*", "me/rights/erase", "family/rights/erase", "account/sessions/*", "account/password/*", "account/second/*", "account/passkeys/*", "office/accounts/*/*", "language/*", "view/*")
PLAIN_HTTP = {"Secure Flag cookie", "Strict Transport Security", "HTTP Strict Transport Security (HSTS)", "Unencrypted Channels"}
_LOCAL, _PHP, _PHP_MARK = "Path Traversal", "PHP local inclusion", "¸"
_WALK = 0.35  # of a seat's time
_SHARE = 1 / 6  # of the attacks' time, for one module: most need less
_GRACE_SECONDS = 60  # to write its report; beyond, it did not come to an end

Told = dict[str, dict[str, list[dict[str, str]]]]  # vulnerabilities and anomalies → category → what was found


def wapiti(place: Place) -> list[str]:
    covered, told = Covered(), list[str]()
    store = place.reports / "wapiti"
    shutil.rmtree(store, ignore_errors=True)
    for seat in SEATS:
        told += [f"{seat or 'stranger'}: {one}" for one in _seat(place, seat, store / (seat or "stranger"), covered)]
    print(f"        kinds attacked: {', '.join(f'{name} {len(kinds)}' for name, kinds in sorted(covered.by_module.items()))}", flush=True)
    return told


def _seat(place: Place, seat: str, store: Path, covered: Covered) -> list[str]:
    store.mkdir(parents=True)
    name, visitor = seat or "stranger", place.visitor(seat)
    home = f"{place.pages}/" if seat else f"{place.window}/"
    report, seconds = place.reports / f"wapiti-{name}.json", 60 * place.minutes
    if seat and _signed_out(visitor):
        return ["could not sign in, so nothing was scanned as this role"]
    common = [
        str(WAPITI / "wapiti"), "-u", home, "--scope", "domain", "-c", str(_jar(visitor, store)), "--tasks", "8", "-t", "30",
        *(word for one in (*SPARED, *(("sign-in/*",) if seat else ())) for word in ("-x", f"{place.pages}/{one}")), *(word for one in _starts(place, seat, visitor) for word in ("-s", one)),
        "--no-bugreport", "--store-session", str(store), "-f", "json", "-o", str(report),
    ]  # fmt: skip
    walk = [*common, "-m", "", "--flush-session", "--max-scan-time", f"{seconds * _WALK:.0f}", "--max-links-per-page", "40", "--max-files-per-dir", "12"]
    if run(walk, place.reports / f"wapiti-{name}-walk.txt", seconds * _WALK + _GRACE_SECONDS) is None:
        return ["the walk did not come to an end"]
    (kept,) = store.glob("*.db")
    found, left = thinned(kept, covered, ATTACKS)
    attack = [*common, "-m", ",".join((*ATTACKS, *LOOKS)), "--skip-crawl", "--max-attack-time", f"{max(1, seconds * (1 - _WALK) * _SHARE):.0f}"]
    if run(attack, place.reports / f"wapiti-{name}.txt", seconds + _GRACE_SECONDS) is None:
        return ["the attacks did not come to an end"]
    counts = attacked(kept, left, covered)
    print(f"        {name}: {found} links and forms found, {len(left)} kinds to attack, done: {', '.join(f'{k} {v}' for k, v in sorted(counts.items()))}", flush=True)
    wrong = hollow(found, left, counts)
    if seat and _signed_out(visitor):
        wrong.append("was signed out on the way, so what followed was a stranger's scan")
    return wrong + findings(disproved(json.loads(report.read_text("utf-8")), lambda path: visitor.get(path).text))


def _signed_out(visitor: Visitor) -> bool:
    return "/sign-in" in visitor.get("/").where


def hollow(found: int, left: Mapping[int, Kind], counts: Mapping[str, int]) -> list[str]:
    """Why a scan that reports nothing proves nothing: no page was found, or there was something to attack and no module did."""
    if not found:
        return ["found no page"]
    return ["attacked nothing of what it found"] if left and not sum(counts.values()) else []


def disproved(told: Told, page: Callable[[str], str]) -> Told:
    """The report without "PHP local inclusion" on pages that show its mark unasked.

    That rule looks for one letter, ¸, which a program of PHP would print. A list that shows what people typed may hold it
    (an earlier seat's attack in another encoding does), so the page is asked again without the attack: what stands
    there then as well was not included by it.
    """
    kinds = told["vulnerabilities"]
    left = [one for one in kinds.get(_LOCAL, []) if not (_PHP in one["info"] and one["method"] == "GET" and _PHP_MARK in page(one["path"]))]
    return told | {"vulnerabilities": kinds | {_LOCAL: left}}


def findings(told: Told) -> list[str]:
    """Everything of a report above information, and every answer of 500 or more."""
    kinds = {k: v for k, v in told["vulnerabilities"].items() if k not in PLAIN_HTTP} | {k: v for k, v in told["anomalies"].items() if k == "Internal Server Error"}
    return [f"{kind}: {one['method']} {one['path']} {one.get('parameter') or ''}: {one['info']}" for kind, ones in kinds.items() for one in ones]


def _starts(place: Place, seat: str, visitor: Visitor) -> list[str]:
    """Where a walk begins besides home: a stranger has no menu that leads from one door to another."""
    if seat:
        return [f"{place.pages}/guide/", f"{place.pages}/notices/"]
    open_pages = ("/sign-in/", "/sign-in/phone/", "/notices/", "/notices/statistics", "/notices/pledge", "/report/", "/report/reply/", "/verify/", "/join/nothing")
    return [f"{place.pages}{path}" for path in open_pages]


def _jar(visitor: Visitor, store: Path) -> Path:
    """Cookies in wapiti's own form: a header of ours it would forget at the first cookie a page sets."""
    visitor.get("/")
    host = str(urlsplit(visitor.pages).hostname)
    cookies = {one.name: {"value": one.value, "expires": None, "secure": False, "port": None, "version": 0} for one in visitor.jar}
    path = store / "cookies.json"
    path.write_text(json.dumps({host: {"/": cookies}}), "utf-8")
    return path
