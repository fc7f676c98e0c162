"""走访 — what social supervisors bring in, and the inspections that follow from it outside of any draw.

A visit becomes an inspection only by an officer's hand; an inspection opened here goes the way of any other.
Not here  the draw and special campaigns (drawing), the forms on the phone (portals).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.stepping import open_case, take_step
from jiaxin.apps.governance.viewing import CaseView, case, views
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.inspections.rules import Item, items
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for
from jiaxin.kit import clock, ids

_SPECIAL = "special-"


@dataclass(frozen=True, slots=True)
class Special:
    """Inspections outside of a draw that were opened under one name: those after a visit, and campaigns from before they were drawn."""

    id: str
    name: str
    on: date
    cases: tuple[CaseView, ...]

    @property
    def done(self) -> int:
        return sum(one.state not in ("assigned", "cancelled") for one in self.cases)


def visit_rules(day: date) -> Rulebook:
    return packaged_for("supervision", day)


def visit_items() -> tuple[str, Sequence[Item]]:
    """(name of the form, its items)."""
    book = visit_rules(clock.today())
    return book.label, items(book)


def visited_companies(typed: str, most: int = 30) -> list[tuple[str, str]]:
    """(subject, public name) of companies whose name or code has this in it."""
    firms = sorted(registry.companies().items(), key=lambda one: one[1].name)
    return [(subject, one.name) for subject, one in firms if typed in one.name or typed.upper() == one.credit_code][:most]


def file_visit(actor: Actor, subject: str, said: dict[str, Value]) -> str:
    """A visit as it was written down. Returns its case."""
    return open_case(actor, "supervision", subject, f"visit-{ids.new_id()}", said | {"version": visit_rules(clock.today()).version})


def my_visits(actor: Actor) -> list[CaseView]:
    require(actor, Permission.SUPERVISION_VISIT)
    return views(list(Case.objects.filter(procedure="supervision", opened_by=actor.id).order_by("-opened_at", "id")[:100]))


def inspect_after_visit(actor: Actor, case_id: str, officers: Sequence[str], why: str) -> str:
    """A visit is followed by an inspection of two officers. Returns the inspection."""
    one = case(case_id)
    if one.procedure != "supervision":
        raise Refused("access.absent", "没有找到这次走访。", "请从办理事项进入。")
    with transaction.atomic():
        take_step(actor, case_id, "inspect", {"officers": _pair(officers), "why": why})
        return _inspection(actor, "社会监督走访", officers, one.subject, f"{_SPECIAL}{case_id}")


def inspect_after_finding(actor: Actor, subject: str, about: str, officers: Sequence[str]) -> str:
    """Records of a company that an officer found false are followed by an inspection of two officers. Returns it."""
    require(actor, Permission.INSPECTION_DRAW)
    return _inspection(actor, "记录核查", officers, subject, f"{_SPECIAL}{about}-{subject}")


def specials() -> list[Special]:
    """The newest first."""
    found: dict[tuple[str, str], list[CaseView]] = {}
    for one in views(list(Case.objects.filter(procedure="inspection", about__startswith=_SPECIAL).order_by("-opened_at", "id")[:400])):
        key = one.about.removeprefix(_SPECIAL).partition("-")[0]
        found.setdefault((key, str(one.events[0].said["round"]).removeprefix("专项检查：")), []).append(one)
    return [Special(key, name, cases[0].events[0].on, tuple(cases)) for (key, name), cases in found.items()]


def _inspection(actor: Actor, name: str, officers: Sequence[str], subject: str, about: str) -> str:
    return open_case(actor, "inspection", subject, about, {"round": f"专项检查：{name}", "officers": _pair(officers)}, organisation=subject)


def _pair(officers: Sequence[str]) -> str:
    named = list(dict.fromkeys(one.strip() for one in officers if one.strip()))
    if len(named) < 2:
        raise Refused("draw.officers", "检查人员不足两名", "请填写两名检查人员，每行一名")
    return "、".join(named[:2])
