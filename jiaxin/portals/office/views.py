"""办公端 — the district at a glance: what waits, batches, workers, companies, coverage, who looked at what."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import log_read
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Reach, fields_of, reach_of
from jiaxin.kit import clock
from jiaxin.kit.sheets.writing import write_list
from jiaxin.portals.company.batches import STATES, kind_label
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.fact_words import colour_badge, days_left, moments, parts_missing
from jiaxin.portals.shared.framing import actor_of, framed, workbook_answer
from jiaxin.portals.shared.parts import Choice, Filter

A_PAGE = 50
SOON = timedelta(days=7)
WORKER_STATES = (
    Choice("", "全部"), Choice("green", "证照齐全"), Choice("yellow", "有待补齐或将到期"), Choice("grey", "核查中"),
    Choice("waiting", "待本人确认"), Choice("withdrawn", "本人停止展示"),
)  # fmt: skip


@door(Permission.HOME_OPEN)
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    mine, _ = intake.batches(_organisation(actor, Permission.BATCH_VIEW), limit=200)
    files = registry.file_counts()
    head = ledger.checkpoint()
    shown = {
        "deciding": [b for b in mine if b.state == "checked"][:5],
        "deciding_count": sum(b.state == "checked" for b in mine),
        "failed_count": sum(b.state == "failed" for b in mine),
        "lapsing": intake.claims_lapsing_by(clock.today() + SOON),
        "files": files,
        "companies": registry.count("company"),
        "facts": head.size,
        "recorded_at": head.recorded_at,
        "today": clock.today(),
        "role": actor.role.label,
    }
    return framed(request, menu_for(request), "office/home.html", shown)


@door(Permission.BATCH_VIEW)
def batches(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    number = _page_number(request)
    whose = _organisation(actor, Permission.BATCH_VIEW)
    rows, count = intake.batches(whose, A_PAGE, (number - 1) * A_PAGE)
    names = access.organisation_names({b.organisation for b in rows})
    shown = {
        "rows": [(b, STATES[b.state], kind_label(b.kind), names.get(b.organisation, "")) for b in rows],
        "page": Paginator(range(count), A_PAGE).get_page(number),
    }
    return framed(request, menu_for(request), "office/batches.html", shown)


@door(Permission.WORKER_LIST)
def workers(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    lines = _chosen(actor, request)
    page = Paginator(lines, A_PAGE).get_page(asked.get("page", 1))
    streets = registry.regions("street", clock.today())
    shown = {
        "rows": _rows(actor, list(page.object_list), streets, "查看家政员列表"),
        "page": page,
        "found": len(lines),
        "query": asked.urlencode(),
        "filters": (
            Filter("q", "姓名、拼音首字母或证件后四位", asked.get("q", "")),
            Filter("street", "街道", asked.get("street", ""), (Choice("", "全部"), *map(Choice, streets, streets.values()))),
            Filter("state", "状态", asked.get("state", ""), WORKER_STATES),
            Filter("missing", "缺少", asked.get("missing", ""), (Choice("", "不限"), *map(Choice, PARTS, PARTS.values()))),
        ),
    }
    return framed(request, menu_for(request), "office/workers.html", shown)


@door(Permission.WORKER_LIST)
def workers_list(request: HttpRequest) -> HttpResponse:
    """The chosen workers as a workbook; the receipt names them all."""
    actor = actor_of(request)
    streets = registry.regions("street", clock.today())
    rows = _rows(actor, _chosen(actor, request), streets, "导出家政员列表")
    headings = ("姓名", "街道", "工种", "状态", "缺少", "最近到期")
    cells = (
        [r["name"], r["street"], "、".join(r["line"].job_types), r["badge"][1], "、".join(r["missing"]), r["line"].expires_on]
        for r in rows
    )
    return _workbook(f"家政员-{clock.today().isoformat()}.xlsx", headings, cells, "家政员")


@door(Permission.COMPANY_LIST)
def companies(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    found = registry.company_named(asked, 500) if asked else list(registry.companies().values())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", 1))
    forces = registry.workforces([c.subject for c in page.object_list])
    shown = {
        "rows": [(c, forces.get(c.subject)) for c in page.object_list],
        "page": page,
        "found": len(found),
        "filters": (Filter("q", "企业名称或信用代码", asked),),
    }
    return framed(request, menu_for(request), "office/companies.html", shown)


@door(Permission.COMPANY_VIEW)
def company(request: HttpRequest, subject: str) -> HttpResponse:
    """Facts of a company with where each came from. Public credit information and industry record stand apart."""
    one = registry.companies([subject]).get(subject)
    if one is None:
        raise Http404
    actor = actor_of(request)
    entries = ledger.facts_about(subject).entries
    allowed = fields_of(actor.role, Permission.COMPANY_VIEW) | {FieldClass.BASIC, FieldClass.CONDUCT}
    names = access.organisation_names({e.fact.provenance.source for e in entries})
    origins = intake.origins({e.fact.provenance.batch for e in entries if e.fact.provenance.batch})
    public = [e for e in entries if e.fact.kind in ("penalty", "inspection", "honour", "star.rating")]
    industry = [e for e in entries if e not in public]
    shown = {
        "company": one,
        "force": registry.workforces([subject]).get(subject),
        "public": moments(public, frozenset(allowed), origins, names),
        "industry": moments(industry, frozenset(allowed), origins, names),
    }
    return framed(request, menu_for(request), "office/company.html", shown)


@door(Permission.COVERAGE_VIEW)
def coverage(request: HttpRequest) -> HttpResponse:
    rows = oversight.coverage(clock.today())
    total = sum(r.confirmed for r in rows)
    base = sum(r.base for r in rows)
    shown = {
        "rows": rows,
        "definitions": oversight.DEFINITIONS,
        "today": clock.today(),
        "total": total,
        "base": base,
        "covered": round(100 * sum(r.confirmed for r in rows if r.base) / base) if base else None,
        "awaiting": sum(r.awaiting for r in rows),
    }
    return framed(request, menu_for(request), "office/coverage.html", shown)


@door(Permission.COVERAGE_VIEW)
def coverage_list(request: HttpRequest) -> HttpResponse:
    headings = ("街道", "摸底人数", "摸底日期", "已建档", "待确认", "建档率%", "完整率%", "核验率%", "绿码率%")
    cells = (
        [r.name, r.base, r.base_on, r.confirmed, r.awaiting, r.covered, r.complete, r.verified, r.green]
        for r in oversight.coverage(clock.today())
    )
    return _workbook(f"建档进度-{clock.today().isoformat()}.xlsx", headings, cells, "建档进度")


@door(Permission.LOG_VIEW)
def log(request: HttpRequest) -> HttpResponse:
    head = ledger.checkpoint()
    shown = {
        "receipts": access.receipts(limit=100),
        "refusals": access.refusals(limit=50),
        "size": head.size,
        "root": head.root.hex(),
        "recorded_at": head.recorded_at,
    }
    return framed(request, menu_for(request), "office/log.html", shown)


def _organisation(actor: Actor, permission: Permission) -> str:
    """Empty for whoever reaches the whole district; else the actor's own organisation."""
    return "" if reach_of(actor.role, permission) is Reach.DISTRICT else actor.organisation or "-"


