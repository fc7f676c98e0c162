"""批次 — how a file is coming on, what was found in it, and what may be done with it now."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Role, Thing, may_ever
from jiaxin.domain.sheets.sheet import SheetKind, sheet_kinds
from jiaxin.domain.sheets.wanted import form
from jiaxin.kit import clock
from jiaxin.portals.company.uploading import KINDS
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, workbook_answer
from jiaxin.portals.shared.listing import Table, listed, minute
from jiaxin.portals.shared.parts import Choice, Filter, Remark, State

AT_WORK = ("received", "checking", "accepting", "undoing")
STATES = {
    "received": State.WAIT, "checking": State.WAIT, "checked": State.WATCH, "accepting": State.WAIT,
    "accepted": State.OK, "undoing": State.WAIT, "undone": State.NONE, "failed": State.STOP, "cancelled": State.NONE,
}  # fmt: skip
NAMES_KIND = ("", "sheet.unknown-kind", "sheet.no-heading")  # refusals that end once the kind of sheet is named
A_PAGE, MOST_EXPORTED = 50, 50_000
HEADINGS = ("文件", "种类", "状态", "可入库", "退回", "上传时间")
SEVERITIES = (Choice("", "全部"), Choice("error", "必须修改"), Choice("warning", "请核对"), Choice("info", "提示"))


@door(Permission.BATCH_VIEW)
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    number = int(page) if (page := request.GET.get("page", "1")).isdigit() else 1
    state = request.GET.get("state", "")
    rows, count = intake.batches(actor.organisation, A_PAGE, (max(1, number) - 1) * A_PAGE, state)
    page_of = Paginator(range(count), A_PAGE).get_page(number)
    shown = {"rows": [(b, STATES[b.state], kind_label(b.kind)) for b in rows], "page": page_of, "filtered": bool(state)}
    return listed(request, menu_for(request), "company/batches.html", shown, Table("批次", HEADINGS, lambda: _told(actor.organisation, state), bool(rows)))


def _told(organisation: str, state: str) -> list[tuple[object, ...]]:
    rows, _ = intake.batches(organisation, MOST_EXPORTED)
    return [(b.filename, kind_label(b.kind), b.state_label, b.good, b.bad, minute(b.made_at)) for b in rows if not state or b.state == state]


@door(Permission.BATCH_VIEW)
@require_safe
def batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = looked_up(actor, batch_id)
    if one.kind == intake.PAPERS:
        return redirect("company:papers-bundle", batch_id)
    shown: dict[str, Any] = {
        "batch": one, "state": STATES[one.state], "kind": kind_label(one.kind), "at_work": one.state in AT_WORK,
        "kinds": _kinds_of(actor), "other_kinds": [k for k in _kinds_of(actor) if k.code != one.kind], "names_kind": one.refused in NAMES_KIND,
        "upload_url": reverse("company:upload" if _is_company(actor) else "office:upload"), "sheets": _sheets(one), "warnings": one.rows.get("warning", 0),
        "may_undo": _may_undo(actor, one), "may_accept": one.state == "checked" and one.good,
        "may_drop": one.state == "checked" and may_ever(actor.role, Permission.BATCH_RECEIVE),
        **_findings(request, batch_id),
    }  # fmt: skip
    return framed(request, menu_for(request), "company/batch.html", shown)


@door(Permission.BATCH_VIEW)
@require_safe
def progress(request: HttpRequest, batch_id: str) -> HttpResponse:
    """The fragment that asks for itself; once the work is done the whole page is fetched anew."""
    one = looked_up(actor_of(request), batch_id)
    if one.state not in AT_WORK:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "company/progress.html", {"batch": one})


@door(Permission.WORKBOOK_DOWNLOAD)
@require_safe
def returned(request: HttpRequest, batch_id: str) -> HttpResponse:
    return workbook_answer(*actions.returned_workbook(actor_of(request), batch_id))


@door(Permission.COLUMNS_MAP)
def headings(request: HttpRequest, batch_id: str) -> HttpResponse:
    """认不出的列: choose what each means, or leave it out; the batch is then checked anew."""
    actor = actor_of(request)
    one = looked_up(actor, batch_id)
    if request.method == "POST":
        answers = {c["heading"]: request.POST.get(f"column-{i}", "") for i, c in enumerate(one.unmapped)}
        given = {heading: "" if field == "-" else field for heading, field in answers.items() if field}
        unknown = [f for f in given.values() if f and f not in form(one.kind).wanted]
        if unknown:
            raise Refused("columns.unknown", "选择的列含义不在本表中", "请重新选择")
        if given:
            actions.learn_headings(actor, batch_id, given)
            messages.success(request, f"已记住 {len(given)} 列的含义，正在重新检查；以后不再询问。")
        return redirect("company:batch", batch_id)
    wanted = form(one.kind).wanted if one.kind else {}
    taken = {f for sheet in one.mapping for f in sheet.get("columns", {}).values()}
    columns = [(f"column-{i}", c, _proposed(c)) for i, c in enumerate(one.unmapped)]
    choices = [(name, w.label) for name, w in wanted.items() if name not in taken]
    return framed(request, menu_for(request), "company/headings.html", {"batch": one, "columns": columns, "choices": choices})


@door(Permission.BATCH_RECEIVE)
@require_POST
def act(request: HttpRequest, batch_id: str, verb: str) -> HttpResponse:
    """确认入库、停止、撤回、重新检查."""
    actor = actor_of(request)
    looked_up(actor, batch_id)
    if verb == "accept":
        actions.accept(actor, batch_id)
    elif verb == "cancel":
        actions.cancel(actor, batch_id)
    elif verb == "undo":
        actions.undo(actor, batch_id)
    elif verb == "check":
        actions.check_again(actor, batch_id, request.POST.get("kind", ""))
    else:
        raise Refused("access.absent", "没有这个操作", "请从批次页面进入")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect("company:batch", batch_id)


def looked_up(actor: Actor, batch_id: str) -> intake.BatchView:
    """The batch, if it is the actor's to see."""
    one = intake.batch(batch_id)
    require(actor, Permission.BATCH_VIEW, Thing(organisation=one.organisation if one else "-", kind="batch"))
    if one is None:
        raise Refused("access.absent", "没有找到这个批次。", "请从批次列表进入。")
    return one


