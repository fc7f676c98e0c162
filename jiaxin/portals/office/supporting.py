"""扶持资金 — rules, lists computed from the record with a reason for each yes and no, notice, payment file, trace."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.listing import Table, minute
from jiaxin.portals.shared.listing import listed as matters
from jiaxin.portals.shared.money import yuan

HEADINGS = ("序号", "企业", "统一社会信用代码", "金额（元）", "理由", "依据记录数")
PAYING = ("序号", "收款单位", "统一社会信用代码", "金额（元）", "扶持规则", "批准文号", "名单摘要")


@door(Permission.SUBSIDY_LIST)
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.SUBSIDY_LIST)
    open_ones, done = governance.open_cases("subsidy"), governance.closed_cases("subsidy")
    known = governance.support_rules(clock.today())
    shown: dict[str, Any] = {"rules": known, "rows": [_row(c, known) for c in (*open_ones, *done)]}
    table = Table("扶持名单", ("规则", "状态", "家数", "总额（元）", "计算时间"), lambda: [(label, one.state_label, count, total, minute(one.opened_at)) for one, label, count, total, _ in shown["rows"]], bool(shown["rows"]))
    return matters(request, menu_for(request), "office/support.html", shown, table)


@door(Permission.SUBSIDY_LIST)
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("budget", "").replace(",", "").strip()
    if typed and not typed.isdecimal():
        raise Refused("support.budget", "预算不是整数元", "请只填数字，例如 500000；不限预算就留空")
    case = actions.list_support(actor_of(request), request.POST.get("rule", ""), int(typed) if typed else None)
    messages.success(request, "名单已按规则计算。请由另一人复核，再公示。")
    return redirect("office:support-list", case)


@door(Permission.SUBSIDY_LIST)
@require_safe
def listed(request: HttpRequest, case_id: str) -> HttpResponse:
    one = _seen(actor_of(request), case_id)
    lines = governance.support_lines(case_id)
    said = {k: v for e in one.events for k, v in e.said.items()}
    shown = cases.shown(actor_of(request), case_id) | {
        "base": "/office/cases", "label": _row(one)[1], "version": said["version"], "digest": said["committed"], "pack": said["digest"],
        "same": governance.support_same(case_id), "yes": [(line, yuan(line.fen)) for line in lines if line.fen], "no": [line for line in lines if not line.fen],
        "total": yuan(sum(line.fen for line in lines)), "payable": one.state in ("approved", "paid"),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/support_list.html", shown)


@door(Permission.SUBSIDY_LIST)
@require_safe
def trace(request: HttpRequest, case_id: str, subject: str) -> HttpResponse:
    """From one amount to its rule and to every entry of the record it rests on."""
    one = _seen(actor_of(request), case_id)
    line = next((x for x in governance.support_lines(case_id) if x.subject == subject), None)
    if line is None:
        raise Refused("access.absent", "名单里没有这家企业。", "请从名单进入。")
    said = {k: v for e in one.events for k, v in e.said.items()}
    rule = next((r for r in governance.support_rules(one.opened_at.astimezone(clock.CHINA).date()) if r.code == said["rule"]), None)
    entries = [e.partition(":")[2] for e in line.evidence]
    shown = {
        "one": one, "line": line, "yuan": yuan(line.fen), "rule": rule, "pack": said["digest"], "entries": entries, "position": record.checkpoint().size,
        "plan": [(one, yuan(one.fen)) for one in governance.support_plan(case_id, subject)],
    }  # fmt: skip
    return framed(request, menu_for(request), "office/support_trace.html", shown)


@door(Permission.SUBSIDY_LIST)
@require_safe
def export(request: HttpRequest, case_id: str) -> HttpResponse:
    """The list, or, once approved, the payment file with its total in the last row."""
    one = _seen(actor_of(request), case_id)
    lines = governance.support_lines(case_id)
    said = {k: v for e in one.events for k, v in e.said.items()}
    if request.GET.get("pay") != "1":
        rows = [(str(n), x.name, x.credit_code, yuan(x.fen), "；".join(x.reasons), str(len(x.evidence))) for n, x in enumerate(lines, 1)]
        return list_answer("扶持名单", HEADINGS, rows, "名单")
    if one.state not in ("approved", "paid"):
        raise Refused("support.unapproved", "名单还没有批准，不能导出发放文件", "请在公示期满后由负责人批准")
    paid = [x for x in lines if x.fen]
    rows = [(str(n), x.name, x.credit_code, yuan(x.fen), str(said["rule"]), str(said["document_no"]), str(said["committed"])[:16]) for n, x in enumerate(paid, 1)]
    rows.append(("合计", f"{len(paid)} 家", "", yuan(sum(x.fen for x in paid)), "", "", ""))
    return list_answer("发放文件", PAYING, rows, "发放")


def _seen(actor: Actor, case_id: str) -> governance.CaseView:
    require(actor, Permission.SUBSIDY_LIST, Thing.of(actor))
    return governance.case(case_id, _listing)


def _listing(one: governance.CaseView) -> None:
    if one.procedure != "subsidy":
        raise Refused("access.absent", "没有找到这份名单。", "请从扶持资金进入。")


def _row(one: governance.CaseView, known: Sequence[Any] = ()) -> tuple[governance.CaseView, str, int, str, object]:
    said = {k: v for e in one.events for k, v in e.said.items()}
    amount = said["amount"]
    label = next((r.label for r in known or governance.support_rules(clock.today()) if r.code == said["rule"]), str(said["rule"]))
    return one, label, len(said["candidates"]) if isinstance(said["candidates"], list) else 0, yuan(amount if isinstance(amount, int) else 0), cases.badge(one)


