"""双随机 — fix the list, wait for the public number, draw; who was drawn goes to two inspectors each."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import organisation_names
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.drawn import result_lines, rounds_of, way
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed, minute

CLASSES = ("A", "B", "C", "D")


@door(Permission.INSPECTION_DRAW)
@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.INSPECTION_DRAW)
    rounds = rounds_of(special=False)
    shown = {"classes": governance.draw_standing().classes, "rounds": rounds, "suggested": f"{clock.today().year}年第{len(rounds) + 1}次"}
    told = [(one.name, "重算不符" if one.wrong else "已抽取" if one.drawn else "等随机数", len(one.plan.firms), len(one.pairs), minute(one.fixed_at)) for one in rounds]
    return listed(request, menu_for(request), "office/draws.html", shown, Table("双随机抽查", ("批次", "状态", "名单", "抽中", "固定时间"), lambda: told, bool(rounds)))


@door(Permission.INSPECTION_DRAW)
@require_POST
def commit(request: HttpRequest) -> HttpResponse:
    said = request.POST
    name, awaited = said.get("round", "").strip()[:40], said.get("awaited", "").strip()[:200]
    if not name or not awaited:
        raise Refused("draw.named", "没有写批次名称或等待哪个公开随机数", "例如“2026年第1次”和“12月1日福彩双色球开奖号码”")
    wanted = {}
    for klass in CLASSES:
        typed = said.get(f"take-{klass}", "").strip() or "0"
        if not typed.isdecimal():
            raise Refused("draw.count", f"{klass} 类的抽取数不是整数", "请只填数字")
        wanted[klass] = int(typed)
    case = actions.commit_round(actor_of(request), name, wanted, awaited, _lines(said.get("officers", "")), _lines(said.get("conflicts", "")))
    messages.success(request, "名单已固定并记入账本，公示页已经打开。等随机数公布后再来抽取。")
    return redirect("office:draw", case)


@door(Permission.INSPECTION_DRAW)
@require_safe
def draw(request: HttpRequest, case_id: str) -> HttpResponse:
    require(actor_of(request), Permission.INSPECTION_DRAW)
    one = governance.draw_shown(case_id)
    visits = {c.organisation: c for c in governance.opened_by_draw(case_id)}
    by_code = {code: visits.get(subject) for code, subject in governance.subjects_by_code().items()}
    rows = [(one.names.get(code, code), code, way(one, code), "、".join(pair), by_code.get(code)) for code, pair in one.pairs.items()]
    found = governance.draw_results(one)
    shown = {
        "one": one, "rows": [(*r, cases.badge(r[4]) if r[4] else None, *(cases.due(r[4]) if r[4] else (None, ""))) for r in rows], "result_lines": result_lines(found, one.whole) if found else [],
        "weights": sorted(one.plan.firms, key=lambda f: (f.klass, -f.weight, f.subject)), "public": len(found.results) if found else 0,
    }  # fmt: skip
    told = [(name, code, how, pair, visit.state_label if visit else "", cases.due(visit)[1] if visit else "") for name, code, how, pair, visit in rows]
    return listed(request, menu_for(request), "office/draw.html", shown, Table(one.name, ("企业", "信用代码", "抽法", "检查人员", "进展", "期限"), lambda: told, bool(told)))


@door(Permission.INSPECTION_DRAW)
@require_POST
def take(request: HttpRequest, case_id: str) -> HttpResponse:
    number = request.POST.get("number", "").strip()[:200]
    try:
        public = datetime.fromisoformat(request.POST.get("public_at", "")).replace(tzinfo=clock.CHINA)
    except ValueError:
        raise Refused("draw.when", "没有填写随机数公布的时间", "请按公告上的时间填写") from None
    if not number:
        raise Refused("draw.number", "没有填写随机数", "请照公告原样填写")
    count = actions.draw_round(actor_of(request), case_id, number, public)
    messages.success(request, f"已抽取 {count} 家，检查任务已派给两人一组的检查人员。")
    return redirect("office:draw", case_id)


@door(Permission.DRAW_JOIN)
def joint(request: HttpRequest) -> HttpResponse:
    """Draws that wait for a number: this office binds itself, and tells its number when the others have bound themselves."""
    actor, said = actor_of(request), request.POST
    require(actor, Permission.DRAW_JOIN)
    if request.method == "POST":
        if said.get("verb") == "tell":
            actions.tell_number(actor, said.get("case", ""), said.get("number", ""))
            messages.success(request, "已公开，与事先承诺的一致。")
        else:
            actions.bind_number(actor, said.get("case", ""), said.get("number", ""))
            messages.success(request, "已承诺：系统只留下摘要，请记好您的数，公开时要一字不差。")
        return redirect("office:draw-joint")
    me, rounds = actor.organisation or actor.id, governance.draws_shown(governance.open_cases("draw"))
    names = organisation_names({office for one in rounds for office in one.bound})
    shown = [(one, [(names.get(office, office), office in one.told) for office in one.bound], me in one.bound, me in one.told) for one in rounds]
    return framed(request, menu_for(request), "office/draw_joint.html", {"rounds": shown})


@door(Permission.INSPECTION_DRAW)
@require_POST
def take_joint(request: HttpRequest, case_id: str) -> HttpResponse:
    count = actions.draw_jointly(actor_of(request), case_id)
    messages.success(request, f"已用各单位共同的随机数抽取 {count} 家。")
    return redirect("office:draw", case_id)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
