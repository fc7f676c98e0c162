"""接口令牌 — which programs of companies and offices may speak to the interface: given by the security administrator, shown once, ended at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import actions, limits
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import TokenLine, may_have_token, staff_accounts, token_lines
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Role, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed, minute

HEADINGS = ("程序", "账号", "岗位", "单位", "状态", "发放时间", "发放人", "最近使用", "停用时间")
_POSTS = {role.label for role in Role if role.is_staff and may_have_token(role)}


@door(Permission.ACCOUNT_LIST)
@never_cache
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    shown = _shown(request)
    table = Table("接口令牌", HEADINGS, lambda: [_told(one) for one in shown["rows"]], bool(shown["rows"]))  # type: ignore[attr-defined]  # made below as a list
    return listed(request, menu_for(request), "office/tokens.html", shown, table)


@door(Permission.GRANT_GIVE)
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """A new token, shown this once, on this page."""
    typed = request.POST
    try:
        token = actions.give_token(actor_of(request), typed.get("username", ""), typed.get("label", ""))
    except Refused as why:
        if why.code.startswith("access."):
            raise
        return framed(request, menu_for(request), "office/tokens.html", _shown(request) | {"refused": why, "typed": typed}, status=409)
    return framed(request, menu_for(request), "office/tokens.html", _shown(request) | {"token": token, "for_program": typed["label"].strip()})


@door(Permission.GRANT_GIVE)
@require_POST
def end(request: HttpRequest, token_id: str) -> HttpResponse:
    actions.end_token(actor_of(request), token_id)
    messages.success(request, "令牌已停用，用它的程序马上进不来。")
    return redirect("office:tokens")


def _shown(request: HttpRequest) -> dict[str, object]:
    holders = [one for one in staff_accounts() if one.role in _POSTS and one.state != "closed"]
    return {
        "rows": token_lines(), "may_give": may_ever(actor_of(request).role, Permission.GRANT_GIVE), "days": limits.TOKEN_DAYS,
        "holders": [(one.username, "，".join(filter(None, (one.username, one.label, one.where)))) for one in holders],
    }  # fmt: skip


def _told(one: TokenLine) -> tuple[str, ...]:
    state = "已停用" if one.ended_at else "该换发了" if one.old else "可以使用"
    return (one.label, one.username, one.role, one.where, state, minute(one.made_at), one.made_by, minute(one.used_at), minute(one.ended_at))
