"""满意度调查 — after its rating a family is asked a few questions on one screen; it answers, or says no, and is left alone for the days of the rules.

That it was asked lately is known to its own phone alone: a cookie with nothing in it but that it is there.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from jiaxin.apps.access.doors import public
from jiaxin.apps.presenting import surveying
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock

COOKIE = "jx_asked"
_DAY_SECONDS = 86_400


def asked_after(request: HttpRequest, secret: str) -> HttpResponseRedirect:
    """Where a family goes after its rating: to the questions, or back to its page where this phone was asked lately."""
    if request.COOKIES.get(COOKIE) or not surveying.ask(secret):
        return HttpResponseRedirect(reverse("household:visit", args=[secret]))
    answer = HttpResponseRedirect(reverse("household:survey", args=[secret]))
    days = surveying.survey_on(clock.today()).period_days
    answer.set_cookie(COOKIE, "1", max_age=days * _DAY_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


@public("只有确认入户的那部手机知道这个网址")
@never_cache
def survey(request: HttpRequest, secret: str) -> HttpResponse:
    """A POST with `no` declines; without an answer it asks again and keeps nothing."""
    refused = None
    if request.method == "POST":
        try:
            if "no" in request.POST:
                surveying.decline(secret)
            else:
                surveying.answer(secret, request.POST.dict())
            return HttpResponseRedirect(reverse("household:visit", args=[secret]))
        except Refused as why:
            if not why.code.startswith("survey."):
                raise
            refused = why
    asked = surveying.waiting(secret)
    return render(request, "household/survey.html", {"asked": asked, "refused": refused, "secret": secret}, status=409 if refused else 200)
