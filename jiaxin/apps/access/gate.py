"""门卫 — the middleware that knows who asks, opens or closes the door, and says why not.

`request.actor` is an Actor or None. A program shows `Authorization: Bearer <token>`, a person a session.
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from jiaxin.apps.access import doors, queries, refusals, resuming, scanned, scoping, sessions
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Denial, Permission, Thing, may, may_ever

_log = logging.getLogger("jiaxin.access")
_WITHOUT_SECOND = ("/account/", "/sign-in/", "/sign-out/", "/static/")
_STATUS = {refusals.ABSENT: 404, "batch.unknown": 404, "case.unknown": 404, "access.sign-in": 401, refusals.STEP_UP: 401, scanned.UNSEEN: 503}
_HEADERS = {
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Gate:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._identify(request) or self._answer(request)
        refusals.write_waiting()
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.actor is not None:  # type: ignore[attr-defined]  # the gate puts it on the request
            response.headers["Cache-Control"] = "no-store"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        with scoping.within(request.actor):  # type: ignore[attr-defined]  # the gate puts it on the request
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        assert request.resolver_match is not None
        here = doors.door_here(request.resolver_match)
        if here is None:
            _log.error("no door at %s", request.resolver_match.route)
            return refuse(request, Refused(refusals.ABSENT, "没有这个页面。", "请核对网址。"))
        stopped = self._stopped(request, here)
        if stopped is not None:
            return stopped
        try:
            scanned.request(request)
        except Refused as why:
            return refuse(request, why)
        return None

    def _stopped(self, request: HttpRequest, here: doors.Door) -> HttpResponse | None:
        if here.permission is None:
            return None
        actor: Actor | None = request.actor  # type: ignore[attr-defined]  # the gate puts it on the request
        if actor is None:
            return refuse(request, Refused("access.sign-in", "请先登录。", "登录后再继续。"))
        if may_ever(actor.role, here.permission):
            return None
        return refuse(request, _no_such_permission(actor, here.permission))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refuse(request, error) if isinstance(error, Refused) else None

    def _identify(self, request: HttpRequest) -> HttpResponse | None:
        """Set `request.actor`; an answer only when the session is over or the account has no post."""
        request.actor = None  # type: ignore[attr-defined]  # the gate puts it on the request
        request.person = ""  # type: ignore[attr-defined]  # the gate puts it on the request
        if token := _token(request):
            request.actor = queries.actor_of_token(token)  # type: ignore[attr-defined]  # the gate puts it on the request
            # A program's request carries no cookie that a foreign page could abuse.
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # the gate puts it on the request
            return None
        if not request.user.is_authenticated:
            return None
        try:
            actor = queries.actor_of(request.user, fresh=sessions.is_fresh(request))
        except Refused as why:
            logout(request)
            return refuse(request, why)
        if actor.role.is_staff and sessions.moved(request):
            refusals.record(actor, Permission.HOME_OPEN, Thing(kind="session"), Denial("device", "登录换了设备。", "请重新登录。"))
            logout(request)
            return None
        if sessions.is_over(request, actor.role, noting=not _only_asks(request)):
            logout(request)
            return None
        if actor.role.is_staff and settings.SECOND_FACTOR_REQUIRED and (stopped := self._without_second(request)):
            return stopped
        request.actor = actor  # type: ignore[attr-defined]  # the gate puts it on the request
        request.seat, request.seat_idle = sessions.seat_of(request), sessions.idle_seconds(actor.role)  # type: ignore[attr-defined]  # the gate puts it on the request
        request.person = f"{actor.name}（{actor.role.label}）" if actor.name != actor.role.label else actor.name  # type: ignore[attr-defined]  # the gate puts it on the request
        return None

    def _without_second(self, request: HttpRequest) -> HttpResponse | None:
        """Whoever works here has a second factor; where it is missing, only the pages to set one up open."""
        if request.path.startswith(_WITHOUT_SECOND) or is_mfa_enabled(request.user):
            return None
        messages.warning(request, "本区要求第二步验证。请先添加通行密钥或启用验证器应用。")
        return HttpResponseRedirect(reverse("entrance:account"))


def _only_asks(request: HttpRequest) -> bool:
    """A page that asks whether its session still stands keeps nobody signed in, unless somebody works on it."""
    return request.path == reverse("entrance:still") and "here" not in request.GET


def refuse(request: HttpRequest, why: Refused) -> HttpResponse:
    """A refusal as the asker can read it: JSON for programs, the sign-in page, or a sentence on a page."""
    status = _STATUS.get(why.code, 403 if why.code.startswith("access.") else 409)
    if _token(request) or "text/html" not in request.headers.get("Accept", "text/html"):
        return JsonResponse({"code": why.code, "said": why.said, "do_this": why.do_this}, status=status)
    if status == 401:
        page = "account_reauthenticate" if why.code == refusals.STEP_UP else "entrance:phone" if _by_phone(request) else "account_login"
        back = request.get_full_path() if request.method == "GET" else _after(request, why)
        where = f"{reverse(page)}?{urlencode({'next': back})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": where})
        return HttpResponseRedirect(where)
    return render(request, "access/refused.html", {"why": why, "status": status}, status=status)


def _by_phone(request: HttpRequest) -> bool:
    """A page of those who sign in by phone: whoever comes from a scanned code is not asked for a password she has not got."""
    return request.resolver_match is not None and request.resolver_match.app_name in ("household", "worker")


def _after(request: HttpRequest, why: Refused) -> str:
    """Where to go on when a form was stopped: to the same form once more, else to the page it stood on."""
    if why.code == refusals.STEP_UP and resuming.keep(request, why.said):
        return reverse("entrance:resume")
    messages.warning(request, "刚才的操作没有执行，请再做一次。")
    return resuming.started_at(request)


def _no_such_permission(actor: Actor, permission: Permission) -> Refused:
    answer = may(actor, permission, Thing())
    assert isinstance(answer, Denial)
    refusals.record(actor, permission, Thing(kind="address"), answer)
    return refusals.refusal(answer)


def _token(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""
