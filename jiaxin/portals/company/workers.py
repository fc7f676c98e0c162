"""人员 — the company's present workers with what is missing. The list shows masked names; a file shows more."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, fields_of
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting, mapping
from jiaxin.portals.shared.fact_words import colour_badge, days_left, parts_missing
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Choice, Crumb, Filter
from jiaxin.portals.shared.purposes import purpose_of

A_PAGE = 50
STATES = (
    Choice("", "全部"), Choice("green", "证照齐全"), Choice("yellow", "有待补齐或将到期"), Choice("red", "已暂停"),
    Choice("grey", "未完成核验"), Choice("waiting", "待本人确认"), Choice("withdrawn", "本人停止展示"),
)  # fmt: skip


@door(Permission.WORKER_LIST)
@require_safe
def workers(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    lines = _chosen(actor, asked.get("q", ""), asked.get("state", ""), asked.get("missing", ""))
    page = Paginator(lines, A_PAGE).get_page(asked.get("page", 1))
    shown = {
        "rows": _rows(actor, list(page.object_list), "查看人员列表"),
        "page": page,
        "filters": (
            Filter("q", "姓名", asked.get("q", "")),
            Filter("state", "状态", asked.get("state", ""), STATES),
            Filter("missing", "缺少", asked.get("missing", ""), (Choice("", "不限"), *map(Choice, PARTS, PARTS.values()))),
        ),
        "filtered": any(asked.get(name) for name in ("q", "state", "missing")),
        "found": len(lines),
        "query": asked.urlencode(),
    }
    return framed(request, menu_for(request), "company/workers.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A workbook of the list, after saying what for; everybody on it finds the purpose in 谁查了我."""
    actor, asked, purpose = actor_of(request), request.POST, purpose_of(request)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    lines = _chosen(actor, asked.get("q", ""), asked.get("state", ""), asked.get("missing", ""))
    out = exporting.outgoing(request, Permission.LIST_EXPORT, "人员", purpose, len(lines))
    if waiting := exporting.held(request, out):
        return waiting
    rows = _rows(actor, lines, f"导出人员列表：{purpose}")
    codes = exporting.let_out(request, out).codes
    cells = (
        [code, r["name"], "、".join(r["line"].job_types), r["badge"][1], "、".join(r["missing"]), r["line"].expires_on]
        for code, r in zip(codes, rows, strict=True)
    )
    return list_answer("人员", ("核对码", "姓名", "工种", "状态", "缺少", "最近到期"), cells, "人员")


@door(Permission.MAPPED_EXPORT)
def mapped(request: HttpRequest) -> HttpResponse:
    """The list as filtered, under a mapping."""
    actor, asked = actor_of(request), request.POST if request.method == "POST" else request.GET
    kept = {name: asked.get(name, "") for name in ("q", "state", "missing")}
    return mapping.page(request, menu_for(request), _chosen(actor, **{"name" if n == "q" else n: v for n, v in kept.items()}), kept, Crumb("人员", reverse("company:workers")))


def _chosen(actor: Actor, name: str, state: str, missing: str) -> list[registry.FileLine]:
    lines = [line for line in registry.file_lines_of(actor.organisation) if _fits(line, state, missing)]
    if not name.strip():
        return lines
    # Names are sealed: a search opens every name of the company's own list once, under one receipt.
    log_read(actor, [line.subject for line in lines], [FieldClass.BASIC], "按姓名查找人员")
    people = registry.people([line.subject for line in lines])
    return [line for line in lines if line.subject in people and name.strip() in people[line.subject].name]


def _fits(line: registry.FileLine, state: str, missing: str) -> bool:
    if missing and missing not in line.missing:
        return False
    if state == "waiting":
        return line.claimed
    if state == "withdrawn":
        return line.withdrawn
    return not state or (line.confirmed and line.colour == state)


def _rows(actor: Actor, lines: Sequence[registry.FileLine], purpose: str) -> list[dict[str, Any]]:
    allowed = fields_of(actor.role, Permission.WORKER_LIST)
    shown = [line for line in lines if not line.withdrawn]
    if shown:
        log_read(actor, [line.subject for line in shown], allowed, purpose)
    people = registry.people([line.subject for line in shown])
    return [
        {
            "line": line,
            "name": mask_name(people[line.subject].name) if line.subject in people else "本人停止展示",
            "badge": ("none", "本人停止展示") if line.withdrawn else colour_badge(line.colour, line.confirmed),
            "missing": parts_missing(line.missing),
            "left": days_left(line.expires_on, clock.today()),
        }
        for line in lines
    ]
