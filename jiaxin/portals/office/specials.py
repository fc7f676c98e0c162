"""专项检查 — companies chosen for a cause that is named: all of them at once, or so many by lot; pairs of inspectors without a conflict."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.drawn import rounds_of
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed, minute

HEADINGS = ("专项检查", "事由", "状态", "名单", "检查", "结果已公开", "固定时间")


@door(Permission.INSPECTION_DRAW)
def specials(request: HttpRequest) -> HttpResponse:
    actor, said = actor_of(request), request.POST
    require(actor, Permission.INSPECTION_DRAW)
    if request.method == "POST":
        chosen = list(dict.fromkeys(said.getlist("company")))
        typed = said.get("take", "").strip() or str(len(chosen))
        if not typed.isdecimal():
            raise Refused("draw.count", "抽几家不是整数", "请只填数字；全部检查的不用填")
        lines = ([line.strip() for line in said.get(name, "").splitlines() if line.strip()] for name in ("officers", "conflicts"))
        case = actions.commit_special(actor, said.get("name", ""), said.get("cause", ""), chosen, int(typed), said.get("awaited", ""), *lines)
        at_once = governance.case(case).state == "drawn"
        messages.success(request, "专项检查已派发并公示，每家一份检查表、两名检查人员。" if at_once else "名单已固定并公示。等随机数公布后再来抽取。")
        return redirect("office:draw", case)
    typed = request.GET.get("q", "").strip()[:40]
    found = rounds_of(special=True)
    public = governance.results_public(found)
    rounds = [(one, "重算不符" if one.wrong else "已派发" if one.drawn else "等随机数", public[one.case]) for one in found]
    told = [(one.name, one.cause, word, len(one.plan.firms), len(one.pairs), shown, minute(one.fixed_at)) for one, word, shown in rounds]
    shown = {"rounds": rounds, "others": _others(), "firms": governance.visited_companies(typed, 300), "typed": typed}
    return listed(request, menu_for(request), "office/specials.html", shown, Table("专项检查", HEADINGS, lambda: told, bool(told)))


def _others() -> list[tuple[governance.CaseView, str, object]]:
    """Inspections outside of a draw: each follows a visit of a social supervisor."""
    found = [case for one in governance.specials() for case in one.cases]
    return [(one, name, cases.badge(one)) for one, name in zip(found, cases.names(found).values(), strict=True)]
