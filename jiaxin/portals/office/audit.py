"""访问记录 — for the auditor: who looked at whose data and why, who was refused, what left as a file, who was given which post; and where the record stands."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.permissions import MATRIX, FieldClass, Permission, Role
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed, minute
from jiaxin.portals.shared.parts import Tab

FIELDS = {
    FieldClass.BASIC: "基本", FieldClass.CONTACT: "联系方式", FieldClass.IDENTITY: "身份证号", FieldClass.HEALTH: "健康",
    FieldClass.BACKGROUND: "背景核查", FieldClass.CONDUCT: "投诉评价",
}  # fmt: skip
LABELS = {str(permission): row.label for permission, row in MATRIX.items()}
CODES = {"role": "角色没有权限", "scope": "超出范围", "withdrawn": "本人已撤回授权", "claimed": "尚待本人确认", "four-eyes": "须由另一人办理", "step-up": "须再次验证身份", "established": "尚待本人确认", "budget": "额度已用完", "device": "登录换了设备"}

READ = {"at": "时间", "actor": "账号", "role": "岗位", "organisation": "单位", "purpose": "目的", "fields": "信息", "subjects": "人数"}
REFUSED = {"at": "时间", "actor": "账号", "role": "岗位", "wanted": "想做什么", "why": "为何拒绝"}
LEFT = {"at": "时间", "actor": "账号", "organisation": "单位", "what": "文件", "purpose": "目的", "fields": "信息", "rows": "行数", "second": "谁同意", "id": "编号"}
GIVEN = {"at": "时间", "account": "账号", "said": "做了什么", "where": "所在", "by": "经办"}
A_PAGE = 50
MOST_EXPORTED = 20_000
_DEFAULT = "receipts"


@door(Permission.LOG_VIEW)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    require(actor, Permission.LOG_VIEW)
    which = asked.get("show", _DEFAULT)
    which = which if which in _LISTS else _DEFAULT
    name, columns, lines = _LISTS[which]
    wanted = access.AuditAsked(asked.get("who", "").strip(), _day(asked, "first"), _day(asked, "last"))
    count = access.audit_counted(which, wanted)
    page = Paginator(range(count), A_PAGE).get_page(asked.get("page", "1"))
    rows = lines(wanted, A_PAGE, (page.number - 1) * A_PAGE)
    head = record.checkpoint()
    shown = {
        "checkpoint": head, "root": head.root.hex(), "which": which, "rows": rows, "page": page, "found": count,
        "tabs": tuple(Tab(label, _where(asked, one), current=one == which) for one, (label, _, _) in _LISTS.items()),
        "who": wanted.who, "first": wanted.first, "last": wanted.last, "filtered": bool(wanted.who or wanted.first or wanted.last),
    }  # fmt: skip

    def told() -> list[list[object]]:
        return [[minute(one["at"]) if field == "at" else one[field] for field in columns] for one in lines(wanted, MOST_EXPORTED, 0)]

    return listed(request, menu_for(request), "office/log.html", shown, Table(name, tuple(columns.values()), told, bool(rows)))


def _day(asked: QueryDict, name: str) -> date | None:
    """The day in the address; what is no day asks for nothing."""
    try:
        return date.fromisoformat(asked.get(name, "").strip())
    except ValueError:
        return None


def _where(asked: QueryDict, which: str) -> str:
    """Another list under the same account and days."""
    kept = asked.copy()
    for gone in ("page", "as"):
        kept.pop(gone, None)
    kept["show"] = which
    return f"?{kept.urlencode()}"


def _receipts(asked: access.AuditAsked, limit: int, offset: int) -> list[dict[str, Any]]:
    rows = access.receipts(limit=limit, offset=offset, asked=asked)
    names = access.organisation_names({r.organisation for r in rows})
    return [
        {
            "at": r.at, "actor": r.actor, "role": Role(r.role).label, "organisation": names.get(r.organisation, ""),
            "purpose": r.purpose, "subjects": r.subjects, "fields": _fields(r.fields),
        }
        for r in rows
    ]  # fmt: skip


def _refusals(asked: access.AuditAsked, limit: int, offset: int) -> list[dict[str, Any]]:
    return [
        {"at": r.at, "actor": r.actor, "role": Role(r.role).label, "wanted": LABELS.get(r.permission, r.permission), "why": CODES.get(r.code, r.code)}
        for r in access.refusals(limit=limit, offset=offset, asked=asked)
    ]


def _exports(asked: access.AuditAsked, limit: int, offset: int) -> list[dict[str, Any]]:
    rows = access.exports_made(asked, limit, offset)
    names = access.organisation_names({r.organisation for r in rows})
    return [
        {
            "at": r.at, "actor": r.actor, "organisation": names.get(r.organisation, ""), "what": r.what, "purpose": r.purpose, "fields": _fields(r.fields),
            "rows": r.rows, "second": "另一人批准" if r.second else "额度之内", "id": r.id,
        }
        for r in rows
    ]  # fmt: skip


def _grants(asked: access.AuditAsked, limit: int, offset: int) -> list[dict[str, Any]]:
    return [
        {"at": r.at, "account": r.account, "said": f"授予{r.role}" if r.active else f"收回{r.role}", "active": r.active, "where": r.where, "by": r.by}
        for r in access.grants_made(asked, limit, offset)
    ]


def _fields(codes: tuple[str, ...]) -> str:
    return "、".join(FIELDS[FieldClass(one)] for one in codes)


_Lines = Callable[[access.AuditAsked, int, int], list[dict[str, Any]]]
_LISTS: Mapping[str, tuple[str, Mapping[str, str], _Lines]] = {
    _DEFAULT: ("查阅", READ, _receipts), "refusals": ("被拒绝", REFUSED, _refusals), "exports": ("导出", LEFT, _exports), "grants": ("授权", GIVEN, _grants),
}  # fmt: skip
