"""查询门户 — what a stranger's phone is answered. Reads the card file and nothing behind it.

`answer` is the whole portal as a function: method, path, query, headers, second → status, headers, body.
No Django, not even indirectly.

Counting  a look-up is noted in the write-only scan spool: which card, when, for which use, with a random token that the
          browser may keep for 90 days; nobody's address
Not here  the server interface around it (app), what a page says (publication/rendering), how the card file is written (publication/cardwriting)
"""

import gzip
import os
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

import brotli  # type: ignore[import-untyped]  # ships no types
import orjson

from jiaxin.apps.publication.cardfile import KEYS_FILE, STATUS_FILE, Reader, key_of
from jiaxin.apps.publication.spool import COOKIE, NOBODY, TAPS, TASKS, TOKEN_BYTES, Spool, token_in
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.versus import MOST, Compared
from jiaxin.domain.values.old_code import is_personal, leads, written
from jiaxin.kit.pages import VIEWS, language_in, style_hash, view_in
from jiaxin.portals.consumer import pages, scripts
from jiaxin.portals.consumer.comparing import compared
from jiaxin.portals.consumer.language import in_english
from jiaxin.portals.consumer.wording import say

Headers = list[tuple[str, str]]
ALOUD = b'<script src="/aloud.js" defer></script>'  # only in the large views
LIVE, LIVE_END = b"<!--live-->", b"<!--/live-->"
_ICON = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#9c2f24"/>'
    b'<path d="m8 17 6 6L25 10" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>'
)
_LONGEST_CODE = 64
_DRAWN = 256  # tokens drawn at a time
_POSTER_CODE = 16
_TOKEN_SECONDS = 90 * 86_400
_VIEW_SECONDS = 365 * 86_400


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes


class Ask(NamedTuple):
    """What an answer may depend on. `accept`, `known`, `cookies`: Accept-Encoding, If-None-Match and Cookie."""

    method: str
    path: str
    query: str = ""
    accept: str = ""
    known: str = ""
    cookies: str = ""


