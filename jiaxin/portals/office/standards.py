"""评价规范库 — what the trade is measured by, from the draft to the line of the rules that carries each clause."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import State

STATES = {"drafted": State.WAIT, "consulting": State.WATCH, "adopted": State.OK, "withdrawn": State.NONE}


@door(Permission.STANDARD_DRAFT)
def standards(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.STANDARD_DRAFT)
    if request.method == "POST":
        made = actions.draft_standard(actor, request.POST.get("title", ""), request.POST.get("clauses", "").splitlines())
        messages.success(request, "草案已保存。公开征求意见后，满期限由另一人通过。")
        return redirect("office:standard", made)
    rows = [(one, STATES[one.case.state]) for one in governance.standards()]
    told = [(one.title, one.case.state_label, len(one.articles), one.wishes) for one, _ in rows]
    table = Table("评价规范", ("规范", "状态", "条款", "没有对应评分项"), lambda: told, bool(rows))
    return listed(request, menu_for(request), "office/standards.html", {"rows": rows, "names": list(governance.lines_in_force())}, table)


@door(Permission.STANDARD_DRAFT)
def standard(request: HttpRequest, case_id: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.STANDARD_DRAFT)
    if request.method == "POST":
        actions.revise_standard(actor, case_id, request.POST.get("clauses", "").splitlines(), request.POST.get("changes", ""))
        messages.success(request, "已修改，成为新的草案。")
        return redirect("office:standard", case_id)
    one = governance.standard(case_id)
    shown = {"one": one, "state": STATES[one.case.state], "open": one.case.state in ("drafted", "consulting"), "text": "\n".join(one.lines)}
    return listed(request, menu_for(request), "office/standard.html", shown, _both_ways(one))


def _both_ways(one: governance.Standard) -> Table:
    """Clause by clause, then the lines of the rules that no clause names."""
    packs = {line.code: line.version for line, _ in one.carries}

    def rows() -> Iterator[tuple[object, ...]]:
        yield from ((a.number, a.text, a.label, a.indicator, packs.get(a.indicator, "")) for a in one.articles)
        yield from (("", "", line.label, line.code, line.version) for line, numbers in one.carries if not numbers)

    return Table("条款与评分项", ("第几条", "条款", "评分项", "评分项代码", "规则版本"), rows)
