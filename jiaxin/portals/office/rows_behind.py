"""数字的明细 — from a number to the list of those it counts, where this reader may see exactly them.

A link is given only where the list holds as many as the number says: a street sees its own street's people, whoever does not
review claims sees nobody who has not confirmed. Where there is no link, `why_not` says why.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures import ALL, Figure
from jiaxin.domain.permissions import Actor, Permission, Reach, Role, may_ever, reach_of
from jiaxin.domain.permissions.matrix import REVIEWERS
from jiaxin.portals.shared import people_list

DISTRICT = ""  # no street chosen; `-` is those of no street
_OF_FILES = {
    "coverage": {"state": "filed"}, "filed": {"state": "filed"}, "awaiting": {"state": "waiting"}, "verified": {"state": "verified"}, "fresh": {"state": "fresh"},
    "trained": {"has": "training"}, **{colour: {"state": colour} for colour in ("green", "yellow", "grey", "red")},
}  # fmt: skip
_COMPANY = (Role.COMPANY_MANAGER, Role.COMPANY_CLERK)


@dataclass(frozen=True, slots=True)
class Behind:
    """What this reader may open."""

    actor: Actor

    def people(self, street: str = DISTRICT, **said: Any) -> str:
        """Address of the list of people of a street; empty where her list would hold others."""
        actor = self.actor
        reach = reach_of(actor.role, Permission.WORKER_LIST)
        firm = actor.role in _COMPANY
        if (reach is Reach.STREET and street != actor.street) or reach not in (Reach.DISTRICT, Reach.STREET, Reach.ORGANISATION):
            return ""
        if not firm and actor.role not in REVIEWERS and said.get("state", "has" in said) in (False, "waiting", "withdrawn"):  # she sees those confirmed alone
            return ""
        given = {} if reach is Reach.STREET else {"street": street} if street else {}
        return people_list.opened(reverse("company:workers" if firm else "office:workers"), registry.Wanted(**given, **said))

    def figure(self, one: Figure) -> str:
        """Address of what the part of a figure counts: people, or matters."""
        place = one.place
        if one.code in oversight.MATTER_FIGURES:
            if not may_ever(self.actor.role, Permission.CASE_VIEW) or place.kind not in ("district", "street"):
                return ""
            return f"{reverse('office:cases')}?{urlencode({'figure': one.code} | ({'street': place.code} if place.code != ALL else {}))}"
        said = _OF_FILES.get(one.code)
        if said is None or (one.code == "coverage" and place.kind == "district"):
            return ""
        if place.kind == "size":
            return self.people(**said, size=place.code)
        return self.people(DISTRICT if place.code == ALL else place.code or "-", **said)

    def why_not(self, code: str) -> str:
        """Why numbers of this figure do not open, all or some; empty where they do."""
        if code == "completeness":
            return "分子按资料项计，不是人数；缺哪一项的人，从建档进度里“最常缺什么”点开。"
        if code not in _OF_FILES and code not in oversight.MATTER_FIGURES:
            return "这项指标只存合计，不存逐条记录，所以没有名单可看。"
        if code in oversight.MATTER_FIGURES:
            return "" if may_ever(self.actor.role, Permission.CASE_VIEW) else "您的岗位不查看事项，只看数字。"
        reach = reach_of(self.actor.role, Permission.WORKER_LIST)
        if reach is None:
            return "您的岗位不查看人员名单，只看数字。"
        if code == "awaiting" and self.actor.role not in REVIEWERS:
            return "还没有经本人确认的档案，只给报送单位和经办岗位看。"
        if reach is not Reach.DISTRICT:
            return "只能打开本街道的名单，其他街道只看数字。"
        return "全区数只加有底数的街道，所以从各街道点开。" if code == "coverage" else ""
