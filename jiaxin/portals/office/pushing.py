"""攻坚行动 — a push launched, read by everybody against one line, put off, ended by a report that is printed from two countings."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures import DEFINITIONS, percent
from jiaxin.domain.figures.push_paper import Told
from jiaxin.domain.figures.pushes import kinds, push_rules
from jiaxin.domain.permissions import Permission, Thing, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.papering import ENDINGS, file_answer
from jiaxin.portals.shared.parts import Crumb

HEADINGS = ("名次", "街道", "指标", "下达时", "现在", "走完路程（千分之）", "还差", "结果", "依据")
LISTED = ("行动", "种类", "指标", "目标", "开始", "结束", "状态", "全区下达时", "全区现在", "不落后的街道", "有底数的街道")


@door(Permission.TASK_DO)
def pushes(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.TASK_DO, Thing.of(actor))
    if request.method == "POST":
        said = request.POST
        kind, _, figure = said.get("aim", "").partition(":")
        case = actions.launch_push(actor, kind, said.get("name", ""), figure, _target(said.get("target", "")), _day(said.get("ends", "")))
        messages.success(request, "行动已发起，各街道已收到通知。")
        return redirect("office:push", case)
    now = oversight.counted_now()
    found = oversight.pushes()
    rows = list(zip(found, oversight.told_of_all(found, now), strict=True))
    if request.GET.get("as") == "xlsx":
        return list_answer("攻坚行动", LISTED, [_listed(one, told) for one, told in rows], "攻坚行动")
    book = push_rules(clock.today())
    shown = {
        "rows": [(one, told, _standing(told), percent(one.aim.target)) for one, told in rows], "may_give": may_ever(actor.role, Permission.TASK_GIVE),
        "aims": [(kind.label, [(f"{kind.code}:{code}", DEFINITIONS[code].label) for code in kind.figures]) for kind in kinds(book).values()],
        "least": book.data["duration"]["least_days"], "most": book.data["duration"]["most_days"],
    }  # fmt: skip
    return framed(request, menu_for(request), "office/pushes.html", shown)


@door(Permission.TASK_DO)
def push(request: HttpRequest, case_id: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.TASK_DO, Thing.of(actor))
    if request.method == "POST":
        said = request.POST
        if said.get("do") == "close":
            actions.close_push(actor, case_id, said.get("result", ""), said.get("problems", ""), said.get("next_steps", ""))
            messages.success(request, "行动已总结，报告可以打印。")
        else:
            actions.put_off_push(actor, case_id, _day(said.get("ends", "")), said.get("remark", ""))
            messages.success(request, "结束日期已改，各阶段按新的日期重新划分。")
        return redirect("office:push", case_id)
    one = oversight.push(case_id)
    told = oversight.told_of(one, oversight.counted_now())
    if request.GET.get("as") == "xlsx":
        return list_answer(one.name, HEADINGS, [_cells(run, one) for run in told.league], "街道")
    label = DEFINITIONS[one.aim.figure].label
    shown = {
        "one": one, "told": told, "label": label, "each": DEFINITIONS[one.aim.figure].each, "target": percent(one.aim.target), "standing": _standing(told), "street": actor.street,
        "league": [(run, (run.done or 0) // 10, percent(run.line)) for run in told.league], "running": one.state == "running",
        "ends": [(end, end.phase.due // 10, (end.district.now.said if end.district and end.district.now else "")) for end in told.ends], "due": one.aim.due(told.last[1]) // 10,
        "may_give": may_ever(actor.role, Permission.TASK_GIVE), "may_print": may_ever(actor.role, Permission.PACK_MAKE), "over": told.last[1] >= one.aim.ends or told.district.done == 1000,
        "crumbs": [Crumb("攻坚行动", reverse("office:pushes"))], "fallen": any(b.fell for b in told.beside), "version": one.version, "to": _rows_of(one.aim.figure),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/push.html", shown)


@door(Permission.PACK_MAKE)
@require_safe
def paper(request: HttpRequest, case_id: str, ending: str) -> HttpResponse:
    """通报 or 总结报告. A paper keeps the counting it was made from."""
    require(actor_of(request), Permission.PACK_MAKE)
    one = oversight.push(case_id)
    if ending not in ENDINGS:
        raise Refused("push.paper", "没有这种格式", "请选择 Word、PDF 或 Excel")
    content, printed = ENDINGS[ending]
    made = oversight.push_paper(one, oversight.keep_for_paper(one))
    return file_answer(made, ending, content, printed(made))


def _standing(told: Told) -> tuple[str, str, str, str]:
    """(state, word, at the launch, now) of the district."""
    whole = told.district
    return whole.state, whole.word, whole.start.said if whole.start else "", whole.now.said if whole.now else ""


def _listed(one: oversight.Push, told: Told) -> tuple[object, ...]:
    _, _, start, now = _standing(told)
    ranked = [run for run in told.league if run.done is not None]
    return one.name, told.kind, DEFINITIONS[one.aim.figure].label, percent(one.aim.target), one.aim.begins, one.aim.ends, one.label, start, now, sum(run.state == "ok" for run in ranked), len(ranked)


def _cells(run: oversight.Run, one: oversight.Push) -> tuple[object, ...]:
    return run.rank, run.name, DEFINITIONS[one.aim.figure].label, run.start.said if run.start else "", run.now.said if run.now else "", run.done, run.to_go, run.word, run.why


def _rows_of(figure: str) -> str:
    """Where the people behind the number lie: an address that ends before the street's code."""
    return f"{reverse('office:workers')}?{'state=waiting&' if figure == 'coverage' else ''}street="


def _target(typed: str) -> int:
    """Tenths of a per cent of what was typed in per cent; nought for what is no number."""
    return int(typed) * 10 if typed.isdecimal() and len(typed) <= 3 else 0


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("push.day", "结束日期没有填写", "请按 2026-03-05 的样子填写") from None
