"""亮码 — her phone: a code that renews itself, what families ask to see, and the visits that await her word."""

from base64 import b64encode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiaxin import pipeline
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.presenting import asking, visiting
from jiaxin.apps.publication import codes
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import qr
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.worker.own_code import passed, stopped
from jiaxin.portals.worker.own_file import MENU, settled

STARS = [(5, "很好"), (4, "好"), (3, "一般"), (2, "不好"), (1, "很不好")]


@door(Permission.CODE_SHOW)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    actor = settled(actor_of(request))
    shown = {
        "live": _live(actor),
        "asks": asking.of_hers(actor),
        "minutes": [(15, "15 分钟"), (60, "1 小时"), (1440, "1 天")],
        "visits": visiting.of_hers(actor),
        "stars": STARS,
        "code_over": stopped(actor.subject), "passed": passed(actor.subject),
    }
    return framed(request, MENU, "worker/show.html", shown)


@door(Permission.CODE_SHOW)
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The part of the page that renews itself: the code, and what waits."""
    actor = actor_of(request)
    return render(request, "worker/live.html", {"live": _live(actor), "waiting": len(asking.of_hers(actor))})


@door(Permission.CODE_SHOW)
@never_cache
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The live code as a drawing."""
    drawn = _address(actor_of(request))
    if not drawn:
        raise Http404
    return HttpResponse(qr.svg(drawn, dark="#1b2a2f", scale=6), content_type="image/svg+xml")


@door(Permission.CODE_SHOW)
@require_POST
def answer(request: HttpRequest, ask: str) -> HttpResponse:
    minutes = request.POST.get("minutes", "15")
    names = request.POST.getlist("name") if request.POST.get("verb") == "allow" else []
    asking.answer(actor_of(request), ask, names, int(minutes) if minutes.isdigit() else 15)
    return HttpResponseRedirect(reverse("worker:show"))


@door(Permission.CODE_SHOW)
@require_POST
def end(request: HttpRequest, ask: str) -> HttpResponse:
    asking.end(actor_of(request), ask)
    return HttpResponseRedirect(reverse("worker:show"))


@door(Permission.CODE_SHOW)
@require_POST
def rate(request: HttpRequest, visit: str) -> HttpResponse:
    stars = request.POST.get("stars", "")
    visiting.say_as_worker(actor_of(request), visit, int(stars) if stars.isdigit() else 0, request.POST.get("text", ""))
    return HttpResponseRedirect(reverse("worker:show"))


def _address(actor: Actor) -> str:
    require(actor, Permission.CODE_SHOW, Thing(owner=actor.subject))
    bearer = pipeline.bearers([actor.subject]).get(actor.subject)
    return codes.live_code(actor, bearer) if bearer else ""


def _live(actor: Actor) -> str:
    """The drawing inside the page, so that it renews with the page's part."""
    address = _address(actor)
    if not address:
        return ""
    return "data:image/svg+xml;base64," + b64encode(qr.svg(address, dark="#1b2a2f", scale=6)).decode()
