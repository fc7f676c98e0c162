"""Rows of a case to the values the domain folds."""

from collections.abc import Sequence

from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Thing
from jiaxin.domain.procedures.procedure import Event
from jiaxin.kit.clock import CHINA


def found(case: str, for_update: bool = False) -> Case:
    """The case; locked where the store can."""
    rows = Case.objects.select_for_update() if for_update else Case.objects
    try:
        return rows.get(pk=case)
    except Case.DoesNotExist:
        raise Refused("case.unknown", "没有这个案件", "请核对案件编号") from None


def events_of(rows: Sequence[CaseEvent]) -> tuple[Event, ...]:
    return tuple(
        Event(row.verb, row.actor, row.at, row.at.astimezone(CHINA).date(), row.organisation, row.said) for row in rows
    )


def history(case: Case) -> tuple[Event, ...]:
    return events_of(list(CaseEvent.objects.filter(case=case).order_by("number")))


def thing_of(case: Case, proposer: str = "") -> Thing:
    """The case as the permission table sees it; `proposer` is whom four eyes are compared with."""
    return Thing(
        owner=case.subject,
        organisation=case.organisation,
        street=case.street,
        kind=case.procedure,
        made_by=proposer or case.opened_by,
    )
