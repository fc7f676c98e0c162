"""成对比对 — the checks of a sheet, asked of records that stand in the register: which two are alike, one pair a doubtful record.

Unit    a pair names two records by subject and entry; for rows and phones the entry is empty: a person has one of each.
Source  the same checks as at the door (domain/quality), so that what a file would be warned of is found in the register too.
Not here  what becomes of a pair (procedures/record_doubt).

Records are taken in the order in which they were recorded, so that a later one makes new pairs and moves no earlier pair.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from jiaxin.domain.doubts.kinds import ROSTER_KINDS
from jiaxin.domain.facts import Entry, Facts, Value
from jiaxin.domain.quality import certificates, copied_rows, numbers_in_a_row, two_places
from jiaxin.domain.quality.check import Pairing
from jiaxin.domain.quality.known import NOTHING, Known
from jiaxin.domain.quality.thresholds import Limits, limits

_FINDERS: Mapping[str, Callable[[Limits, Known], Pairing]] = {
    "row-copied": copied_rows.pairing,
    "skill-number-shared": certificates.pairing,
    "policies-in-a-row": numbers_in_a_row.pairing("insurance_policy", "insurance_from"),
    "phones-in-a-row": numbers_in_a_row.pairing("phone"),
    "customers-in-a-row": numbers_in_a_row.pairing("customer_phone"),
    "two-places-at-once": two_places.pairing,
}


class Record(NamedTuple):
    """One record: whose, and which entry of the ledger where a person may have several."""

    subject: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    code: str
    one: Record  # the later in order
    other: Record


@dataclass
class _Row:
    values: dict[str, Value]
    place: int


def roster_pairs(files: Mapping[str, Facts], as_of: date) -> list[Pair]:
    """Among the people of one company, opened. Copied rows, shared certificates, policies and phones in a row."""
    rows = [(Record(subject), _flat(facts)) for subject, facts in sorted(files.items(), key=lambda file: (min((e.position for e in file[1].entries), default=0), file[0]))]
    certificates_of = _entries(files, "skill.certificate", ("skill_number",))
    return [
        *_found("row-copied", rows, as_of),
        *_found("skill-number-shared", [(r, {**v, "id_number": r.subject}) for r, v in certificates_of], as_of),
        *_found("policies-in-a-row", _entries(files, "insurance", ("insurance_policy", "insurance_from")), as_of),
        *_found("phones-in-a-row", rows, as_of),
    ]


def order_pairs(files: Mapping[str, Facts], phones: Mapping[str, str], as_of: date) -> list[Pair]:
    """Among the orders of one company. phones: household → its phone, as far as it may be looked at."""
    since, rows = as_of - timedelta(days=limits(as_of).orders_days), list[tuple[Record, dict[str, Value]]]()
    for subject, entry in _recorded(files, "order"):
        if entry.fact.happened_on < since or not entry.fact.counterparty:
            continue
        values = {name: entry.get(name) for name in ("service", "ordered_on", "finished_on", "status")}
        rows.append((Record(subject, entry.id), {**values, "id_number": subject, "customer_phone": entry.fact.counterparty}))
    called: list[tuple[Record, dict[str, Value]]] = [(r, {"customer_phone": phones.get(str(v["customer_phone"]))}) for r, v in rows]
    return [*_found("two-places-at-once", rows, as_of), *_found("customers-in-a-row", called, as_of)]


def _found(code: str, rows: Iterable[tuple[Record, dict[str, Value]]], as_of: date) -> list[Pair]:
    finder, records = _FINDERS[code](limits(as_of), NOTHING), list[Record]()
    for place, (record, values) in enumerate(rows):
        records.append(record)
        finder.collect(_Row(values, place))
    return [Pair(code, records[place], records[mate]) for place, mate in sorted(finder.mates().items())]


def _flat(facts: Facts) -> dict[str, Value]:
    """As a line of a roster would say it: the latest of each kind of record."""
    found: dict[str, Value] = {}
    for kind in ROSTER_KINDS:
        if (entry := facts.latest(kind)) is not None:
            found.update(entry.fact.clear)
            found.update(entry.fact.sealed)
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _entries(files: Mapping[str, Facts], kind: str, names: tuple[str, ...]) -> list[tuple[Record, dict[str, Value]]]:
    return [(Record(subject, entry.id), {name: entry.get(name) for name in names}) for subject, entry in _recorded(files, kind)]


def _recorded(files: Mapping[str, Facts], kind: str) -> list[tuple[str, Entry]]:
    return sorted(((subject, entry) for subject, facts in files.items() for entry in facts.of(kind)), key=lambda one: (one[1].position, one[0]))
