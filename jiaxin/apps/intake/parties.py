"""当事人 — whom the rows of a chunk speak of: found or made, many at a time.

A row names a worker by identity number; a rating or complaint may name only the order. Lists of
streets and departments may carry masked or missing numbers: the register is asked whom such a row may
mean. It lands where one person fits clearly and nobody else comes near; where somebody may fit it is kept
for a human with the people to choose from (questions); nobody is filed anew for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiaxin.apps.intake.models import OrderParties
from jiaxin.apps.intake.verification import RETURN, unasked
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as known
from jiaxin.apps.registry.actions import Claimed
from jiaxin.domain.identity.reading import Reading, read
from jiaxin.domain.quality.in_the_registry import AMBIGUOUS, NAME_DIFFERS, NOT_ASKED, UNKNOWN
from jiaxin.kit.bulk import chunks


@dataclass(slots=True)
class Parties:
    """Whom one row speaks of. `question` is the code of why a human must look; then nothing of it lands."""

    worker: str = ""
    company: str = ""
    household: str = ""
    question: str = ""
    candidates: tuple[known.Near, ...] = ()  # of a question: who may be meant


@dataclass(frozen=True, slots=True)
class Way:
    """What a kind of sheet may do: open new files, only speak of workers already filed, or only count people."""

    opens_files: bool
    by_order: bool = False
    counts_only: bool = False  # nothing lands about anybody: nobody is looked for, and nobody need be on file


WAYS: Mapping[str, Way] = {
    "worker-roster": Way(opens_files=True),
    "legacy-export": Way(opens_files=True),
    "training": Way(opens_files=False),
    "order-ledger": Way(opens_files=False),
    "ratings": Way(opens_files=False, by_order=True),
    "hotline-complaints": Way(opens_files=False),
    "police-return": Way(opens_files=False),
    "penalties": Way(opens_files=False),
    "baseline-register": Way(opens_files=False, counts_only=True),
}


@dataclass(slots=True)
class _Found:
    workers: dict[int, str] = field(default_factory=dict)
    questions: dict[int, str] = field(default_factory=dict)
    candidates: dict[int, tuple[known.Near, ...]] = field(default_factory=dict)


def parties_of(rows: Sequence[Mapping[str, Any]], sheet_kind: str, organisation: str) -> list[Parties]:
    """The parties of each row, in order. Runs in the caller's transaction."""
    way = WAYS.get(sheet_kind, Way(opens_files=False))
    companies = _companies(rows, registered=sheet_kind == "company-register")
    households = _households(rows)
    found = _Found() if way.counts_only else _enrolled(rows) if way.opens_files else _filed(rows, companies)
    orders = _orders(rows, organisation) if way.by_order else {}
    result = []
    for i, row in enumerate(rows):
        order = orders.get(row.get("order_no", ""))
        company = companies.get(row["company"][0], "") if row.get("company") else ""
        one = Parties(found.workers.get(i, ""), company, households.get(i, ""), found.questions.get(i, ""), found.candidates.get(i, ()))
        if order is not None:
            one = Parties(order.worker, order.company, order.household)
        elif way.by_order and not one.worker:
            one.question = one.question or UNKNOWN
        result.append(one)
    if sheet_kind == RETURN:
        for at in unasked(rows, [one.worker for one in result]):
            result[at] = Parties(question=NOT_ASKED)
    return result


def decided(row: Mapping[str, Any], sheet_kind: str, worker: str) -> Parties:
    """The parties of a row of which a person has said whom it means."""
    companies = _companies([row], registered=sheet_kind == "company-register")
    company = companies.get(row["company"][0], "") if row.get("company") else ""
    return Parties(worker, company, _households([row]).get(0, ""))


def opens_files(sheet_kind: str) -> bool:
    return WAYS.get(sheet_kind, Way(opens_files=False)).opens_files


