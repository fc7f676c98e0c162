"""账号 — who may sign in: opened by the system administrator, given a post by the security administrator, seen by the auditor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import actions, limits
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import AccountLine, organisations, staff_accounts
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Role, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

_STATES = {
    "ready": ("ok", "可以登录"),
    "invited": ("watch", "等本人设密码"),
    "no-way-in": ("none", "链接已过期"),
    "closed": ("stop", "已停用"),
}
_POSTS = [role for role in Role if role.is_staff and role is not Role.SYSTEM]


@door(Permission.ACCOUNT_LIST)
@never_cache
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    return _page(request)


@door(Permission.ACCOUNT_LIST)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    headings = ("账号", "岗位", "角色", "所在", "状态", "第二步验证", "正在登录", "最近使用")
    rows = (
        (a.username, a.label, a.role, a.where, _STATES[a.state][1], "有" if a.second_factor else "没有", a.signed_in, f"{a.seen_at:%Y-%m-%d}" if a.seen_at else "")
        for a in staff_accounts()
    )
    return list_answer("账号", headings, rows, "账号")


@door(Permission.ACCOUNT_OPEN)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """A new account; its link is shown this once, on this page."""
    typed = request.POST
    username = typed.get("username", "").strip()
    try:
        secret = actions.invite(actor_of(request), username, typed.get("label", ""))
    except Refused as why:
        if why.code.startswith("access."):
            raise
        return _page(request, {"refused": why, "typed": typed}, status=409)
    return _with_link(request, username, secret)


@door(Permission.ACCOUNT_OPEN)
@require_POST
def link(request: HttpRequest, username: str) -> HttpResponse:
    """A new link for somebody who lost the password or the phone."""
    return _with_link(request, username, actions.invite_again(actor_of(request), username))


@door(Permission.GRANT_GIVE)
@require_POST
def act(request: HttpRequest, username: str, verb: str) -> HttpResponse:
    """A post given; the account closed; everybody at this account signed out."""
    actor, typed = actor_of(request), request.POST
    if verb == "take":
        actions.take_post(actor, username)
        messages.success(request, f"账号“{username}”已停用，登录已全部退出。")
    elif verb == "end":
        messages.success(request, f"账号“{username}”已退出 {actions.end_sessions(actor, username)} 处登录。")
    elif typed.get("role") in _POSTS:
        role, where = Role(typed["role"]), {name: typed.get(name, "").strip() for name in ("organisation", "street", "grid")}
        actions.give_post(actor, username, role, **where)
        messages.success(request, f"已授予“{username}”{role.label}。")
    else:
        messages.error(request, "没有选择角色。请选择后再授予。")
    return redirect("office:accounts")


def _with_link(request: HttpRequest, username: str, secret: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("entrance:first", args=[secret]))
    return _page(request, {"link": address, "username": username, "hours": limits.INVITATION_HOURS})


def _page(request: HttpRequest, more: dict[str, object] | None = None, status: int = 200) -> HttpResponse:
    role, me = actor_of(request).role, actor_of(request).id
    shown: dict[str, object] = {
        "rows": [(one, _STATES[one.state], _asks(n, one, me)) for n, one in enumerate(_in_order(staff_accounts()))],
        "may_open": may_ever(role, Permission.ACCOUNT_OPEN),
        "may_give": may_ever(role, Permission.GRANT_GIVE),
        "posts": [(one.value, one.label) for one in _POSTS],
        "organisations": organisations(),
        "me": me,
    }
    return framed(request, menu_for(request), "office/accounts.html", shown | (more or {}), status)


def _asks(number: int, one: AccountLine, me: str) -> dict[str, str]:
    """The questions asked before something grave is done to an account; none about one's own or a closed one."""
    if one.username == me or one.state == "closed":
        return {}
    who = f"“{one.username}”（{one.label}）"
    return {
        "link": f"link-{number}", "link_said": f"{who}现在的密码和第二步验证马上作废，登录全部退出；本人凭新链接重新设置，岗位由安全管理员重新授予。",
        "end": f"end-{number}", "end_said": f"{who}的 {one.signed_in} 处登录马上退出，密码不变，可以重新登录。",
        "take": f"take-{number}", "take_said": f"{who}马上不能再登录，登录全部退出。重新授予角色后可以恢复。",
    }  # fmt: skip


def _in_order(found: list[AccountLine]) -> list[AccountLine]:
    """Those that wait for somebody first."""
    return sorted(found, key=lambda one: (one.state == "closed", bool(one.role), one.username))