def kind_label(code: str) -> str:
    if code == intake.PAPERS:
        return intake.PAPERS_LABEL
    return sheet_kinds()[code].label if code in sheet_kinds() else "种类待定"


def _kinds_of(actor: Actor) -> list[SheetKind]:
    """Kinds of sheet worth naming: a company sends its own three, an office any."""
    return [one for code, one in sheet_kinds().items() if code in KINDS or not _is_company(actor)]


def _is_company(actor: Actor) -> bool:
    return actor.role in (Role.COMPANY_MANAGER, Role.COMPANY_CLERK)


def _findings(request: HttpRequest, batch_id: str) -> dict[str, Any]:
    severity, code = request.GET.get("severity", ""), request.GET.get("code", "")
    count = intake.finding_count(batch_id, severity, code)
    page = Paginator(range(count), A_PAGE).get_page(request.GET.get("page", 1))
    rows = intake.findings(batch_id, severity, code, A_PAGE, (page.number - 1) * A_PAGE)
    groups = intake.findings_by_code(batch_id)
    here = reverse("company:batch", args=[batch_id])
    return {
        "findings": [Remark(_where(f), f.said, f.do_this, f.severity.value) for f in rows],
        "groups": [(*g, f"{here}?code={g[0]}#findings", g[0] == code) for g in groups],
        "page": page, "found": count, "code": code,
        "filters": (Filter("severity", "程度", severity, SEVERITIES),),
    }  # fmt: skip


def _where(finding: Any) -> str:
    within = (f"第 {finding.row} 行", f"{finding.column} 列" if finding.column else "") if finding.row else ("整张表",)
    return " ".join(filter(None, (finding.sheet, *within)))


def _sheets(one: intake.BatchView) -> list[dict[str, Any]]:
    told = []
    for sheet in one.mapping:
        wanted = form(sheet["kind"]).wanted
        columns = [(letter, wanted[name].label) for letter, name in sheet["columns"].items() if name in wanted]
        told.append({**sheet, "known": columns, "kind_label": kind_label(sheet["kind"])})
    return told


def _proposed(column: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(field, label, why) for field, label, _, why in column.get("proposals", ())]


def _may_undo(actor: Actor, one: intake.BatchView) -> bool:
    within = one.undo_until is not None and one.undo_until >= clock.today()
    return one.state == "accepted" and within and may_ever(actor.role, Permission.BATCH_UNDO)
