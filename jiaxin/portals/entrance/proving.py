"""文书核对 — whoever holds a letter, a report or a plaque asks whether it is genuine and still stands. No sign-in, no names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.apps.exchange import queries as exchange


@public("持有文书的任何人都可以核对真伪，不显示个人信息")
@never_cache
@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    typed = "".join(request.GET.get("code", "").split()).replace("-", "")
    if typed.isascii() and typed.isalnum():
        return redirect("entrance:verify", typed[:32])
    return render(request, "access/verify.html", {"code": code, "asked": bool(code or request.GET.get("code")), "found": exchange.verified(code) if code else None})