def _chosen(actor: Actor, request: HttpRequest) -> list[registry.FileLine]:
    asked = request.GET
    reach = reach_of(actor.role, Permission.WORKER_LIST)
    if reach is Reach.ORGANISATION:
        lines = registry.file_lines_of(actor.organisation)
    else:
        street = actor.street if reach is Reach.STREET else ""
        lines = registry.all_file_lines(street, actor.grid if reach is Reach.GRID else "")
    fitting = set(registry.matching(asked.get("q", ""))) if asked.get("q", "").strip() else None
    return [
        line
        for line in lines
        if (fitting is None or line.subject in fitting)
        and (not asked.get("street") or line.street == asked["street"])
        and (not asked.get("missing") or asked["missing"] in line.missing)
        and _in_state(line, asked.get("state", ""))
    ]


def _in_state(line: registry.FileLine, state: str) -> bool:
    if state == "waiting":
        return line.claimed
    if state == "withdrawn":
        return line.withdrawn
    return not state or (line.confirmed and line.colour == state)


def _rows(actor: Actor, lines: list[registry.FileLine], streets: Any, purpose: str) -> list[dict[str, Any]]:
    shown = [line for line in lines if not line.withdrawn]
    if shown:
        log_read(actor, [line.subject for line in shown], fields_of(actor.role, Permission.WORKER_LIST), purpose)
    people = registry.people([line.subject for line in shown])
    return [
        {
            "line": line,
            "name": mask_name(people[line.subject].name) if line.subject in people else "本人停止展示",
            "street": streets.get(line.street, "—"),
            "badge": ("none", "本人停止展示") if line.withdrawn else colour_badge(line.colour, line.confirmed),
            "missing": parts_missing(line.missing),
            "left": days_left(line.expires_on, clock.today()),
        }
        for line in lines
    ]


def _workbook(name: str, headings: tuple[str, ...], cells: Any, sheet: str) -> HttpResponse:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "list.xlsx"
        write_list(target, headings, cells, sheet)
        return workbook_answer(name, target.read_bytes())


def _page_number(request: HttpRequest) -> int:
    page = request.GET.get("page", "1")
    return max(1, int(page)) if page.isdigit() else 1
