"""可办步骤 — what this actor may do in a case now, why a step has to wait, until when the one concerned may answer.

A case that is in hand is not read again for it: its events were opened once, for the page that asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import found, history, own_ids, setting, thing_of
from jiaxin.apps.governance.viewing import CaseView
from jiaxin.domain.permissions import Actor, may, may_ever
from jiaxin.domain.procedures import procedure as procedures
from jiaxin.domain.procedures.clocks import Setting
from jiaxin.domain.procedures.effect import Taken, answer_through, served
from jiaxin.domain.procedures.procedure import Event, Procedure, Step
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Offering:
    """`steps`: each with why it cannot be taken today, whatever is said with it; empty if nothing stands in the way.

    answer_until  last day on which the one concerned may answer to an announced consequence; None where none is announced
    """

    steps: tuple[tuple[Step, str], ...]
    answer_until: date | None


def offering(actor: Actor, one: CaseView) -> Offering:
    """Of a case as it was read; what was said and is blind to this reader decides nothing here."""
    row, rules = found(one.id), procedures.procedure(one.procedure)
    at = setting(row)
    steps = [(step, _obstacle(step, rules, one.events, at)) for step in _offered(actor, row, one.events)]
    state, past = procedures.folded(rules, one.events).state, _past(one.events)
    ends = [answer_through(step.effect, past, at.calendar, at.style) for step in rules.steps if step.effect and state in step.origins]
    return Offering(tuple(steps), next((end for end in ends if end), None))


def steps_offered(actor: Actor, case_id: str) -> list[Step]:
    """What this actor may do now, as buttons."""
    row = found(case_id)
    return _offered(actor, row, history(row))


def _offered(actor: Actor, row: Case, events: tuple[Event, ...]) -> list[Step]:
    fresh = replace(actor, fresh=True)  # a button is shown before the second proof is asked for
    steps = procedures.offered(procedures.procedure(row.procedure), events, fresh, lambda permission: may_ever(actor.role, permission))
    ids = own_ids(actor)
    return [s for s in steps if any(may(fresh, p, thing_of(row, _proposer(s, events), s, actor, ids)) for p in s.who)]


def _obstacle(step: Step, rules: Procedure, events: tuple[Event, ...], at: Setting) -> str:
    until = at.stopped.get(step.benefit)
    if until is not None and clock.today() < until:
        return f"行业措施执行期间不能办理，{until} 起可以。"
    if step.effect is not None and at.contested:
        return "当事人提出的异议正在核查，异议办结前不能办理。"
    if step.effect is not None:
        through = answer_through(step.effect, _past(events), at.calendar, at.style)
        if through is None and served(step.effect, _past(events))[0] is not None:
            return "告知书还没有送达凭证，送达登记后才开始计算陈述申辩期。"
        if through is not None and clock.today() <= through:
            return f"陈述申辩期到 {through}，期满后才能办理。"
    since = procedures.folded(rules, events).since
    first = procedures.opening_day(step, events, since, at) if since else None
    return f"{first} 起才能办理。" if first and clock.today() < first else ""


def _past(events: Sequence[Event]) -> list[Taken]:
    return [Taken(e.verb, e.on, e.said) for e in events]


def _proposer(step: Step, events: Sequence[Event]) -> str:
    return next((e.actor for e in events if e.verb in step.unlike), "")
