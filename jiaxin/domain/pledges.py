"""诚信承诺 — the text in force, which clause a finding touches, what is broken, and how many keep each clause.

Source  《深圳经济特区社会信用条例》第59、64条; clauses, topics and the least number made public in rulebooks/pledge-*.toml.
Unit    kept in thousandths of those whose pledge stood on the day, rounded down.
Silent  a finding only suggests a clause: a breach is found by a measure, with notice, time to answer and basis. Where
        fewer than the least number signed, no rate is given: it would name somebody.
Not here  signing (procedures/pledge), finding a breach (procedures/measure), what it costs (scoring, incentives).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.measures import in_force_on
from jiaxin.domain.procedures.ladder import upheld
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for

BREACH = "pledge_breach"


@dataclass(frozen=True, slots=True)
class Clause:
    """一条承诺. `topics` are the kinds of complaint that, once upheld, touch it."""

    number: int
    code: str
    label: str
    text: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Touched:
    """A clause that upheld findings touch, with their entries: for an officer to look at, nothing more."""

    clause: Clause
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """How a clause is kept. `permille` is None where too few signed for the rate to be public."""

    clause: Clause
    signed: int
    broken: int
    permille: int | None


def pledge_rules(day: date) -> Rulebook:
    return packaged_for("pledge", day)


def clauses(book: Rulebook) -> tuple[Clause, ...]:
    book.must_be("pledge")
    return tuple(
        Clause(number, one["code"], one["label"], one["text"], frozenset(one["topics"]))
        for number, one in enumerate(book.data["clause"], 1)
    )


def text_digest(book: Rulebook) -> str:
    """SHA-256 of what is signed: title and clauses, line by line, so that a change of wording is a change of text."""
    lines = [book.label, *(f"{one.number}. {one.label}：{one.text}" for one in clauses(book))]
    return sha256("\n".join(lines).encode()).hexdigest()


def clause_named(code: str, book: Rulebook) -> Clause:
    """Raises Refused for a clause that the pledge does not have."""
    found = next((one for one in clauses(book) if one.code == code), None)
    if found is None:
        raise Refused("pledge.no-clause", "承诺书里没有这一条", "请从承诺书的条款中选择")
    return found


def standing_pledge(company: Facts, on: date) -> Entry | None:
    """The pledge that binds on a day: the latest one signed by then."""
    signed = [e for e in company.of("pledge") if str(e.get("signed_on")) <= on.isoformat()]
    return max(signed, key=lambda e: str(e.get("signed_on")), default=None)


def broken(company: Facts, on: date) -> tuple[str, ...]:
    """Codes of the clauses found broken by a measure that is in force on a day."""
    found = (str(e.get("clause") or "") for e in in_force_on(company, on) if e.get("measure") == BREACH)
    return tuple(dict.fromkeys(code for code in found if code))


def touched(company: Facts, on: date, book: Rulebook) -> tuple[Touched, ...]:
    """Clauses that findings upheld since the signature touch, and that are not yet found broken."""
    pledge = standing_pledge(company, on)
    if pledge is None:
        return ()
    topics = {str(e.get("complaint_no")): str(e.get("topic") or "") for e in company.of("complaint")}
    since, done = str(pledge.get("signed_on")), broken(company, on)
    found = [(topics.get(str(e.get("complaint_no")), ""), e) for e in upheld(company, on) if e.fact.happened_on.isoformat() >= since]
    made = []
    for one in clauses(book):
        if one.code not in done and (entries := tuple(e.id for topic, e in found if topic in one.topics)):
            made.append(Touched(one, entries))
    return tuple(made)


def kept(companies: Iterable[Facts], on: date, book: Rulebook) -> tuple[Kept, ...]:
    """How each clause is kept by those whose pledge stands on a day."""
    bound = [broken(facts, on) for facts in companies if standing_pledge(facts, on) is not None]
    signed, least = len(bound), int(book.data["public"]["at_least"])
    made = []
    for one in clauses(book):
        count = sum(one.code in codes for codes in bound)
        made.append(Kept(one, signed, count, (signed - count) * 1000 // signed if signed >= least else None))
    return tuple(made)
