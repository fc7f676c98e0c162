"""办理事项的门 — who may see a case at all, and the receipt of having looked: one for what a page shows or the vault opened, none for a door
that stayed shut or a step that opens nothing.

The receipt of what a step opens by itself, a phone to tell her, is written where it is opened (apps/governance/telling).
"""

from collections.abc import Iterable
from dataclasses import replace

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role, Thing, may, may_ever
from jiaxin.domain.procedures.procedure import procedure, readable
from jiaxin.domain.procedures.words import PRIVATE
from jiaxin.portals.shared.record_asked import without_what_rests


def _thing(actor: Actor, one: governance.CaseView) -> Thing:
    return Thing(owner=actor.subject if hers(actor, one.subject, one.party) else one.subject, organisation=one.organisation or one.subject, street=one.street, kind=one.procedure, employers=governance.employers_of(actor, one.subject))


def hers(actor: Actor, *named: str) -> bool:
    """Whether one of these is the person who asks, by whichever of her files."""
    return bool(actor.subject) and (actor.subject in named or not governance.own_ids(actor).isdisjoint(named))


def addressed(actor: Actor, one: governance.CaseView) -> bool:
    """What is handed to one department is no other office's business but the bureau's, unless it sent it."""
    if one.procedure != "handover" or actor.role in (Role.BUREAU_ADMIN, Role.BUREAU_CLERK):
        return True
    return bool(actor.organisation) and actor.organisation in (one.organisation, one.events[0].organisation)


def visible(actor: Actor, found: Iterable[governance.CaseView]) -> list[governance.CaseView]:
    """Of these cases the ones this actor could open: of the others a list does not even say that they run."""
    return [one for one in found if open_to(actor, one.procedure) and addressed(actor, one) and may(actor, Permission.CASE_VIEW, _thing(actor, one))]


def open_to(actor: Actor, code: str) -> bool:
    """Whether this actor has any part in matters of a procedure that is between its parties alone; in others everybody may have."""
    rules = procedure(code)
    return not rules.between or any(may_ever(actor.role, permission) for step in rules.steps for permission in step.who)


def seen(actor: Actor, case_id: str) -> governance.CaseView:
    """The case, for a page that names whom it is about; officers leave a receipt."""
    one, _ = _let_in(actor, case_id)
    looked_at(actor, one)
    return one


def admitted(actor: Actor, case_id: str) -> governance.CaseView:
    """The case, for who acts in it and shows nobody. Where words about her had to be opened for it, officers leave a receipt."""
    one, opened = _let_in(actor, case_id)
    if opened:
        looked_at(actor, one)
    return one


def looked_at(actor: Actor, one: governance.CaseView) -> None:
    """The receipt of an officer who looks at a worker's case."""
    if actor.role.is_staff and one.subject and registry.kind_of(one.subject) == "worker":
        log_read(actor, [one.subject], [FieldClass.BASIC, FieldClass.CONDUCT], f"办理{one.label}", one.id)


def _let_in(actor: Actor, case_id: str) -> tuple[governance.CaseView, bool]:
    """(the case, whether sealed words of its steps were opened)."""
    one = governance.case(case_id, lambda lying: _ask(actor, lying))
    opened = any(PRIVATE & e.said.keys() for e in one.events)
    return without_what_rests(actor, replace(one, events=readable(procedure(one.procedure), one.events, actor.id))), opened


def _ask(actor: Actor, one: governance.CaseView) -> None:
    """Whether this actor may see it at all; asked of the case as it lies, before a word about anybody is opened."""
    if not open_to(actor, one.procedure) or not addressed(actor, one):
        raise Refused("access.absent", "没有找到这条记录。", "请核对链接或编号。")
    require(actor, Permission.CASE_VIEW, _thing(actor, one))
