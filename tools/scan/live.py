"""`make scan-live` — scanners of a running district: built small, served by its real processes on the loopback, then probed.

    python -m tools.scan.live [schemathesis|sqlmap|wapiti …] [--examples 30] [--minutes 2]

schemathesis  the open interface, all checks (tools/scan/schemathesis.toml says the one exception), as the program of a company and of the bureau
sqlmap        every list that filters or searches, as the bureau's administrator, and the window's search
wapiti        the pages as a stranger, a clerk, a company, an administrator of security; each for so many minutes

Served on plain http, as on anybody's own machine, so `Secure` and HSTS are missing here and nowhere else: these
two are told and not counted. `check --deploy` looks at a district's own settings (`make scan ARGS=deploy`).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools.bench import served
from tools.scan.pages import wapiti
from tools.scan.place import PROBE, ROOT, Place, between, run

PROGRAMS = ("bureau-clerk", "company-clerk", "civil")
# Every address that filters, sorts or searches by what the browser says.
ASKED = (
    "/office/workers?street=349912001&state=green&missing=health&company=x&page=1", "/office/companies?q=jia", "/office/cases?kind=complaint&closed=1",
    "/office/suspicions?page=1&firm=x&decided=1", "/office/identity?decided=1", "/office/rules/compare?before=1&after=1&audit=1", "/office/batches?page=1",
    "/office/reviews?closed=1", "/office/carers?grade=3&street=349912001&start=2030-01-01&day=mon", "/office/coverage?street=1", "/verify/?code=abc",
)  # fmt: skip
TYPED = (("/office/workers", "csrfmiddlewaretoken=asked-anew&q=wang&street=349912001&state=green"),)


def schemathesis(place: Place) -> list[str]:
    found = []
    for program in PROGRAMS:
        words = [
            str(PROBE / "schemathesis"), "--config-file", str(ROOT / "tools/scan/schemathesis.toml"), "run", str(ROOT / "docs/reference/openapi.json"), "--url", place.pages, "--checks", "all",
            "--max-examples", str(place.examples), "--seed", "1", "--header", f"Authorization: Bearer {place.token(program)}", "--no-color",
        ]  # fmt: skip
        done = run(words, place.reports / f"schemathesis-{program}.txt")
        if done.returncode:
            found.append(f"{program}: {between(done.stdout, 'FAILURES', 4_000) or done.stdout[-2_000:]}")
    return found


def sqlmap(place: Place) -> list[str]:
    cookie, found = place.visitor("bureau-admin").cookies, []
    common = [str(PROBE / "sqlmap"), "--batch", "--flush-session", "--level", "1", "--risk", "1", "--smart", "--timeout", "20", "--output-dir", str(place.reports / "sqlmap")]
    tries = [["-u", f"{place.pages}{path}", "--cookie", cookie] for path in ASKED]
    tries += [["-u", f"{place.pages}{path}", "--cookie", cookie, "--data", data, "--csrf-token", "csrfmiddlewaretoken", "--csrf-url", f"{place.pages}{path}"] for path, data in TYPED]
    tries += [["-u", f"{place.window}/company?q=jia"], ["-u", f"{place.window}/c/abc*?t=home", "--ignore-code", "404"]]  # no code is that short
    for number, words in enumerate(tries):
        done = run([*common, *words], place.reports / f"sqlmap-{number}.txt")
        if "identified the following injection point" in done.stdout or "is vulnerable" in done.stdout:
            found.append(f"{words[1]}: {between(done.stdout, 'Parameter:', 800)}")
        if "all tested parameters do not appear" not in done.stdout and "Parameter:" not in done.stdout:
            found.append(f"{words[1]}: not tested: {done.stdout[-400:]}")
    return found


SCANNERS: dict[str, Callable[[Place], list[str]]] = {"schemathesis": schemathesis, "sqlmap": sqlmap, "wapiti": wapiti}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scanners", nargs="*", metavar="scanner", default=[])
    parser.add_argument("--examples", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=1)
    asked, failed = parser.parse_args(), False
    reports = ROOT / "test-results/scan"
    reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="scan-") as scratch:
        folder = Path(scratch) / "district"
        folder.mkdir(mode=0o700)
        served.built(folder, 60, 60)
        with served.serving(folder, reports / "processes.log", Path(scratch) / "tmp") as (pages, window):
            for name in asked.scanners or SCANNERS:
                started = time.monotonic()
                found = SCANNERS[name](Place(folder, pages, window, reports, asked.examples, asked.minutes))
                print(f"{'FOUND' if found else 'clean':>6}  {name} ({time.monotonic() - started:.0f} s)", *found[:30], sep="\n        ", flush=True)
                failed |= bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
