"""诚信承诺 — the text as it is signed, the signature on glass, and how each promise is kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.domain.pledges import clauses, pledge_rules
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.signing import png


@door(Permission.PLEDGE_SIGN)
def pledge(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PLEDGE_SIGN, Thing(organisation=actor.organisation))
    if request.method == "POST":
        if request.POST.get("read") != "1":
            raise Refused("pledge.unread", "还没有确认读过全部条款", "请逐条阅读后勾选再签署")
        if not (drawn := request.POST.get("signature", "")):
            raise Refused("pledge.unsigned-pad", "还没有签名", "请在框内签名后再提交")
        actions.sign_pledge(actor, request.POST.get("signer", ""), png(drawn))
        messages.success(request, "已签署。承诺日期从今天起显示在企业公开页上。")
        return redirect("company:pledge")
    book = pledge_rules(clock.today())
    shown = {"book": book, "clauses": clauses(book), "one": governance.pledge_of(actor.organisation), "today": clock.today()}
    return framed(request, menu_for(request), "company/pledge.html", shown)
