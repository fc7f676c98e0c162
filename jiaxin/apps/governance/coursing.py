"""课程落实 — a reminder in force assigns its course; the record of a training fulfils it; a lapse proposes the next measure.

Followed from the log, once each. A proposal is all that a lapse brings: notice, the time to answer and another hand's decision
come after it, or she is spared. It is not made while an objection to the reminder runs, nor where nothing upheld is left.
Not here  how long and how many hours (rules of procedure, [ladder]), who signs up for which course (apps/training).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.stepping import open_case, take_step
from jiaxin.apps.governance.viewing import CaseView, views
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Entry, Facts, Value
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.procedures.course_duty import HEAD, HERSELF, carries_course, fulfilling
from jiaxin.domain.procedures.effect import measure_label
from jiaxin.domain.procedures.ladder import upheld
from jiaxin.domain.procedures.procedure import Deadline
from jiaxin.kit import clock

CODE, FOLLOWER = "course-duty", "course-duty"
_CLERK = "ladder"
_MOVES = ("training", "correction", "objection.mark", "attestation")  # after each of them a duty may stand otherwise


@dataclass(frozen=True, slots=True)
class Duty:
    """A course somebody has to take. `due`: the last day, None once it is settled; `hours` at least, in hundredths."""

    case: str
    state: str
    state_label: str
    since: date
    due: date | None
    hours: int
    closed: bool


def follow_courses() -> int:
    """Follow the log: assign what reminders bring, settle what trainings fulfil, propose after a lapse. Returns how many steps."""
    start, end, today = ledger.followed(FOLLOWER), ledger.checkpoint().size, clock.today()
    made = 0
    if start != end:
        made += sum(_assigned(entry) for entry in ledger.entries_of("measure", start, end) if carries_course(entry, today))
        open_now = set(Case.objects.filter(procedure=CODE, closed=False).order_by("id").values_list("subject", flat=True))
        touched = [e.fact.subject for kind in _MOVES for e in ledger.entries_of(kind, start, end)] if open_now else []
        made += _settled(open_now.intersection(registry.resolve_many(touched).values()))
        ledger_actions.follow(FOLLOWER, end)
    return made + sum(_proposed(row) for row in Case.objects.filter(procedure=CODE, state="lapsed", closed=False).order_by("opened_at", "id"))


def duties_of(subject: str, open_only: bool = False) -> list[Duty]:
    """The courses assigned to a subject, the latest first."""
    rows = Case.objects.filter(procedure=CODE, subject=subject).order_by("-opened_at", "id")
    return [_duty(one) for one in views(list(rows.filter(closed=False) if open_only else rows[:20]))]


def duty_after(case_id: str) -> list[Duty]:
    """The courses that came of a measure's decision, or whose lapse it was proposed for."""
    row = Case.objects.filter(pk=case_id).first()
    if row is None or row.procedure != "measure":
        return []
    entries = [str(e) for recorded in CaseEvent.objects.filter(case=row).order_by("number").values_list("recorded", flat=True) for e in recorded]
    found = Case.objects.filter(procedure=CODE, subject=row.subject).order_by("-opened_at", "id")
    return [_duty(one) for one in views([c for c in found if c.about in entries or _about(c) == row.about])]


def _assigned(entry: Entry) -> int:
    subject = registry.resolve_many([entry.fact.subject])[entry.fact.subject]
    if entry.id not in {e.id for e in ledger.facts_about(subject, opened=False).entries} or Case.objects.filter(procedure=CODE, about=entry.id).exists():
        return 0  # revoked since, or assigned already
    firm, line = registry.companies([subject]).get(subject), registry.file_lines([subject]).get(subject)
    if firm is None and registry.kind_of(subject) != "worker":
        return 0
    why = f"随“{measure_label(str(entry.get('measure')), entry.fact.happened_on)}”的决定指定，文书号 {entry.get('document_no')}"
    said: dict[str, Value] = {"entry": entry.id, "attends": HEAD if firm else HERSELF, "why": why}
    open_case(Actor.job(_CLERK), CODE, subject, entry.id, said, organisation=subject if firm else "", street=line.street if line else "")
    return 1


def _settled(subjects: Iterable[str]) -> int:
    found = sorted(subjects)
    facts = {one: ledger.facts_about(one, opened=False) for one in found}
    return sum(_settle(row, facts[row.subject]) for row in Case.objects.filter(procedure=CODE, closed=False, subject__in=found).order_by("opened_at", "id"))


def _settle(row: Case, facts: Facts) -> int:
    if row.about not in {e.id for e in facts.entries}:
        take_step(Actor.job(_CLERK), row.id, "lift", {"remark": "提醒已经撤销"})
        return 1
    learned = fulfilling(facts, row.opened_at.astimezone(clock.CHINA).date(), clock.today())
    if learned is None:
        return 0
    take_step(Actor.job(_CLERK), row.id, "fulfil", {"entry": learned.id})
    return 1


def _proposed(row: Case) -> int:
    """The next measure of the ladder for a course that was not taken in time: proposed once, and no more than proposed."""
    about, today = _about(row), clock.today()
    if Case.objects.filter(procedure="measure", about=about).exists():
        return 0
    facts = ledger.facts_about(row.subject, opened=False)
    counted = upheld(facts, today)
    if row.about in facts.disputed or row.about not in {e.id for e in facts.entries} or not counted:
        return 0
    ladder = rules_on(today).data["ladder"]
    said: dict[str, Value] = {
        "measure": str(ladder["course"]["lapses_to"]), "basis": str(ladder["course"]["source"]), "why": f"提醒所附的课程 {ladder['course_days']} 个工作日内没有学完",
        "ground": "findings", "entries": [row.about, *(e.id for e in counted)],
    }  # fmt: skip
    open_case(Actor.job(_CLERK), "measure", row.subject, about, said, organisation=row.organisation, street=row.street)
    return 1


def _about(row: Case) -> str:
    return f"lapse-{sha256(row.id.encode()).hexdigest()[:24]}"


def _duty(one: CaseView) -> Duty:
    since = one.events[0].on
    course = rules_on(since).data["ladder"]["course"]
    return Duty(one.id, one.state, one.state_label, since, _due(one.deadlines), int(course["hours_hundredths"]), one.closed)


def _due(running: Sequence[Deadline]) -> date | None:
    return next((d.due.on for d in running if d.verb == "fulfil"), None)
