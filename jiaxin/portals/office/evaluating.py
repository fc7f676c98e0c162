"""第三方评估 — the office assigns a batch; its evaluator sees numbers instead of names, marks each file, hands the batch in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as who
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.members import without_members
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import State

HEADINGS = ("批次", "状态", "评估员", "已评 / 家数", "开放到")
STATES = {"assigned": State.WAIT, "handed_in": State.OK, "expired": State.STOP, "recalled": State.NONE}


@door(Permission.EVALUATION_ASSIGN)
def evaluations(request: HttpRequest) -> HttpResponse:
    actor, said = actor_of(request), request.POST
    if request.method == "POST":
        actions.assign_evaluation(actor, said.get("round", ""), said.get("evaluator", ""), said.getlist("case"))
        messages.success(request, "已派发。评估员看不到企业名称，到期自行关闭。")
        return redirect("office:evaluations")
    waiting = governance.evaluable()
    kappa, pairs, outliers = governance.evaluator_agreement()
    shown = {
        "no_members": without_members(actor), "batches": [(one, STATES[one.state]) for one in governance.evaluation_batches(actor)], "evaluators": governance.evaluators(),
        "waiting": list(zip(waiting, cases.names(waiting).values(), strict=True)), "kappa": kappa, "pairs": pairs, "outliers": outliers,
    }  # fmt: skip
    named = who.posts({one.evaluator for one, _ in shown["batches"]})
    shown["batches"] = [(one, state, named.get(one.evaluator, one.evaluator)) for one, state in shown["batches"]]
    table = Table("第三方评估", HEADINGS, lambda: [(one.round, one.state_label, named.get(one.evaluator, one.evaluator), f"{len(one.points)} / {len(one.files)}", one.closes_on) for one in governance.evaluation_batches(actor)], bool(shown["batches"]))
    return listed(request, menu_for(request), "office/evaluations.html", shown, table)


@door(Permission.EVALUATION_MARK)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = [(one, STATES[one.state]) for one in governance.my_evaluations(actor_of(request))]
    return listed(request, menu_for(request), "office/my_evaluations.html", {"rows": rows}, Table("我的评估", HEADINGS, lambda: [(one.round, one.state_label, one.evaluator, f"{len(one.points)} / {len(one.files)}", one.closes_on) for one, _ in rows], bool(rows)))


@door(Permission.EVALUATION_MARK)
def batch(request: HttpRequest, case_id: str) -> HttpResponse:
    actor = actor_of(request)
    if request.method == "POST":
        actions.hand_in_evaluation(actor, case_id)
        messages.success(request, "已交回。交回以后不能再改，也不能再打开。")
        return redirect("office:my-evaluations")
    one = governance.my_evaluation(actor, case_id)
    rows = [(int(file.number), one.points.get(file.number)) for file in one.files]
    return framed(request, menu_for(request), "office/evaluation.html", {"one": one, "rows": rows, "left": len(rows) - len(one.points)})


@door(Permission.EVALUATION_MARK)
def sheet(request: HttpRequest, case_id: str, number: int) -> HttpResponse:
    actor = actor_of(request)
    one, parts = governance.evaluation_sheet(actor, case_id, str(number))
    if request.method == "POST":
        marks = [f"{part.code}:{request.POST.get(part.code, '').strip()}" for part in parts]
        actions.mark_evaluation(actor, case_id, str(number), marks)
        messages.success(request, f"{number} 号已评。交回之前可以改。")
        return redirect("office:my-evaluation", case_id)
    return framed(request, menu_for(request), "office/evaluation_sheet.html", {"one": one, "parts": parts, "number": number, "points": one.points.get(str(number))})
