"""家庭的信息 — what is kept about a family account, who looked, a copy, freezing, deletion and what it leaves. No consent was given, so none is taken back."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.disclosure.purposes import consent_rules
from jiaxin.domain.permissions import Permission, Role
from jiaxin.domain.restricting import WHOLE
from jiaxin.kit import clock
from jiaxin.portals.household.views import BASE, MENU, with_an_id
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed

LOOKS = 20


@door(Permission.RIGHTS_DEMAND)
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.role is not Role.HOUSEHOLD:
        return redirect("worker:rights")
    held, demands = queries.kept_about_family(actor), queries.demands_of(actor.subject) if actor.subject else []
    bases = consent_rules(clock.today()).bases
    shown = {
        "held": held, "phone": f"{held.phone[:3]}****{held.phone[-4:]}" if held.phone else "", "base": BASE,
        "looks": [(one, bases[Role(one.role)].label) for one in held.looks[:LOOKS]],
        "demands": demands, "asked": any(one.state in ("asked", "frozen") for one in demands), "running": cases.rows(queries.running_of(actor)),
        "grounds": queries.grounds(clock.today()).items(), "rests": bool(actor.subject) and queries.rests(actor.subject),
    }  # fmt: skip
    return framed(request, MENU, "household/rights.html", shown)


@door(Permission.RIGHTS_DEMAND)
@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """查阅复制 for programs and for people who read such files."""
    answer = HttpResponse(json.dumps(queries.family_copy(actor_of(request)), ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8")
    return _named(answer, "json")


@door(Permission.RIGHTS_DEMAND)
@require_safe
def paper_copy(request: HttpRequest) -> HttpResponse:
    return _named(HttpResponse(queries.family_copy_pdf(actor_of(request)), content_type="application/pdf"), "pdf")


@door(Permission.RIGHTS_DEMAND)
@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """要求冻结: everything about the account, why, and a word about it."""
    opened = actions.demand_restriction(with_an_id(actor_of(request)), WHOLE, request.POST.get("ground", ""), request.POST.get("why", "")[:1000])
    messages.success(request, "已收到。由区里决定，答复期限写在下面。")
    return redirect("household:case", opened)


@door(Permission.RIGHTS_DEMAND)
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    actor = with_an_id(actor_of(request))
    actions.demand_erasure(actor, actor.subject)
    messages.success(request, "已收到。删除完成后，账号和号码都不再保留。")
    return redirect("household:rights")


def _named(answer: HttpResponse, ending: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="my-data-{clock.today().isoformat()}.{ending}"'
    return answer
