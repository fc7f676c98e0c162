"""sqlmap: every address behind which a statement is written by hand, and a sample of everything else that can be sent.

`tools/scan/by_hand.py` says which file's statements lie behind which address. The sample is drawn with a fixed seed from
the parameters of all links and forms that the roles' own pages hold, so each run asks the same. What is asked answers
below 500 before it is tried; a parameter whose test did not end is a finding, like one that can be injected.
"""

import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools.bench.served import Visitor
from tools.scan.by_hand import ASKED, Asked
from tools.scan.forms import TOKEN, Sending, sendings
from tools.scan.place import PROBE, SEATS, Place, between, run

SAMPLED, SEED, PAGES = 32, 5, 40
_STARTS = ("/sign-in/", "/sign-in/phone/", "/notices/", "/report/", "/report/reply/", "/verify/")
_SECONDS = 240  # for one address; beyond, it is told
_TESTED = re.compile(r"testing for SQL injection on .*? parameter '([^']+)'")
_COMMON = (
    "--batch", "--flush-session", "--level", "1", "--risk", "1", "--technique", "BEUSQ", "--dbms", "sqlite", "--timeout", "20", "--skip-waf",
    "--drop-set-cookie", "--ignore-code", "*", "--answers", "redirect=N,follow=N",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Try:
    """address: whole, with its query. names: what to test; a star stands in the address where that is part of the path."""

    about: str
    seat: str
    address: str
    data: str
    names: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        words = ["-u", self.address, *(["--data", self.data] if self.data else [])]
        return [*words, *(["-p", ",".join(self.names)] if self.names else [])]


def sqlmap(place: Place) -> list[str]:
    started, found, tested = time.monotonic(), list[str](), list[str]()
    visitors = {seat: place.visitor(seat) for seat in SEATS}
    by_hand = [_by_hand(place, one, visitors[one.seat]) for one in ASKED]
    sample, population = _sample(place, visitors)
    for number, one in enumerate([*by_hand, *sample]):
        log = place.reports / f"sqlmap-{number:02}.txt"
        cookies = ["--cookie", visitors[one.seat].cookies] if one.seat else []
        done = run([str(PROBE / "sqlmap"), *_COMMON, *one.words, *cookies, "--output-dir", str(place.reports / "sqlmap")], log, _SECONDS)
        said = log.read_text("utf-8", "replace")
        tested += [f"{one.seat} {urlsplit(one.address).path} {name}" for name in dict.fromkeys(_TESTED.findall(said))]
        if "identified the following injection point" in said or "is vulnerable" in said:
            found.append(f"{one.about}: {one.address}: {between(said, 'Parameter:', 800)}")
        elif done is None or "all tested parameters do not appear" not in said:
            found.append(f"{one.about}: {one.seat} {one.address} {one.names}: not tested: {said[-300:]}")
    print(
        f"        {len(by_hand)} addresses with a statement written by hand, {len(sample)} parameters drawn (seed {SEED}) from {population} of {len(SEATS)} seats;"
        f" {len(tested)} parameters tested in {time.monotonic() - started:.0f} s",
        *(f"drawn: {one.seat or 'stranger'} {'POST' if one.data else 'GET'} {urlsplit(one.address).path} {' '.join(one.names)}" for one in sample),
        sep="\n        ", flush=True,
    )  # fmt: skip
    return found


def _by_hand(place: Place, asked: Asked, visitor: Visitor) -> Try:
    path = asked.path
    for word, thing in (("{worker}", place.people()[0]["subject"]), *_things(asked.path, visitor)):
        path = path.replace(word, thing)
    base = place.window if asked.window else place.pages
    data = f"{TOKEN}={_token(visitor)}&{asked.form}" if asked.form else ""
    return Try(f"by hand: {asked.behind}", asked.seat, base + path, data, asked.names)


def _things(path: str, visitor: Visitor) -> Iterator[tuple[str, str]]:
    """The first company, batch or case that this visitor's own list leads to."""
    for word, listed, leads in (("{company}", "/office/companies", r"/office/companies/([0-9A-Za-z_-]{10,})\""), ("{batch}", "/company/batches", r"/company/batches/([0-9a-z]{8,})"), ("{case}", "/office/cases", r"/office/cases/([0-9A-Za-z_-]{8,})\"")):
        if word in path:
            seen = re.search(leads, visitor.get(listed).text)
            if seen is None:
                raise RuntimeError(f"{listed}: no {word} to ask about")
            yield word, seen.group(1)


def _token(visitor: Visitor) -> str:
    return next((one.value for one in visitor.jar if "csrf" in one.name and one.value), "")


def _sample(place: Place, visitors: dict[str, Visitor]) -> tuple[list[Try], int]:
    """Parameters drawn, each its own try; and from how many."""
    found = [one for seat in SEATS for one in sendings(seat, visitors[seat], ("/",) if seat else _STARTS, PAGES)]
    every = sorted({(one.kind, name): (one, name) for one in found for name in one.names()}.items())
    drawn = random.Random(SEED).sample([pair for _, pair in every], min(SAMPLED, len(every)))
    return [_drawn(place, one, name) for one, name in drawn], len(every)


def _drawn(place: Place, one: Sending, name: str) -> Try:
    if one.method == "GET":
        return Try("drawn", one.seat, f"{place.pages}{one.path}?{one.encoded()}", "", (name,))
    return Try("drawn", one.seat, f"{place.pages}{one.path}", one.encoded(), (name,))
