"""星级评审 — the application, one's own sheet, and, once both are in, how the two agree. Neither reads the other's before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.lettering import plaque_answer
from jiaxin.portals.shared.star_words import prospect_shown


@door(Permission.CASE_VIEW)
def star(request: HttpRequest, case_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = cases.admitted(actor, case_id)
    if one.procedure != "star-rating":
        raise Refused("access.absent", "没有找到这份申报。", "请从办理事项进入。")
    steps = [s.verb for s in governance.steps_offered(actor, case_id)]
    offered = [verb for verb in steps if verb in ("mark", "mark_again")]
    parts = governance.star_parts()
    if request.method == "POST" and offered:
        sheet = [f"{part.code}:{request.POST.get(part.code, '').strip()}" for part in parts]
        points = sum(int(line.partition(":")[2]) for line in sheet if line.partition(":")[2].isdecimal())
        actions.take_step(actor, case_id, offered[0], {"sheet": sheet, "points": str(points)})
        messages.success(request, "您的评分已封存；两位都评完之后才互相可见。")
        return redirect("office:star", case_id)
    applied = one.events[0].said.get("sheet")
    given, agreed = governance.evaluations_of(case_id) if not offered else ([], None)  # who marks does not read others first
    shown = {
        "given": given, "agreed": agreed, "may_visit": "visit" in steps, "may_announce": "announce" in steps, "site": governance.star_site(one), **prospect_shown(one),
        "one": one, "name": cases.names([one])[one.id], "applied": [line.partition("：")[::2] for line in applied] if isinstance(applied, list) else [], "parts": parts, "may_mark": bool(offered),
        "agreement": governance.star_agreement(one), "outliers": governance.star_outliers(), "awarded": one.state == "awarded",
        "mine": next((e.said.get("points") for e in one.events if e.verb in ("mark", "mark_again") and e.actor == actor.id), None),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/star.html", shown)


@door(Permission.CASE_VIEW)
@require_safe
def plaque(request: HttpRequest, case_id: str) -> HttpResponse:
    return plaque_answer(cases.admitted(actor_of(request), case_id))
