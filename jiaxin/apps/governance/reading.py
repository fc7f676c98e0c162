"""Rows of a case to the values the domain folds; the calendar and the objections under which it is judged."""

from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Q

from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.sealing import opened
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as rules
from jiaxin.domain.calendar import WorkCalendar, packaged_calendar, work_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.measures import stopped_until
from jiaxin.domain.permissions import Actor, Permission, Reach, Thing, reach_of
from jiaxin.domain.procedures.clocks import Setting
from jiaxin.domain.procedures.procedure import Event, procedure
from jiaxin.domain.procedures.table import PARTY, Step
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, packaged_for, packaged_versions
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA


def found(case: str, for_update: bool = False) -> Case:
    """The case; locked where the store can."""
    rows = Case.objects.select_for_update() if for_update else Case.objects
    try:
        return rows.get(pk=case)
    except Case.DoesNotExist:
        raise Refused("case.unknown", "没有这个案件", "请核对案件编号") from None


Told = dict[str, tuple[tuple[Event, ...], dict[int, list[str]]]]


def histories(cases: Sequence[Case]) -> dict[str, tuple[Event, ...]]:
    """Everything that happened in each case, opened."""
    return {case: events for case, (events, _) in histories_and_messages(cases).items()}


def outlines(cases: Sequence[Case]) -> dict[str, tuple[Event, ...]]:
    """What happened in each case as it lies: free text about people stays sealed. Enough for where it stands and by when."""
    return {case: events for case, (events, _) in told(cases, steps_of(cases), unsealed=False).items()}


def histories_and_messages(cases: Sequence[Case]) -> Told:
    """Everything that happened in each case, opened; and the messages each step sent, by its number from 1."""
    return told(cases, steps_of(cases))


def steps_of(cases: Sequence[Case]) -> list[CaseEvent]:
    """The rows of these cases, sealed as they are kept."""
    return list(CaseEvent.objects.filter(case__in=[case.id for case in cases]).order_by("case_id", "number"))


def told(cases: Sequence[Case], rows: Sequence[CaseEvent], unsealed: bool = True) -> Told:
    """Rows of these cases as the domain folds them. unsealed: what is said about people is opened, too."""
    subjects = {case.id: case.subject for case in cases}
    private = opened([(r.case_id, r.number, subjects[r.case_id], bytes(r.sealed)) for r in rows]) if unsealed else [{} for _ in rows]
    found: dict[str, list[Event]] = defaultdict(list)
    sent: dict[str, dict[int, list[str]]] = defaultdict(dict)
    for row, more in zip(rows, private, strict=True):
        on = row.at.astimezone(CHINA).date()
        found[row.case_id].append(Event(row.verb, row.actor, row.at, on, row.organisation, {**row.said, **more}))
        if row.told:
            sent[row.case_id][row.number] = row.told
    return {case: (tuple(found[case]), dict(sent[case])) for case in subjects}


def history(case: Case) -> tuple[Event, ...]:
    return histories([case])[case.id]


def own_ids(actor: Actor) -> frozenset[str]:
    """Every id of the person who asks: her file's, and those of files that were found to be hers too. Nobody's for an officer."""
    return frozenset(registry.ids_of([actor.subject])[actor.subject]) if actor.subject else frozenset()


def thing_of(case: Case, proposer: str = "", step: Step | None = None, actor: Actor | None = None, ids: Container[str] = ()) -> Thing:
    """The case as the permission table sees it; `proposer` is whom four eyes are compared with.

    ids  of the actor (`own_ids`): a matter opened under another of her files is hers
    """
    whose = case.party if step is not None and step.whose == PARTY else case.subject
    return Thing(
        owner=actor.subject if actor is not None and whose in ids else whose,
        organisation=case.organisation,
        street=case.street,
        kind=case.procedure,
        made_by=proposer or case.opened_by,
        employers=employers_of(actor, case.subject),
    )


def employers_of(actor: Actor | None, subject: str) -> tuple[str, ...]:
    """Where the worker it is about works: asked for an association alone, whose reach goes by it."""
    return registry.present_companies(subject) if actor is not None and subject and reach_of(actor.role, Permission.CASE_VIEW) is Reach.MEMBERS else ()


def calendar() -> WorkCalendar:
    """The packaged tables with those the district has brought into force since: a later one replaces its years."""
    tables = rules.rulebooks_of("calendar")
    return _composed(tuple(tables)) if tables else packaged_calendar()


@lru_cache(maxsize=8)
def _composed(tables: tuple[Rulebook, ...]) -> WorkCalendar:
    return work_calendar(packaged("calendar-2026"), *tables)


def pack_on(kind: str, day: date) -> Rulebook:
    """The pack of a kind that the district has brought into force for a day; before any, the one that ships."""
    applying = [book for book in rules.rulebooks_of(kind) if book.applies(day)]
    return max(applying, key=lambda book: book.valid_from) if applying else packaged_for(kind, day)


def pack_named(version: str, digest: str) -> Rulebook:
    """The very pack that a matter was reckoned by. Raises Refused where it is no more, or its bytes are others."""
    found = next((book for book in (*rules.rulebooks_of("incentives"), *_shipped(version)) if (book.version, book.digest) == (version, digest)), None)
    if found is None:
        raise Refused("rulebook.gone", f"计算时用的规则文件 {version} 已经不在", "请按现行规则重新计算")
    return found


def _shipped(version: str) -> list[Rulebook]:
    return [packaged(version)] if version in packaged_versions() else []


def style() -> str:
    """The pack of objection clocks the district has chosen; empty = the one that the rules of procedure name."""
    return settings.DISTRICT.objection_clocks


def setting(case: Case) -> Setting:
    """Under which a step of the case is judged today; also before the case is kept."""
    return Setting(calendar(), style(), contested(case), _stopped(case))


def _stopped(case: Case) -> dict[str, date]:
    """What measures keep from the one it is about; read only where a step of the procedure may be stopped."""
    if not case.subject or not any(step.benefit for step in procedure(case.procedure).steps):
        return {}
    today = clock.today()
    return stopped_until(ledger.facts_about(case.subject, as_of=today, opened=False), today)


def contested(case: Case) -> bool:
    """Whether an objection is open to what the case is about, to what it has recorded, or to what it rests on."""
    if case.procedure == "objection":
        return False
    about = {case.about, case.id}
    for said, recorded in CaseEvent.objects.filter(case=case).order_by("number").values_list("said", "recorded"):
        entries = said.get("entries")
        about.update(map(str, recorded), map(str, entries) if isinstance(entries, list) else ())
    open_ones = Case.objects.filter(procedure__in=("objection", "correction"), closed=False).exclude(pk=case.pk).filter(Q(about__in=sorted(about)))
    return open_ones.exists()
