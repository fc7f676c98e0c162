"""确认入户 — the family confirms who came, and later says how it was. One scan, one visit, one rating."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from jiaxin import pipeline
from jiaxin.apps.access.doors import public
from jiaxin.apps.presenting import surveying, visiting
from jiaxin.apps.publication.cardfile import key_of
from jiaxin.domain.disclosure import Card
from jiaxin.domain.errors import Refused
from jiaxin.portals.household.surveying import asked_after
from jiaxin.portals.shared.browsers import browser_noted

COOKIE, KEPT = "jx_visits", 5  # the secrets of the last visits, on her phone and nowhere else
_SECONDS = 60 * 86_400  # as far back as the worker's own list reaches


@public("家庭在门口扫了实时码，不登录；签名和一分钟的时效代替登录")
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    code, live = said.get("code", "")[:64], said.get("live", "")[:1000]
    try:
        if request.method == "POST":
            secret = visiting.confirm(code, live)
            browser_noted(request, "enter", key_of(code))
            return _remembered(request, HttpResponseRedirect(reverse("household:visit", args=[secret])), [secret, *_on_this_phone(request)])
        card = pipeline.shown_now(visiting.scanned(code, live))
    except Refused as why:
        return render(request, "household/refused.html", {"why": why}, status=409)
    shown = card if isinstance(card, Card) else None
    return render(request, "household/enter.html", {"card": shown, "code": code, "live": live})


@public("只有确认入户的那部手机知道这个网址")
@never_cache
def visit(request: HttpRequest, secret: str) -> HttpResponse:
    refused = None
    if request.method == "POST":
        try:
            stars = request.POST.get("stars", "")
            visiting.say_as_family(secret, int(stars) if stars.isdigit() else 0, request.POST.get("text", ""))
            return asked_after(request, secret)
        except Refused as why:
            refused = why
    shown = {"one": visiting.of_secret(secret), "refused": refused, "stars": _stars(), "survey": surveying.waiting(secret) is not None, "secret": secret}
    return render(request, "household/visit.html", shown)


@public("只列出这部手机自己确认过的入户，记在手机的浏览器里")
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """我确认过的入户: what this phone has confirmed, so that a family finds back to its rating. A POST takes them off the phone."""
    if request.method == "POST":
        return _remembered(request, HttpResponseRedirect(reverse("household:visits")), [])
    found = []
    for secret in _on_this_phone(request):
        try:
            found.append((secret, visiting.of_secret(secret)))
        except Refused:  # of somebody who was erased meanwhile, or no secret at all
            continue
    return render(request, "household/visits.html", {"found": found})


def _on_this_phone(request: HttpRequest) -> list[str]:
    return [one for one in request.COOKIES.get(COOKIE, "").split(".") if one][:KEPT]


def _remembered(request: HttpRequest, answer: HttpResponseRedirect, secrets: list[str]) -> HttpResponseRedirect:
    if secrets:
        answer.set_cookie(COOKIE, ".".join(secrets[:KEPT]), max_age=_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def _stars() -> list[tuple[int, str]]:
    return [(5, "很满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "很不满意")]