def questions_of(rows: Sequence[Mapping[str, Any]], sheet_kind: str, organisation: str) -> list[str]:
    """What landing would ask about each row of a list that opens no files. Makes nobody.

    Who at a company fits a number with masked digits is left to landing: every name there must be opened for it.
    """
    way = WAYS.get(sheet_kind, Way(opens_files=False))
    if way.counts_only:
        return [""] * len(rows)
    found = _filed(rows, {})
    orders = _orders(rows, organisation) if way.by_order else {}
    asked = []
    for i, row in enumerate(rows):
        question = found.questions.get(i, "") if i not in found.candidates else ""  # kept for a person when it lands
        if way.by_order and row.get("order_no", "") in orders:
            question = ""
        elif way.by_order and i not in found.workers and not row.get("company"):
            question = question or UNKNOWN
        asked.append(question)
    if sheet_kind == RETURN:
        for at in unasked(rows, [found.workers.get(i, "") for i in range(len(rows))]):
            asked[at] = NOT_ASKED
    return asked


def _companies(rows: Sequence[Mapping[str, Any]], registered: bool) -> dict[str, str]:
    named = {row["company"][0]: row["company"][1] for row in rows if row.get("company")}
    return registry.enrol_companies(list(named.items()), registered) if named else {}


def _households(rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    with_one = [(i, row["household"]) for i, row in enumerate(rows) if row.get("household")]
    made = registry.enrol([Claimed(name, "", phone) for _, (name, phone) in with_one], "household")
    return {i: one.subject for (i, _), one in zip(with_one, made, strict=True)}


def _enrolled(rows: Sequence[Mapping[str, Any]]) -> _Found:
    found = _Found()
    named = [(i, row["worker"]) for i, row in enumerate(rows) if row.get("worker")]
    for (i, _), one in zip(named, registry.enrol([Claimed(*w) for _, w in named]), strict=True):
        if one.conflict:
            found.questions[i] = NAME_DIFFERS
        else:
            found.workers[i] = one.subject
    return found


def _filed(rows: Sequence[Mapping[str, Any]], companies: Mapping[str, str]) -> _Found:
    """Workers already filed: by whole number and name; else by name, open digits and company."""
    found = _Found()
    named = [(i, row["worker"]) for i, row in enumerate(rows) if row.get("worker")]
    whole = [(i, (name, number)) for i, (name, number, _) in named if is_whole(number)]
    people = [one for _, one in whole]
    for (i, _), one in zip(whole, known.recognised(people, known.marks_of(people)), strict=True):
        if one is None:
            found.questions[i] = UNKNOWN
        elif not one.same_name:
            found.questions[i] = NAME_DIFFERS
        else:
            found.workers[i] = one.subject
    for i, (name, number, phone) in named:
        if is_whole(number):
            continue
        row = rows[i]
        likely = known.likely(_read(name, number, phone, row))
        if likely.answer.sure:
            found.workers[i] = likely.answer.subject
            continue
        if likely.near:
            found.questions[i], found.candidates[i] = AMBIGUOUS, likely.near
            continue
        fitting = known.fitting(name, number, companies.get(row["company"][0], "") if row.get("company") else "")
        if len(fitting) == 1:
            found.workers[i] = fitting[0]
        elif not row.get("company"):
            found.questions[i] = AMBIGUOUS if fitting else UNKNOWN
    return found


def _read(name: str, number: str, phone: str, row: Mapping[str, Any]) -> Reading:
    company = row["company"][1] if row.get("company") else ""
    return read((name, "", number, "", phone, "", "", company))


def is_whole(number: str) -> bool:
    """An identity number without a masked or missing digit."""
    return len(number) == 18 and "*" not in number


def _orders(rows: Sequence[Mapping[str, Any]], organisation: str) -> dict[str, OrderParties]:
    numbers = sorted({row["order_no"] for row in rows if row.get("order_no")})
    found: dict[str, OrderParties] = {}
    for some in chunks(numbers, 500):
        for one in OrderParties.objects.filter(organisation=organisation, order_no__in=some):
            found[one.order_no] = one
    return found
