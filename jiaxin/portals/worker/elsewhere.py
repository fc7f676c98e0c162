"""外地记录 — to whom her records may be given, from whom she has them asked for; one press each, and one to take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.exchange import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.worker.own_file import MENU


@door(Permission.TRANSFER_OWN)
@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    offers = queries.offers(actor) if actor.subject else []
    doubted = queries.doubted(actor.subject) if actor.subject else []
    return framed(request, MENU, "worker/elsewhere.html", {"offers": offers, "doubted": doubted, "days": exchange_rules(clock.today()).consent_days})


@door(Permission.TRANSFER_OWN)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    actor, typed = actor_of(request), request.POST
    peer, purpose, direction, yes = typed.get("peer", ""), typed.get("purpose", ""), typed.get("direction", ""), typed.get("verb") == "give"
    try:
        if direction == "ask" and yes:
            actions.ask_for(actor, actor.subject, peer, purpose)
        else:
            actions.agree(actor, actor.subject, peer, direction, purpose, yes)
    except Refused as why:
        if why.code.startswith("access."):
            raise
        messages.error(request, f"{why.said}。{why.do_this}")
        return redirect("worker:elsewhere")
    messages.success(request, "已撤回。" if not yes else "已去要。到了会告诉您。" if direction == "ask" else "已同意。随时可以撤回。")
    return redirect("worker:elsewhere")
