"""人员 — everybody within the officer's reach, found by what one can type; masked, under one receipt a page."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import log_read, meet, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.limits import MAPPED_ROWS
from jiaxin.apps.access.queries import LIST
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.permissions import Actor, Permission, Reach, Thing, fields_of, may_ever, reach_of
from jiaxin.domain.permissions.matrix import REVIEWERS
from jiaxin.kit import clock
from jiaxin.kit.finding import Fit
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting, mapping, people_list
from jiaxin.portals.shared.fact_words import colour_badge, days_left, first_missing, parts_missing
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Crumb, Filter
from jiaxin.portals.shared.purposes import purpose_of as purpose_of

A_PAGE = 20  # the day's budget of persons is met page by page: small pages spend it on whom one looks for
MOST_EXPORTED = 50_000
HEADINGS = ("姓名", "街道", "所属企业", "工种", "状态", "缺少", "最近到期")


@door(Permission.WORKER_LIST)
def workers(request: HttpRequest) -> HttpResponse:
    """Searching is by POST, so that names and numbers stay out of addresses; filters alone are by GET."""
    actor = actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    wanted, number = people_list.wanted_in(asked, typed=request.POST.get("q", "")), asked.get("page", "1")
    if request.method == "POST" and not wanted.typed.strip():
        return redirect(people_list.opened(request.path, wanted))
    at = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    found = registry.find(scope_of(actor), wanted, A_PAGE, (at - 1) * A_PAGE)
    streets = registry.regions("street", clock.today())
    shown = {
        "rows": _rows(actor, found, streets, "按条件查找人员" if wanted.typed else "查看人员列表", LIST),
        "page": Paginator(range(found.count), A_PAGE).get_page(at), "found": found.count, "too_many": found.too_many,
        "typed": wanted.typed, "kept": people_list.kept(wanted), "filtered": wanted != registry.Wanted(), "near": any(fit > Fit.ALIKE for fit in found.fits.values()),
        "columns": people_list.columns(*HEADINGS, sortable=not wanted.typed), "company": registry.companies([wanted.company]).get(wanted.company) if wanted.company else None,
        "filters": _filters(actor, wanted, streets), "may_map": may_ever(actor.role, Permission.MAPPED_EXPORT),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/workers.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A workbook of the list, after saying what for; everybody on it finds the purpose in 谁查了我."""
    actor, purpose = actor_of(request), purpose_of(request)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    wanted = people_list.wanted_in(request.POST, typed=request.POST.get("q", ""))
    found = registry.find(scope_of(actor), wanted, MOST_EXPORTED)
    streets = registry.regions("street", clock.today())
    out = exporting.outgoing(request, Permission.LIST_EXPORT, "人员", purpose, len(found.lines))
    if waiting := exporting.held(request, out):
        return waiting
    rows = _rows(actor, found, streets, f"导出人员列表：{purpose}")
    codes = exporting.let_out(request, out).codes
    cells = (
        [code, r["name"], r["street"], r["company"], "、".join(r["line"].job_types), r["badge"][1], "、".join(r["missing"]), r["line"].expires_on]
        for code, r in zip(codes, rows, strict=True)
    )
    return list_answer("人员", ("核对码", "姓名", "街道", "所属企业", "工种", "状态", "缺少", "最近到期"), cells, "人员")


@door(Permission.MAPPED_EXPORT)
def mapped(request: HttpRequest) -> HttpResponse:
    """The same selection under a mapping. Names typed come by POST alone; filters may stand in the address."""
    actor, asked = actor_of(request), request.POST if request.method == "POST" else request.GET
    wanted = people_list.wanted_in(asked, typed=request.POST.get("q", ""))
    found = registry.find(scope_of(actor, Permission.MAPPED_EXPORT), wanted, MAPPED_ROWS + 1)
    kept = {"q": wanted.typed, **people_list.kept(wanted)}
    return mapping.page(request, menu_for(request), found.lines, kept, Crumb("人员", reverse("office:workers")))


def scope_of(actor: Actor, permission: Permission = Permission.WORKER_LIST) -> registry.Scope:
    """Whom this actor's lists may hold."""
    match reach_of(actor.role, permission):
        case Reach.DISTRICT:
            return registry.Scope(confirmed=actor.role not in REVIEWERS)
        case Reach.STREET if actor.street:
            return registry.Scope(street=actor.street)
        case Reach.GRID if actor.street and actor.grid:
            return registry.Scope(street=actor.street, grid=actor.grid)
        case Reach.ORGANISATION if actor.organisation:
            return registry.Scope(company=actor.organisation)
    return registry.Scope(of_nobody=True)


def own_only(actor: Actor, permission: Permission) -> str:
    """The organisation a list of batches is cut down to; empty for the whole district."""
    return "" if reach_of(actor.role, permission) is Reach.DISTRICT else actor.organisation or "-"


def _filters(actor: Actor, wanted: registry.Wanted, streets: Mapping[str, str]) -> list[Filter]:
    whole = reach_of(actor.role, Permission.WORKER_LIST) is Reach.DISTRICT
    return people_list.filters(wanted, streets if whole else None, sizes=reach_of(actor.role, Permission.WORKER_LIST) is not Reach.ORGANISATION)


def _rows(actor: Actor, found: registry.Found, streets: Mapping[str, str], purpose: str, reference: str = "") -> list[dict[str, Any]]:
    """One receipt for the page, then the names; whoever has withdrawn is not opened. A page of a list spends of the day's persons."""
    lines = found.lines
    open_ones = [line.subject for line in lines if not line.withdrawn]
    if reference == LIST and reach_of(actor.role, Permission.WORKER_LIST) is not Reach.ORGANISATION:
        meet(actor, open_ones, registry.count("worker"))
    if open_ones:
        log_read(actor, open_ones, fields_of(actor.role, Permission.WORKER_LIST), purpose, reference)
    people = registry.people(open_ones)
    companies = registry.companies({line.company for line in lines if line.company})
    today = clock.today()
    return [
        {
            "line": line,
            "name": mask_name(people[line.subject].name) if line.subject in people else "本人停止展示",
            "street": streets.get(line.street, "未分街道"),
            "company": companies[line.company].name if line.company in companies else "",
            "badge": ("none", "本人停止展示") if line.withdrawn else colour_badge(line.colour, line.confirmed),
            "missing": parts_missing(line.missing),
            "lacks": first_missing(line.missing),
            "left": days_left(line.expires_on, today),
            "reason": people_list.REASONS.get(found.fits.get(line.subject, Fit.EXACT), ""),
        }
        for line in lines
    ]
