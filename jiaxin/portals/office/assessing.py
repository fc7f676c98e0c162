"""街道考核 — letter, points with their way, objection and final list: all streets for the office, a street its own in full."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures.street_assessment import assessment_rules, points_read, points_text
from jiaxin.domain.permissions import Actor, Permission, Thing, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import papering
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

HEADINGS = ("名次", "街道", "责任书", "签订日", "现在的分", "评定分", "档次", "异议", "答复", "快照号")
STATES = {"": "none", "issued": "wait", "signed": "ok", "scored": "watch", "objected": "stop", "answered": "watch", "final": "ok"}


@door(Permission.TASK_DO)
def assessment(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.TASK_DO, Thing.of(actor))
    year = _year(request)
    if request.method == "POST":
        messages.success(request, _done(request, actor, year))
        return redirect(f"{reverse('office:assessment')}?year={year}")
    counted = oversight.counted_now()
    rows = oversight.assessments(year, counted)
    own = next((one for one in rows if one.street == actor.street), None) if actor.street else None
    may_give = may_ever(actor.role, Permission.TASK_GIVE)
    chosen = next((one for one in rows if may_give and one.street == request.GET.get("street")), own)
    book = assessment_rules(clock.today())
    shown = {
        "year": year, "rows": [(n, one, STATES[one.state], points_text(one.sheet.points) if one.sheet.counted else "未计", points_text(one.points) if one.points is not None else "") for n, one in enumerate(rows, 1)],
        "book": book, "articles": book.data["letter"]["articles"], "chosen": chosen, "is_own": chosen is not None and chosen is own, "counted": counted, "digest": counted.digest[:16],
        "now": ("未计" if not chosen.sheet.counted else points_text(chosen.sheet.points)) if chosen else "", "fixed": points_text(chosen.points) if chosen and chosen.points is not None else "",
        "may_give": may_give, "may_publish": may_ever(actor.role, Permission.ASSESSMENT_FINAL), "street": actor.street,
    }  # fmt: skip
    return framed(request, menu_for(request), "office/assessment.html", shown)


@door(Permission.TASK_DO)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.TASK_DO, Thing.of(actor))
    year = _year(request)
    rows = oversight.assessments(year, oversight.counted_now())
    cells = [
        (n, one.name, one.label, one.signed_on, points_text(one.sheet.points) if one.sheet.counted else "未计", points_text(one.points) if one.points is not None else "", one.grade, one.objection, one.answer, one.snapshot[:16])
        for n, one in enumerate(rows, 1)
    ]
    return list_answer(f"街道考核-{year}", HEADINGS, cells, "街道考核")


@door(Permission.TASK_DO)
@require_safe
def letter(request: HttpRequest, street: str, ending: str) -> HttpResponse:
    """The letter of responsibility on paper: for the office, and for the street itself."""
    require(actor_of(request), Permission.TASK_DO, Thing(street=street))
    return papering.as_letter(street, _year(request), ending)


def _done(request: HttpRequest, actor: Actor, year: int) -> str:
    verbs: dict[str, Callable[[], str]] = {
        "issue": lambda: f"已下达 {actions.issue_letters(actor, year)} 份责任书。",
        "score": lambda: f"已按现在的统计为 {actions.score_streets(actor, year)} 个街道评分，街道可以提出异议。",
        "publish": lambda: f"{actions.publish_list(actor, year)} 个街道已列入最终名单。",
        "sign": lambda: _signed(request, actor),
        "answer": lambda: _answered(request, actor),
    }
    if request.POST.get("do", "") not in verbs:
        raise Refused("assessment.verb", "没有这个操作", "请用页面上的按钮办理")
    return verbs[request.POST["do"]]()


def _signed(request: HttpRequest, actor: Actor) -> str:
    governance.take_step(actor, request.POST.get("case", ""), "sign", {"signer": request.POST.get("signer", "").strip()[:40]})
    return "责任书已签订。"


def _answered(request: HttpRequest, actor: Actor) -> str:
    points = points_read(request.POST.get("points", ""))
    if points is None:
        raise Refused("assessment.points", "答复后的分数读不懂", "请填 0 到 100 之间的数，最多两位小数")
    actions.answer_objection(actor, request.POST.get("case", ""), points, request.POST.get("result", "").strip()[:500])
    return "异议已答复。"


def _year(request: HttpRequest) -> int:
    typed = request.POST.get("year") or request.GET.get("year") or str(clock.today().year)
    if not typed.isdecimal() or not date.min.year < int(typed) <= clock.today().year:
        raise Refused("assessment.year", f"没有“{typed[:8]}”这个年度", "请选择今年或以前的年度")
    return int(typed)
