"""登录与安全 — one's own account: password, second factor, passkeys, where one is signed in; and the way into a new one."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import actions
from jiaxin.apps.access.doors import door, public
from jiaxin.apps.access.queries import city_bound, city_offered, invited_label, most_seats, own_tokens, seats
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.portals.entrance.forms import PasswordForm
from jiaxin.portals.shared.framing import actor_of


@door(Permission.HOME_OPEN)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    mine = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"))
    shown = {
        "name": actor.name,
        "role": actor.role.label,
        "staff": actor.role.is_staff,
        "app": next((one for one in mine if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in mine if one.type == Authenticator.Type.WEBAUTHN],
        "seats": seats(request),
        "most": most_seats(actor.role),
        "tokens": own_tokens(actor),
        "city": city_offered() if actor.role.is_staff else "",
        "city_bound": city_bound(request),
    }
    return render(request, "entrance/account.html", shown)


@door(Permission.HOME_OPEN)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one session, or all but this one."""
    handle = request.POST.get("handle", "")
    count = actions.end_own_sessions(request, [handle] if handle else None)
    if count:
        messages.success(request, f"已退出 {count} 台设备。")
    else:
        messages.info(request, "没有别的设备在登录。")
    return redirect("entrance:account")


@door(Permission.HOME_OPEN)
@require_POST
def end_token(request: HttpRequest) -> HttpResponse:
    """A program of one's own that shall not come in any more."""
    actions.end_own_token(actor_of(request), request.POST.get("token", ""))
    messages.success(request, "令牌已停用，用它的程序马上进不来。")
    return redirect("entrance:account")


@public("新账号的人还没有密码，凭一次性链接设密码")
@never_cache
@sensitive_post_parameters("password", "again")
def first(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of an invitation: a password of one's own."""
    try:
        label = invited_label(secret)
    except Refused as why:
        return render(request, "access/refused.html", {"why": why, "status": 404}, status=404)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            inside = actions.accept_invitation(request, secret, form.cleaned_data["password"])
        except Refused as why:
            form.add_error("password", f"{why.said}{why.do_this}")
        else:
            if inside:
                messages.success(request, "密码已设好。请再设第二步验证。")
                return redirect("entrance:account")
            return render(request, "entrance/welcome.html", {"label": label})
    return render(request, "entrance/first.html", {"form": form, "label": label})
