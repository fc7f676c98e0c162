"""比对 — a checked roster against what is filed: who is new, what changes cell by cell, who does not appear.

Nothing is written here. Who does not appear in a roster has not left: only a human tick ends a work
relation (`leaving`). Workers who withdrew are not looked at; what somebody took back the purpose of is not compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake import keeping
from jiaxin.apps.intake.models import Batch
from jiaxin.apps.intake.seeing import seen
from jiaxin.apps.intake.states import State
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.facts import Entry, Facts, Value
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, field_class
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.spoken import spoken

ROSTER = "worker-roster"
SHOWN = 200  # changes a page lists; counts are of all


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that would change what is filed."""

    subject: str
    name: str  # masked
    sheet: str
    row: int
    field: str  # label
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Absent:
    subject: str
    name: str  # masked
    job_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    new: int
    changed: int  # persons
    unchanged: int
    elsewhere: int  # filed already, but not at this company
    changes: tuple[Change, ...]
    absent: tuple[Absent, ...]
    unlisted: int = 0  # changes beyond those in `changes`
    unread: str = ""  # why nobody can be called absent: rows | returned | sheets; empty = somebody can


def comparison(actor: Actor, batch_id: str) -> Comparison | None:
    """None where there is nothing to compare: another kind of sheet, not checked, landed already, no company."""
    batch = Batch.objects.filter(id=batch_id).first()
    if batch is None or batch.sheet_kind != ROSTER or batch.state != State.CHECKED:
        return None
    require(actor, Permission.BATCH_VIEW, Thing(organisation=batch.organisation))
    if batch.organisation not in registry.companies([batch.organisation]):
        return None
    if not keeping.path_of(batch_id, "rows").exists():
        return None
    rows = [row for chunk in keeping.chunks(batch_id) for row in chunk if row.get("worker")]
    return _compare(actor, batch, rows)


def _compare(actor: Actor, batch: Batch, rows: Sequence[dict[str, Any]]) -> Comparison:
    known = registry.by_id_numbers(sorted({row["worker"][1] for row in rows if row["worker"][1]}))
    here = [line for line in registry.file_lines_of(batch.organisation) if not line.withdrawn]
    current = {line.subject for line in here}
    named = {known[number] for row in rows if (number := row["worker"][1]) in known}
    unread = _unread(batch)
    missing = [line for line in here if line.subject not in named] if not unread else []
    unnamed = {line.subject for line in missing}
    looked_at = [line for line in here if line.subject in named or line.subject in unnamed]
    allowed = seen(actor, looked_at, (Permission.FILE_VIEW,), "比对新名册与在册档案", batch.id)
    facts = record.facts_about_many(sorted(named & current), with_claims=True)
    changes: list[Change] = []
    changed: set[str] = set()
    unlisted = 0
    for row in rows:
        subject = known.get(row["worker"][1], "")
        if subject in facts and (found := _changes(allowed[subject], batch, row, subject, facts[subject])):
            changed.add(subject)
            listed = found[: SHOWN - len(changes)]
            changes.extend(listed)
            unlisted += len(found) - len(listed)
    people = registry.people([line.subject for line in missing])
    leaving = _said_to_have_left(batch.organisation, [line.subject for line in missing])
    absent = [
        Absent(line.subject, mask_name(people[line.subject].name), line.job_types)
        for line in missing
        if line.subject in people and line.subject not in leaving
    ]
    new = {row["worker"][1] for row in rows} - set(known)
    return Comparison(
        len(new), len(changed), len((named & current) - changed), len(named - current), tuple(changes), tuple(absent), unlisted, unread
    )


def _unread(batch: Batch) -> str:
    """Rows sent back cannot be matched to a person, a returned workbook holds nobody else, and a sheet that was passed
    over may name anybody: then nobody is called absent."""
    return "rows" if batch.counts.get("rows", {}).get("error", 0) else str(batch.counts.get("partial", ""))


def _changes(
    allowed: frozenset[FieldClass], batch: Batch, row: Mapping[str, Any], subject: str, facts: Facts
) -> list[Change]:
    name = mask_name(row["worker"][0])
    found = []
    for code, subject_of, _, clear, _, sealed in row.get("facts", ()):  # a row that goes back states nothing yet
        if subject_of != "worker" or (filed := _counterpart(facts, code, batch.organisation)) is None:
            continue
        one = kind(code)
        for field, value in {**clear, **sealed}.items():
            if field in one.circumstances or field_class(code, field) not in allowed:
                continue
            before: Value = filed.get(field)
            if before != value:
                spec = one.field(field)
                found.append(
                    Change(subject, name, row["sheet"], row["row"], spec.label, spoken(spec, before), spoken(spec, value))
                )
    return found


def _counterpart(facts: Facts, code: str, company: str) -> Entry | None:
    """The filed statement a new one is held against: the latest of its kind; a spell of work only at this company."""
    if code != "employment":
        return facts.latest(code)
    spells = [e for e in facts.of(code) if e.fact.company == company]
    return max(spells, key=lambda e: e.position, default=None)


def _said_to_have_left(company: str, subjects: Sequence[str]) -> set[str]:
    """Whom the company has reported as having left already; their own confirmation may still be missing."""
    facts = record.facts_about_many(list(subjects), with_claims=True, opened=False)
    return {
        s for s, f in facts.items() if any(e.fact.company == company and e.get("ended_on") for e in f.of("employment"))
    }
