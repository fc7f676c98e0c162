"""What somebody at a seat could send: the links with a query and the forms of the pages they reach, with values that fit.

A short walk of our own, breadth first and by GET only, one page of each kind; what is found is a list of parameters from
which a scanner draws.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tools.bench.served import Answer, Visitor
from tools.scan.crawled import shape

TOKEN = "csrfmiddlewaretoken"
_FILLED = {"date": "2026-10-01", "month": "2026-10", "number": "1", "tel": "16512340009", "email": "nobody@example.cn", "time": "09:00"}
_LEAVES = re.compile(r"^/(sign-out|static|language|view|api)/|^/account/(sessions|password|second|passkeys)/|^/(me|family)/rights/erase|\.(xlsx|pdf|docx|svg|js|py)$")


@dataclass(frozen=True, slots=True)
class Sending:
    """One thing that can be sent: `path` without a query, `values` in the order of the form."""

    seat: str
    method: str
    path: str
    values: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> tuple[str, str, str, str]:
        return self.seat, self.method, shape(self.path), " ".join(name for name, _ in self.values)

    def names(self) -> list[str]:
        return sorted({name for name, value in self.values if name != TOKEN})

    def encoded(self) -> str:
        return urlencode(self.values)


@dataclass(slots=True)
class _Form:
    method: str
    action: str
    values: list[tuple[str, str]] = field(default_factory=list)


class _Page(HTMLParser):
    """Links and forms of a page. Of a select its chosen option or the first with a value; empty boxes are filled by their type."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[_Form] = []
        self._open: _Form | None = None
        self._select, self._option = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "a" and at.get("href"):
            self.links.append(at["href"])
        elif tag == "form":
            self._open = _Form(at.get("method", "get").upper(), at.get("action", ""))
            self.forms.append(self._open)
        elif self._open is not None and tag == "option" and self._select and (not self._option or "selected" in at):
            self._option = at.get("value", "") or self._option
        elif self._open is not None and tag in ("input", "textarea", "select", "button") and at.get("name"):
            self._field(tag, at)

    def _field(self, tag: str, at: dict[str, str]) -> None:
        assert self._open is not None
        kind = at.get("type", "text")
        if tag == "select":
            self._select, self._option = at["name"], ""
        elif tag == "button" or kind in ("submit", "image"):
            if not any(name == at["name"] for name, _ in self._open.values):
                self._open.values.append((at["name"], at.get("value", "")))
        elif kind not in ("file", "reset") and not (kind == "radio" and any(name == at["name"] for name, _ in self._open.values)):
            self._open.values.append((at["name"], at.get("value") or _FILLED.get(kind, "样例")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select and self._open is not None:
            self._open.values.append((self._select, self._option))
            self._select = ""
        elif tag == "form":
            self._open = None


def sendings(seat: str, visitor: Visitor, starts: tuple[str, ...], pages: int) -> Iterator[Sending]:
    """Each kind once, from at most so many pages."""
    waiting, seen, kinds = deque(starts), set[str](), set[tuple[str, str, str, str]]()
    looked = 0
    while waiting and looked < pages:
        asked = waiting.popleft()
        answer = visitor.get(asked)
        if answer.status >= 400:
            continue
        looked += 1
        page = _Page(answer.text)
        found = [*_links(seat, visitor, answer, page), *_forms(seat, visitor, answer, page)]
        for one in found:
            if one.kind not in kinds and one.values and not _LEAVES.search(one.path):
                kinds.add(one.kind)
                yield one
        for one in found:
            key = shape(one.path) + "?" * bool(one.values)
            if one.method == "GET" and key not in seen and not _LEAVES.search(one.path):
                seen.add(key)
                waiting.append(one.path + (f"?{one.encoded()}" if one.values else ""))


def _links(seat: str, visitor: Visitor, answer: Answer, page: _Page) -> Iterator[Sending]:
    for link in page.links:
        to = urlsplit(urljoin(answer.where, link))
        if f"{to.scheme}://{to.netloc}" == visitor.pages:
            yield Sending(seat, "GET", to.path, tuple(parse_qsl(to.query, keep_blank_values=True)))


def _forms(seat: str, visitor: Visitor, answer: Answer, page: _Page) -> Iterator[Sending]:
    for form in page.forms:
        to = urlsplit(urljoin(answer.where, form.action or answer.where))
        if f"{to.scheme}://{to.netloc}" == visitor.pages:
            yield Sending(seat, form.method, to.path, tuple(form.values))
