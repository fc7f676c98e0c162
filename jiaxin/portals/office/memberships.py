"""协会会员（商务局）— what associations have entered, and the entry of a company by a paper that proves it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.members import HEADINGS, badged, cells, typed_day
from jiaxin.portals.shared.framing import actor_of, framed, list_answer


@door(Permission.MEMBERS_PAPER)
def memberships(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MEMBERS_PAPER)
    if request.method == "POST":
        said = request.POST
        actions.enter_on_paper(actor, said.get("association", ""), said.get("code", ""), typed_day(said.get("day", "")), said.get("paper", ""))
        messages.success(request, "会员已登记，已告知企业。")
        return redirect("office:memberships")
    shown = {"rows": badged(oversight.every_membership()), "associations": access.organisations("association"), "today": clock.today()}
    return framed(request, menu_for(request), "office/memberships.html", shown)


@door(Permission.MEMBERS_PAPER)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.MEMBERS_PAPER)
    return list_answer("各协会会员", ("协会", *HEADINGS), [(one.association_name, *cells(one)) for one in oversight.every_membership()], "会员")
