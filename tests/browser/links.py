"""Every page that somebody reaches by pressing links from home, each kind of page once; and whether it looks like one seen before.

A page goes before the browser when its address is new, or when it holds an element whose kind, place and classes no page has
held so far: another role with the same table is not looked at twice, another role with one more button is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

EACH = 1  # of one address, this many things are opened by each person; which of them differs between people
_LEAVES = re.compile(r"^/(sign-out|static|view|api|language)/|\.(xlsx|pdf|docx|csv|json|py|svg|js)$|/(returned|left|list|file/.+|template/.+|reply)$")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_DRAWN = {"path", "g", "svg", "use", "rect", "circle", "line", "text", "tspan", "polyline", "polygon", "title"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as somebody got it. `kinds`: what stands on it, each kind of element once."""

    path: str
    route: str
    status: int
    kinds: frozenset[str]
    links: tuple[str, ...]
    html: str


class Kinds(HTMLParser):
    """Kinds of elements of a page: tag, classes, type and that of the element around it; and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kinds: set[str] = set()
        self.links: list[str] = []
        self._around: list[str] = [""]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "a" and at.get("href"):
            self.links.append(str(at["href"]))
        if tag in _DRAWN:
            return
        kind = f"{tag}.{at.get('class') or ''}.{at.get('type') or ''}{'!' if 'hidden' in at else ''}"
        self.kinds.add(f"{self._around[-1]} > {kind}")
        if tag not in _VOID:
            self._around.append(kind)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and tag not in _DRAWN and len(self._around) > 1 and self._around[-1].partition(".")[0] == tag:
            self._around.pop()


def reached(client: Client, start: str, more: tuple[str, ...] = ()) -> Iterator[Seen]:
    """Pages from `start` on, breadth first; of one address at most EACH things."""
    waiting, known, counts = [start, *more], {start, *more}, dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path, follow=True)
        here = answer.redirect_chain[-1][0] if getattr(answer, "redirect_chain", None) else path
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        page = Kinds(html)
        yield Seen(path, _route(here), answer.status_code, frozenset(page.kinds), tuple(page.links), html)
        for link in page.links:
            to = urlsplit(urljoin(here, link))
            if (to.netloc and to.netloc != "testserver") or link.startswith(("#", "mailto:", "tel:")) or _LEAVES.search(to.path):
                continue
            target = to.path + (f"?{to.query}" if to.query else "")
            route = _route(to.path) + ("?" if to.query else "")
            if target in known or counts.get(route, 0) >= EACH:
                continue
            known.add(target)
            counts[route] = counts.get(route, 0) + 1
            waiting.append(target)


def _route(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return ""
