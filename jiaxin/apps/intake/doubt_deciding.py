"""疑点核查 — what a person found who compared both records, what the company answers; each step is kept and none punishes."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from jiaxin.apps.access.actions import require_one
from jiaxin.apps.intake.models import DoubtStep, RecordDoubt
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices import actions as notices
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.doubts.kinds import WHOSE
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.domain.procedures.procedure import Event, Progress, Step, permitted
from jiaxin.domain.procedures.record_doubt import PROCEDURE
from jiaxin.domain.values import phone as phones
from jiaxin.kit import clock

FINDINGS = ("genuine", "ask", "put_right", "false", "unclear", "reopen")  # verbs that an officer may take
TOGETHER = ("genuine", "ask", "put_right", "unclear", "reopen")  # those of them for many at once: what is false is said one by one, each with its inspection
MOST_TOGETHER = 200
_STRIKES = frozenset({"ask", "false"})
_LONGEST = 400


def decide_doubt(actor: Actor, doubt: str, verb: str, why: str, whose: str = "both") -> str:
    """Record what was found. Returns the company. `false` is taken together with the inspection that it opens (portals).

    whose  which of both records is mistaken or false: both, first or second
    """
    _possible(verb, whose, FINDINGS)
    with transaction.atomic():
        row = _locked(doubt)
        _decided(actor, row, verb, why, whose)
        if verb == "ask":
            _tell(row)
    return row.company


def decide_doubts(actor: Actor, doubts: Sequence[str], verb: str, why: str, whose: str = "both") -> list[str]:
    """The same finding, for the same reason, of many doubts of one company and one kind: all of them or none. Returns their ids.

    Each is kept as if it had been found alone, with a step and a notice of its own; the company's phone rings once, for the last.
    """
    _possible(verb, whose, TOGETHER)
    wanted = sorted(set(doubts))
    if not 0 < len(wanted) <= MOST_TOGETHER:
        raise Refused("doubt.together", f"选了 {len(wanted)} 条，一次可以办 1 到 {MOST_TOGETHER} 条", "请重新勾选")
    with transaction.atomic():
        rows = list(RecordDoubt.objects.select_for_update().filter(id__in=wanted).order_by("id"))
        if len({(row.company, row.code) for row in rows}) > 1:
            raise Refused("doubt.together", "选的不是同一家企业、同一种疑点", "请先按企业和疑点筛选")
        if moved := len(wanted) - sum(any(step.verb == verb and row.state in step.origins for step in PROCEDURE.steps) for row in rows):
            raise Refused("doubt.moved", f"有 {moved} 条现在不能这样办，可能别人刚办过", "请回到清单重新选择")
        for row in rows:
            _decided(actor, row, verb, why, whose)
            if verb == "ask":
                _tell(row, rings=row is rows[-1])
    return [row.id for row in rows]


def answer_doubt(actor: Actor, doubt: str, reply: str) -> None:
    """The company says what it did about it, or why it is so."""
    with transaction.atomic():
        row = _locked(doubt)
        require_one(actor, [Permission.DOUBT_ANSWER], thing_of(row))
        step_taken(actor, row, "answer", reply, "reply")


def forget_doubts(subjects: Sequence[str]) -> None:
    """Somebody in them was erased: the pairs and what was said about them go."""
    rows = RecordDoubt.objects.filter(subject__in=list(subjects)) | RecordDoubt.objects.filter(other__in=list(subjects))
    ids = list(rows.order_by("id").values_list("id", flat=True))
    DoubtStep.objects.filter(doubt__in=ids).delete()
    RecordDoubt.objects.filter(id__in=ids).delete()


def step_taken(actor: Actor, row: RecordDoubt, verb: str, said: str = "", name: str = "why") -> None:
    """An inner action: the row moves as the table allows, and the step is kept. In the caller's transaction."""
    words, now, today = " ".join(said.split()), clock.now(), clock.today()
    if len(words) > _LONGEST:
        raise Refused("doubt.long", f"写了 {len(words)} 字，最多 {_LONGEST} 字", "请写短一些")
    event = Event(verb, actor.id, now, today, actor.organisation, {name: words} if words else {})
    step: Step = permitted(PROCEDURE, Progress(row.state, None, closed=False), event)
    row.state, row.since, row.due_on = step.to, today, due_on(step.to, today)
    row.save()
    DoubtStep.objects.create(doubt=row.id, verb=verb, actor=actor.id, organisation=actor.organisation, at=now, said=words)


def due_on(state: str, since: date) -> date | None:
    """By when somebody has to do something, by the table; None where nobody must."""
    clocks = {step.within for step in PROCEDURE.steps if state in step.origins and step.within}
    return min((packaged_calendar().after(since, working_days(one, since)).on for one in clocks), default=None)


def thing_of(row: RecordDoubt) -> Thing:
    return Thing(owner=row.subject, organisation=row.company, street=row.street, kind=PROCEDURE.code)


def _possible(verb: str, whose: str, verbs: Sequence[str]) -> None:
    if verb not in verbs:
        raise Refused("doubt.finding", "没有选择核查结论", "请选择一项")
    if verb in _STRIKES and whose not in WHOSE:
        raise Refused("doubt.whose", "没有选择是哪一条记录", "请选择第一条、第二条或两条都是")


def _decided(actor: Actor, row: RecordDoubt, verb: str, why: str, whose: str) -> None:
    require_one(actor, PROCEDURE.step(verb, row.state).who, thing_of(row))
    row.struck = whose if verb in _STRIKES else ""
    step_taken(actor, row, verb, why)


def _locked(doubt: str) -> RecordDoubt:
    row = RecordDoubt.objects.select_for_update().filter(id=doubt).first()
    if row is None:
        raise Refused("access.absent", "没有找到这条疑点。", "请从列表进入。")
    return row


def _tell(row: RecordDoubt, rings: bool = True) -> None:
    """To the company's page, and to the phone of its registration if it `rings`: how many wait for its answer, and by when the first."""
    waiting = RecordDoubt.objects.filter(company=row.company, state="asked").order_by("due_on").values_list("due_on", flat=True)
    registration = ledger.facts_about(row.company).latest("company.registration")
    phone = phones.rings(str(registration.get("phone") or "")) if registration and rings else ""
    notices.tell(Actor.job("doubts"), "doubt.asked", {"count": str(len(waiting)), "day": str(waiting[0])}, subject=row.company, phone=phone)
    transaction.on_commit(lambda: notices.deliver() and None)
