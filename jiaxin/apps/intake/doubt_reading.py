"""疑点清单 — pairs of records that wait for a person, what was found, and both records side by side. Read only."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from jiaxin.apps.intake.doubt_deciding import FINDINGS, TOGETHER
from jiaxin.apps.intake.models import DoubtStep, RecordDoubt
from jiaxin.apps.intake.standing_work import AtDesk
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.doubts.kinds import KINDS, DoubtKind
from jiaxin.domain.facts import Entry
from jiaxin.domain.permissions import Actor, Permission, Reach, reach_of
from jiaxin.domain.procedures.record_doubt import PROCEDURE
from jiaxin.domain.procedures.table import Step
from jiaxin.kit import clock

WAITING, OF_COMPANY, SETTLED = ("open", "answered", "unclear"), ("asked",), ("genuine", "corrected", "false")
TO_PUT_RIGHT = ("asked", "answered", "false")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One pair; both persons under the ids they are filed under now. Of two orders of one person both are the same."""

    id: str
    kind: DoubtKind
    company: str
    street: str
    subject: str
    other: str
    entry: str
    other_entry: str
    state: str
    state_label: str
    since: date
    due_on: date | None
    struck: str

    @property
    def late(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken. `said`: the reason, or what the company answered."""

    label: str
    actor: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both records; either is None where there is no such record any more."""

    record: str
    field: str
    one: Entry | None
    other: Entry | None


def doubts(actor: Actor, states: Collection[str] = WAITING, company: str = "", code: str = "") -> list[Doubt]:
    """Within reach of this actor: what is due first at the top, then the oldest."""
    rows = _within(actor).filter(state__in=list(states))
    rows = rows.filter(company=company) if company else rows
    rows = rows.filter(code=code) if code else rows
    return _told(list(rows.order_by("due_on", "company", "code", "id")))


def doubt(id: str) -> Doubt | None:
    return next(iter(_told(list(RecordDoubt.objects.filter(id=id)))), None)


def doubts_of(company: str, states: Collection[str] = OF_COMPANY) -> list[Doubt]:
    """What this company was asked about."""
    return _told(list(RecordDoubt.objects.filter(company=company, state__in=list(states)).order_by("due_on", "code", "id")))


def doubt_steps(id: str) -> list[Taken]:
    rows = DoubtStep.objects.filter(doubt=id).order_by("id")
    return [Taken(PROCEDURE.label_of(row.verb), row.actor, row.at, row.said) for row in rows]


def doubts_waiting(actor: Actor) -> AtDesk:
    """How many wait for an officer of this reach, and by when the first."""
    today = clock.today()
    told = _within(actor).filter(state__in=WAITING).aggregate(n=Count("id"), first=Min("due_on"), late=Count("id", filter=Q(due_on__lt=today)))
    return AtDesk(told["n"], None, told["first"], told["late"])


def doubts_asked(company: str) -> AtDesk:
    """How many this company has to answer, and by when the first."""
    told = RecordDoubt.objects.filter(company=company, state__in=OF_COMPANY).aggregate(n=Count("id"), first=Min("due_on"))
    return AtDesk(told["n"], None, told["first"])


def struck_parts(company: str) -> dict[str, frozenset[str]]:
    """Parts of files whose record a person found mistaken or false and that are not put right: they count as unverified."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in doubts_of(company, TO_PUT_RIGHT):
        for subject, side in ((one.subject, "first"), (one.other, "second")):
            if one.kind.part and one.struck in ("both", side):
                found[subject].add(one.kind.part)
    return {subject: frozenset(parts) for subject, parts in found.items()}


def doubt_reasons(ids: Sequence[str]) -> dict[str, str]:
    """The latest reason or answer of each, where there is one."""
    return dict(DoubtStep.objects.filter(doubt__in=list(ids)).exclude(said="").order_by("id").values_list("doubt", "said"))


def doubt_findings(one: Doubt) -> list[Step]:
    """What a person may find about it now, by the table."""
    return [step for step in PROCEDURE.steps if one.state in step.origins and step.verb in FINDINGS]


def findings_together(found: Sequence[Doubt]) -> list[Step]:
    """What a person may find about all of these at once: of one company and one kind, and possible for each of them."""
    if not found or len({(one.company, one.kind.code) for one in found}) > 1:
        return []
    open_to_all = [{step.verb for step in doubt_findings(one)} for one in found]
    return [step for step in doubt_findings(found[0]) if step.verb in TOGETHER and all(step.verb in some for some in open_to_all)]


def side_by_side(one: Doubt) -> list[Compared]:
    """Both records opened, field by field. The caller leaves a receipt for both persons."""
    kinds = sorted({record for record, _ in one.kind.shown})
    facts = ledger.facts_about_many(list({one.subject, one.other}), with_claims=True, kinds=kinds)
    first, second = (_records(facts[s].entries, e, kinds) for s, e in ((one.subject, one.entry), (one.other, one.other_entry)))
    return [
        Compared(record, field, first.get(record), second.get(record))
        for record, field in one.kind.shown
        if any(side is not None and side.get(field) not in (None, "", []) for side in (first.get(record), second.get(record)))
    ]


def _records(entries: Sequence[Entry], entry: str, kinds: Sequence[str]) -> Mapping[str, Entry]:
    """Kind → the record meant: the one of the pair, or the latest where a person has one."""
    if entry:
        return {e.fact.kind: e for e in entries if e.id == entry}
    return {kind: max(some, key=lambda e: (e.fact.happened_on, e.position)) for kind in kinds if (some := [e for e in entries if e.fact.kind == kind])}


def _within(actor: Actor) -> QuerySet[RecordDoubt]:
    rows = RecordDoubt.objects.all()
    if reach_of(actor.role, Permission.DOUBT_VIEW) is not Reach.DISTRICT:  # rows are cut for the widest of what she may do: this is narrower
        rows = rows.filter(street=actor.street or "-")
    return rows


def _told(rows: list[RecordDoubt]) -> list[Doubt]:
    now = registry.resolve_many(sorted({one for row in rows for one in (row.subject, row.other)}))
    return [
        Doubt(
            row.id, KINDS[row.code], row.company, row.street, now[row.subject], now[row.other], row.entry, row.other_entry,
            row.state, PROCEDURE.states[row.state], row.since, row.due_on, row.struck,
        )
        for row in rows
    ]  # fmt: skip
