"""入口 — sign-in by phone code, and the outbox that stands in for text messages. Passwords: allauth's own views."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from jiaxin.apps.access import actions
from jiaxin.apps.access.doors import door, public
from jiaxin.apps.access.queries import counted_from, stopped_form
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.notices import queries as told
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Role
from jiaxin.portals.entrance.forms import CodeForm, PhoneForm

_STATE = "phone_sign_in"


@public("登录本身不能要求先登录")
@never_cache
@sensitive_post_parameters("phone")
def phone(request: HttpRequest) -> HttpResponse:
    """First step: the number. Whatever it is, a code goes out or a limit says no."""
    form = PhoneForm(request.POST or None, initial={"role": Role.HOUSEHOLD.value} if request.GET.get("next", "").startswith("/family/") else None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.send_phone_code(form.cleaned_data["phone"], counted_from(request))
        except Refused as why:
            form.add_error("phone", f"{why.said}{why.do_this}")
        else:
            words = {"code": sent.code, "minutes": str(sent.minutes)}
            notices.tell(Actor.job("sign-in"), "sign-in.code", words, phone=sent.phone)
            notices.deliver()
            request.session[_STATE] = {
                "id": sent.id,
                "role": form.cleaned_data["role"],
                "tail": sent.phone[-4:],
                "minutes": sent.minutes,
                "next": request.GET.get("next", ""),
            }
            return redirect("entrance:code")
    return render(request, "access/phone.html", {"form": form})


@public("登录本身不能要求先登录")
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Second step: the code."""
    state = request.session.get(_STATE)
    if not state:
        return redirect("entrance:phone")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_in_by_phone(request, state["id"], form.cleaned_data["code"], Role(state["role"]))
        except Refused as why:
            form.add_error("code", f"{why.said}{why.do_this}")
        else:
            request.session.pop(_STATE, None)
            return redirect(_back(request, state["next"]))
    return render(request, "access/code.html", {"form": form, "sent": state, "outbox": settings.OUTBOX_PAGE})


@door(Permission.HOME_OPEN)
@never_cache
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """接着办: the form that waited for the second proof, to be sent by one more press."""
    form = stopped_form(request)
    if form is None:
        messages.warning(request, "刚才的操作没有执行，请再做一次。")
        return redirect("/")
    return render(request, "access/resume.html", {"form": form})


@door(Permission.HOME_OPEN)
@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """Who signs in by phone code has no password to change."""
    raise Refused("account.no-password", "您的账号用手机验证码登录，没有口令可改。", "换手机号请到街道或区商务局窗口办理。")


@public("只在演示和开发环境开放")
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """短信信箱: what would have been sent. Only where the settings say that this is a demo."""
    if not settings.OUTBOX_PAGE:
        raise Http404
    return render(request, "access/outbox.html", {"messages_told": told.outbox()})


def _back(request: HttpRequest, asked: str) -> str:
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if asked and safe else "/"