class Portal:
    """The card file, the spool and the fixed headers, ready to answer."""

    def __init__(self, data: Path, https: bool = False) -> None:
        self.cards = Reader(data)
        self.spool = Spool(data)
        self._https = https
        self._own: dict[tuple[str, ...], bytes] = {}
        self._tokens: list[bytes] = []
        self._kept_for = f"; Max-Age={_TOKEN_SECONDS}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if https else ''}"
        self._fix_headers()

    def refresh(self) -> None:
        """Follows a new card file and new style hashes."""
        if self.cards.refresh():
            self._own.clear()
            self._fix_headers()

    @property
    def district(self) -> str:
        return self.cards.meta.get("district") or say("district")

    def answer(self, ask: Ask, now: int) -> Answer:
        """Whoever has chosen large letters or English gets the same page so; everybody else what lies ready."""
        if ask.path.startswith("/c/") and not (ask.query or ask.cookies or ask.known) and "br" in ask.accept and ask.method == "GET":
            usual = self._usual(ask.path[3:], now)
            if usual is not None:
                return usual
        said = parse_qs(ask.query) if "v=" in ask.query or "l=" in ask.query else {}
        asked, tongue = said.get("v", [""])[0], said.get("l", [""])[0]
        view, lang = asked, tongue
        if ask.cookies:
            view, lang = view or view_in(ask.cookies), lang or language_in(ask.cookies)
        if not view and not lang:
            return self._plain_answer(ask, now)
        changed = view in VIEWS or lang == "en"
        found = self._plain_answer(ask._replace(known="", accept="br" if changed else ask.accept), now)
        headers = [(name, value) for name, value in found.headers if name != "etag" or not changed]
        headers += [("set-cookie", self._choice("view", asked))] if asked in (*VIEWS, "plain") else []
        headers += [("set-cookie", self._choice("lang", tongue))] if tongue in ("en", "zh") else []
        if not changed or ("content-encoding", "br") not in headers:
            return found._replace(headers=headers)
        if not dict(headers)["content-type"].startswith("text/html"):
            return found._replace(headers=headers)
        body = in_english(found.body) if lang == "en" else found.body
        body = _in_view(body, view) if view in VIEWS else body
        if "br" in ask.accept:
            return Answer(found.status, headers, body)
        return Answer(found.status, [one for one in headers if one != ("content-encoding", "br")], brotli.decompress(body))

    def _choice(self, name: str, value: str) -> str:
        return f"{name}={value}; Max-Age={_VIEW_SECONDS}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if self._https else ''}"

    def _plain_answer(self, ask: Ask, now: int) -> Answer:
        if ask.method not in ("GET", "HEAD"):
            return Answer(405, [*self._html, ("allow", "GET, HEAD")], b"")
        head, _, rest = ask.path[1:].partition("/")
        match head.lower():
            case "c":
                return self._card(ask, rest, now)
            case "s":
                return self._poster(ask, rest, now)
            case "old":
                return self._old_code(ask, rest)
            case "p":
                return self._photo(rest)
            case "company":
                return self._company(ask, rest, now)
            case "how":
                return self._made(ask, 200, "how")
            case "help":
                return self._made(ask, 200, "guidance", rest[:_LONGEST_CODE], self._site)
            case "":
                return self._made(ask, 200, "landing", self._site)
            case "robots.txt":
                return Answer(200, [*self._plain], b"User-agent: *\nDisallow: /c/\nDisallow: /p/\nDisallow: /old/\nDisallow: /s/\nDisallow: /help/\n")
            case "v":
                return self._made(ask, 200, "verifying")
            case "v.js":
                if (token := token_in(ask.cookies)) != NOBODY:  # the script of a page just sent brings its token back
                    self.spool.note(bytes(32), now, "kept", token)
                return self._script(ask, scripts.page_script(self._site, _tongue(ask)), "page")
            case "aloud.js":
                return self._script(ask, scripts.aloud_script(), "aloud")
            case "sw.js":
                return self._script(ask, scripts.worker_script(pages.verifying(self.district), self._site, language_in(ask.cookies)), "worker")
            case "status":
                return self._list(ask, STATUS_FILE, "application/cose")
            case "keys":
                return self._list(ask, KEYS_FILE, "text/plain; charset=utf-8")
            case "favicon.ico":
                return Answer(200, self._icon, _ICON)
            case "healthz":
                return Answer(200, self._plain, b"ok\n")
        return self._made(ask, 404, "unknown", "page")

    def _usual(self, code: str, now: int) -> Answer | None:
        """A code scanned for the first time, nothing else said: what `_card` answers, in fewer steps. None: `_card` must look."""
        key = sha256(code.encode()).digest()
        found = self.cards.page(key)
        if found is None or now >= found[0]:
            return None
        token = self._drawn()
        self.spool.note(key, now, "", token)
        _, etag, body = found
        return Answer(200, [*self._html_br, ("etag", f'W/"{etag}"'), ("set-cookie", self._to_keep(token))], body)

    def _drawn(self) -> bytes:
        """A token nobody had before. Some hundred are drawn at a time: asking the system costs as much as finding the card."""
        if not self._tokens:
            drawn = os.urandom(TOKEN_BYTES * _DRAWN)
            self._tokens = [drawn[at : at + TOKEN_BYTES] for at in range(0, len(drawn), TOKEN_BYTES)]
        return self._tokens.pop()

    def _card(self, ask: Ask, rest: str, now: int) -> Answer:
        code, _, use = rest.partition("/")
        if ask.query == "help":
            return self._made(ask, 200, "guidance", code[:_LONGEST_CODE], self._site)
        said = parse_qs(ask.query) if ask.query else {}
        use = use or said.get("t", [""])[0]
        use = use if use in TASKS else ""
        key = key_of(code[:_LONGEST_CODE])
        found = self.cards.card(key)
        if found is None:
            return self._made(ask, 404, "unknown", "code")
        _, good_until, etag, body = found
        stale = now >= good_until
        tap = said["s"][0] if "s" in said else ""
        if ask.method == "GET":
            known = token_in(ask.cookies) if ask.cookies else NOBODY
            token = known if known != NOBODY else self._drawn()
            self.spool.note(key, now, tap if tap in TAPS else use, token)
            answer = self._made(ask, 200, "thanks") if tap in TAPS else self._stored(ask, body, etag, stale, use)
            return answer if known == token else Answer(answer.status, [*answer.headers, ("set-cookie", self._to_keep(token))], answer.body)
        return self._stored(ask, body, etag, stale, use)

    def _poster(self, ask: Ask, code: str, now: int) -> Answer:
        """The landing page, as seen from a poster: which one is noted, and whether there is such a poster is found out later."""
        if len(code) != _POSTER_CODE or not code.isascii() or not code.isalnum():
            return self._made(ask, 404, "unknown", "page")
        answer = self._made(ask, 200, "landing", self._site)
        if ask.method != "GET":
            return answer
        known = token_in(ask.cookies)
        token = known if known != NOBODY else self._drawn()
        self.spool.note(key_of(code), now, "wall", token)
        return answer if known == token else answer._replace(headers=[*answer.headers, ("set-cookie", self._to_keep(token))])

    def _to_keep(self, token: bytes) -> str:
        return f"{COOKIE}={token.hex()}{self._kept_for}"

    def _old_code(self, ask: Ask, rest: str) -> Answer:
        """A code that an older platform printed leads to the page of her present one, or says plainly why not."""
        text = written((unquote(rest) or parse_qs(ask.query).get("code", [""])[0])[:_LONGEST_CODE])
        if is_personal(text):
            return self._made(ask, 404, "old_code", "personal")
        found = self.cards.old_code(text) if leads(text) else []
        if len(found) != 1:
            return self._made(ask, 404, "old_code", "several" if found else "unknown")
        if not found[0]:
            return self._made(ask, 404, "old_code", "waiting")
        return Answer(302, [*self._plain, ("location", f"/c/{found[0]}")], b"")

    def _company(self, ask: Ask, rest: str, now: int) -> Answer:
        if rest == "compare":
            return self._compare(ask, now)
        if rest:
            found = self.cards.company(unquote(rest).strip().upper())
            if found is None:
                return self._made(ask, 404, "unknown", "company")
            good_until, etag, body = found
            return self._stored(ask, body, etag, now >= good_until)
        query = parse_qs(ask.query).get("q", [""])[0].strip()[:40]
        lines = self.cards.search(query, pages.SHOWN + 1) if len(query) >= 2 else []
        near = self.cards.near(query) if len(query) >= 2 and not lines else []
        return self._send(ask, 200, brotli.compress(pages.found(query, lines, self.district, near).encode(), quality=4))

    def _compare(self, ask: Ask, now: int) -> Answer:
        codes = [one.strip().upper()[:_LONGEST_CODE] for one in parse_qs(ask.query).get("c", [])]
        codes = list(dict.fromkeys(one for one in codes if one))
        found = [Compared(**orjson.loads(one)) for one in self.cards.figures(codes[:MOST])]
        least = figure_rules(datetime.fromtimestamp(now, UTC).date()).compare_orders
        return self._send(ask, 200, brotli.compress(compared(found, len(codes), now, least, self.district).encode(), quality=4))

    @property
    def _site(self) -> str:
        return self.cards.meta.get("site", "")

    def _list(self, ask: Ask, name: str, kind: str) -> Answer:
        """A list that every verifier carries: the same for everybody, so asking for it tells nothing."""
        body = self.cards.lists.get(name)
        if body is None:  # a district that has signed nothing yet
            return Answer(204, self._plain, b"")
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        headers = [*self._safe, ("content-type", kind), ("cache-control", "no-cache"), ("etag", tag)]
        return Answer(304, headers, b"") if tag in ask.known else Answer(200, headers, body)

    def _script(self, ask: Ask, body: bytes, name: str) -> Answer:
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        fresh = "public, max-age=3600" if name == "page" and ("l=en" in ask.query or not language_in(ask.cookies)) else "no-cache"
        headers = [*self._safe, ("content-type", "text/javascript; charset=utf-8"), ("cache-control", fresh)]
        headers += [("etag", tag), ("vary", "accept-encoding")]
        if tag in ask.known:
            return Answer(304, headers, b"")
        if "br" in ask.accept:
            if (packed := self._own.get((name, tag))) is None:
                packed = self._own[(name, tag)] = brotli.compress(body, quality=11)
            return Answer(200, [*headers, ("content-encoding", "br")], packed)
        if "gzip" in ask.accept:
            return Answer(200, [*headers, ("content-encoding", "gzip")], gzip.compress(body, 9, mtime=0))
        return Answer(200, headers, body)

    def _photo(self, rest: str) -> Answer:
        name = rest.removesuffix(".jpg")
        try:
            body = self.cards.photo(bytes.fromhex(name)) if len(name) == 64 else None
        except ValueError:
            body = None
        if body is None:
            return Answer(404, self._plain, b"")
        return Answer(200, self._jpeg, body)

    def _made(self, ask: Ask, status: int, page: str, *about: str) -> Answer:
        """A page of the portal's own, packed once and kept while the card file stays the same."""
        kept = (page, *about) if page != "guidance" else ("", *about)
        if (body := self._own.get(kept)) is None:
            body = brotli.compress(getattr(pages, page)(*about, self.district).encode(), quality=5)
            if page != "guidance":  # its address is part of it: keeping it would let a stranger fill the memory
                self._own[kept] = body
        return self._send(ask, status, body)

    def _stored(self, ask: Ask, body: bytes, etag: str, stale: bool, use: str = "") -> Answer:
        """A page from the file, sent as it lies in the usual case."""
        tag = f'W/"{etag}{"-old" if stale else ""}{use and "-" + use}"'
        if ask.known and tag in ask.known:
            return Answer(304, [*self._html, ("etag", tag)], b"")
        if stale or use:
            body = _reworked(body, stale, use)
        return self._send(ask, 200, body, tag)

    def _send(self, ask: Ask, status: int, body: bytes, tag: str = "") -> Answer:
        """`body` is brotli. Every browser of the last ten years takes it over https; the others are served too."""
        if "br" in ask.accept:
            headers = self._html_br
        elif "gzip" in ask.accept:
            headers, body = self._html_gz, gzip.compress(brotli.decompress(body), 5, mtime=0)
        else:
            headers, body = self._html, brotli.decompress(body)
        return Answer(status, [*headers, ("etag", tag)] if tag else headers, body)

    def _fix_headers(self) -> None:
        styles = {style_hash(pages.style()), *self.cards.meta.get("styles", "").split()}
        safe: Headers = [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),  # for browsers that do not know frame-ancestors
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
        ]
        if self._https:
            safe.append(("strict-transport-security", "max-age=31536000; includeSubDomains"))
        self._safe = safe
        policy = (
            f"default-src 'none'; style-src {' '.join(sorted(styles))}; img-src 'self'; form-action 'self'; "
            "script-src 'self'; connect-src 'self'; worker-src 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        self._plain: Headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), *safe]
        # A photo's address is its content; `private` keeps it out of shared caches once she withdraws.
        self._jpeg: Headers = [
            ("content-type", "image/jpeg"),
            ("cache-control", "private, max-age=31536000, immutable"),
            *safe,
        ]
        self._icon: Headers = [("content-type", "image/svg+xml"), ("cache-control", "public, max-age=604800"), *safe]
        self._html: Headers = [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "private, no-cache"),
            ("vary", "accept-encoding"),
            ("content-security-policy", policy),
            ("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
            *safe,
        ]
        self._html_br = [*self._html, ("content-encoding", "br")]
        self._html_gz = [*self._html, ("content-encoding", "gzip")]


def _tongue(ask: Ask) -> str:
    return "en" if "l=en" in ask.query else language_in(ask.cookies)


@lru_cache(maxsize=256)
def _in_view(body: bytes, view: str) -> bytes:
    page: bytes = brotli.decompress(body)
    large = page.replace(b'<body class="', f'<body class="{view} '.encode(), 1) + ALOUD
    packed: bytes = brotli.compress(large, quality=4)
    return packed


@lru_cache(maxsize=256)
def _reworked(body: bytes, stale: bool, use: str) -> bytes:
    """The rare page: grey by itself after its day, or with another use chosen by its address."""
    page: bytes = brotli.decompress(body)
    if stale and LIVE in page:
        before, *parts = page.split(LIVE)
        page = before + pages.stale_block().encode() + b"".join(p.partition(LIVE_END)[2] for p in parts)
        page = page.replace(b'<body class="', b'<body class="stale ', 1)
    elif use:
        page = page.replace(b" checked>", b">").replace(f'id="t-{use}"'.encode(), f'id="t-{use}" checked'.encode(), 1)
    packed: bytes = brotli.compress(page, quality=4)
    return packed
