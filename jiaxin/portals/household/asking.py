"""想看更多 — a family asks, waits for her tap, and reads what she allowed while it is allowed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.apps.presenting import asking
from jiaxin.domain.disclosure.more import NAMES
from jiaxin.domain.errors import Refused


@public("家庭扫码后请求查看更多，不登录；要她本人点同意才看得到")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    refused = None
    if request.method == "POST":
        try:
            secret = asking.ask(code, request.POST.getlist("name"))
            return HttpResponseRedirect(reverse("household:seen", args=[secret]))
        except Refused as why:
            refused = why
    return render(request, "household/ask.html", {"names": NAMES, "refused": refused}, status=409 if refused else 200)


@public("只有提出请求的那部手机知道这个网址")
@never_cache
@require_safe
def seen(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks again by itself every few seconds until she has answered; each look at what she allowed is recorded."""
    found = asking.look(secret)
    facts = [(one.fact.name, one.fact.value, one.holds(found.root)) for one in found.facts]
    answer = render(request, "household/seen.html", {"one": found, "facts": facts})
    if found.state == "waiting":
        answer.headers["Refresh"] = "4"
    return answer
