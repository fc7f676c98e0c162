"""人员 — the company's present workers with what is missing. The list shows masked names; a file shows more."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.limits import MAPPED_ROWS
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.permissions import Actor, Permission, Thing, fields_of
from jiaxin.kit import clock
from jiaxin.kit.finding import Fit
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting, mapping, people_list
from jiaxin.portals.shared.fact_words import colour_badge, days_left, first_missing, parts_missing
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Crumb, Filter
from jiaxin.portals.shared.purposes import purpose_of

A_PAGE = 50
MOST_EXPORTED = 50_000
HEADINGS = ("姓名", "工种", "状态", "缺少", "最近到期")


@door(Permission.WORKER_LIST)
@require_safe
def workers(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    wanted, number = _wanted(asked), asked.get("page", "1")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    found = registry.find(_scope(actor), wanted, A_PAGE, (at - 1) * A_PAGE)
    shown = {
        "rows": _rows(actor, found, "按条件查找人员" if wanted.typed else "查看人员列表"),
        "page": Paginator(range(found.count), A_PAGE).get_page(at),
        "filters": (Filter("q", "姓名、拼音、身份证后四位或信用码", wanted.typed), *people_list.filters(wanted, registry.regions("street", clock.today()) if wanted.street else None)),
        "columns": people_list.columns(*HEADINGS),
        "filtered": wanted != registry.Wanted(),
        "found": found.count,
        "too_many": found.too_many,
        "query": asked.urlencode(),
        "kept": [Filter(name, "", value) for name, value in {"q": wanted.typed, **people_list.kept(wanted)}.items()],
    }
    return framed(request, menu_for(request), "company/workers.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A workbook of the list, after saying what for; everybody on it finds the purpose in 谁查了我."""
    actor, purpose = actor_of(request), purpose_of(request)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    found = registry.find(_scope(actor), _wanted(request.POST), MOST_EXPORTED)
    out = exporting.outgoing(request, Permission.LIST_EXPORT, "人员", purpose, len(found.lines))
    if waiting := exporting.held(request, out):
        return waiting
    rows = _rows(actor, found, f"导出人员列表：{purpose}")
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
    wanted = _wanted(asked)
    found = registry.find(_scope(actor), wanted, MAPPED_ROWS + 1)
    kept = {"q": wanted.typed, **people_list.kept(wanted)}
    return mapping.page(request, menu_for(request), found.lines, kept, Crumb("人员", reverse("company:workers")))


def _scope(actor: Actor) -> registry.Scope:
    return registry.Scope(company=actor.organisation, of_nobody=not actor.organisation)


def _wanted(asked: Any) -> registry.Wanted:
    """Of one company, so no company is asked for."""
    return replace(people_list.wanted_in(asked, typed=asked.get("q", "")), company="", size="")


def _rows(actor: Actor, found: registry.Found, purpose: str) -> list[dict[str, Any]]:
    lines, allowed = found.lines, fields_of(actor.role, Permission.WORKER_LIST)
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
            "lacks": first_missing(line.missing),
            "left": days_left(line.expires_on, clock.today()),
            "reason": people_list.REASONS.get(found.fits.get(line.subject, Fit.EXACT), ""),
        }
        for line in lines
    ]
