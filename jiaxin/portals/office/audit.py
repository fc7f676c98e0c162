"""访问记录 — for the auditor: who looked at whose data and why, who was refused, and where the record stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
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
CODES = {"role": "角色没有权限", "scope": "超出范围", "withdrawn": "本人已撤回授权", "claimed": "尚待本人确认", "four-eyes": "须由另一人办理", "step-up": "须再次验证身份", "established": "尚待本人确认", "budget": "额度已用完"}

READ = {"at": "时间", "actor": "账号", "role": "岗位", "organisation": "单位", "purpose": "目的", "fields": "信息", "subjects": "人数"}
REFUSED = {"at": "时间", "actor": "账号", "role": "岗位", "wanted": "想做什么", "why": "为何拒绝"}


@door(Permission.LOG_VIEW)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    require(actor, Permission.LOG_VIEW)
    who, denied = asked.get("who", "").strip(), asked.get("show") == "refusals"
    head = record.checkpoint()
    rows = _refusals(who) if denied else _receipts(who)
    shown = {
        "checkpoint": head,
        "root": head.root.hex(),
        "tabs": (Tab("查阅", "?", current=not denied), Tab("被拒绝", "?show=refusals", current=denied)),
        "denied": denied,
        "rows": rows,
    }
    columns = REFUSED if denied else READ
    table = Table("被拒绝" if denied else "查阅", tuple(columns.values()), lambda: [[minute(one["at"]) if name == "at" else one[name] for name in columns] for one in rows], bool(rows))
    return listed(request, menu_for(request), "office/log.html", shown, table)


def _receipts(who: str) -> list[dict[str, Any]]:
    rows = access.receipts(who)
    names = access.organisation_names({r.organisation for r in rows})
    return [
        {
            "at": r.at, "actor": r.actor, "role": Role(r.role).label, "organisation": names.get(r.organisation, ""),
            "purpose": r.purpose, "subjects": r.subjects,
            "fields": "、".join(FIELDS[FieldClass(one)] for one in r.fields),
        }
        for r in rows
    ]  # fmt: skip


def _refusals(who: str) -> list[dict[str, Any]]:
    return [
        {"at": r.at, "actor": r.actor, "role": Role(r.role).label, "wanted": LABELS.get(r.permission, r.permission), "why": CODES.get(r.code, r.code)}
        for r in access.refusals(who)
    ]
