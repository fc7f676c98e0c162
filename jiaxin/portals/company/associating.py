"""行业协会 — which associations call this company a member: it says yes, says no, or leaves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused
from jiaxin.domain.membership import Membership
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed


@door(Permission.MEMBERSHIP_OWN)
def associations(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MEMBERSHIP_OWN, Thing(organisation=actor.organisation))
    if request.method == "POST":
        messages.success(request, _done(request, actor))
        return redirect("company:associations")
    rows = oversight.memberships_of(actor.organisation)
    shown = {"rows": [(one, one.state is Membership.WAITING) for one in rows if one.open], "past": [one for one in rows if not one.open]}
    return framed(request, menu_for(request), "company/associations.html", shown)


def _done(request: HttpRequest, actor: Actor) -> str:
    number, verb = request.POST.get("entry", ""), request.POST.get("do", "")
    if number.isdecimal() and len(number) < 19:
        if verb == "confirm":
            actions.confirm_membership(actor, int(number))
            return "已确认。协会从现在起能看到贵企业。"
        if verb == "leave":
            actions.leave_association(actor, int(number))
            return "已办好。协会看不到贵企业了。"
    raise Refused("member.verb", "没有这个操作", "请用页面上的按钮办理")
