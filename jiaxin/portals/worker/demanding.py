"""冻结和更正 — two pages on which she says which record, and what of it; the answer comes by a day, on the page of the matter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.doors import door
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.domain.restricting import WHOLE
from jiaxin.kit import clock
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import framed
from jiaxin.portals.worker.own_file import MENU
from jiaxin.portals.worker.rights import with_a_file


@door(Permission.RIGHTS_DEMAND)
def freeze(request: HttpRequest) -> HttpResponse:
    """要求冻结: one record or all of them, why, and a word about it."""
    actor = with_a_file(request)
    if request.method == "POST":
        asked = {name: request.POST.get(name, "") for name in ("entry", "ground", "why")}
        opened = actions.demand_restriction(actor, asked["entry"], asked["ground"], asked["why"][:1000])
        messages.success(request, "已收到。由区里决定，答复期限写在下面。")
        return redirect("worker:case", opened)
    held = [one for one in queries.held_about(actor, actor.subject) if one.freezable] if actor.subject else []
    shown = {"held": held, "whole": WHOLE, "grounds": queries.grounds(clock.today()).items(), "rests": bool(actor.subject) and queries.rests(actor.subject), "has_file": bool(actor.subject)}
    return framed(request, MENU, "worker/freeze.html", shown)


@door(Permission.RIGHTS_DEMAND)
def correct(request: HttpRequest) -> HttpResponse:
    """要求更正: first which record, then what of it, what is right, why, and a photo of the paper."""
    actor = with_a_file(request)
    held = [one for one in queries.held_about(actor, actor.subject) if one.fields] if actor.subject else []
    chosen = next((one for one in held if one.entry == (request.POST.get("entry") or request.GET.get("entry"))), None)
    if request.method == "POST":
        if chosen is None:
            raise Refused("correction.not-hers", "没有找到这条记录", "请从自己的记录里选择")
        said = cases.said_in(request, procedure(queries.CORRECTION).opening, subject=actor.subject)
        opened = actions.demand_correction(actor, chosen.entry, *(str(said.get(name) or "") for name in ("field", "right_value", "why", "evidence")))
        messages.success(request, "已收到。这条记录已标明“异议中”，答复期限写在下面。")
        return redirect("worker:case", opened)
    return framed(request, MENU, "worker/correct.html", {"held": held, "chosen": chosen, "has_file": bool(actor.subject)})
