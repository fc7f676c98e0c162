"""红码复核 — proposed by one person, decided by another; between them she is told and heard."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing
from jiaxin.domain.procedures.procedure import WORDS
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.worker_file import looked_up
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed, minute
from jiaxin.portals.shared.parts import Moment, State

CODE = "red-review"
STATES = {"proposed": State.WAIT, "notified": State.WATCH, "upheld": State.STOP, "dismissed": State.OK}


@door(Permission.RED_PROPOSE)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    actor, closed = actor_of(request), request.GET.get("closed") == "1"
    cases = governance.closed_cases(CODE, unsealed=False) if closed else governance.open_cases(CODE, unsealed=False)
    posts = access.posts({c.events[0].actor for c in cases})
    table = Table("红码复核", ("编号", "状态", "期限", "提出人", "提出时间"), lambda: [(c.id, c.state_label, _due(c)[1], posts.get(c.events[0].actor, c.events[0].actor), minute(c.opened_at)) for c in cases], bool(cases))
    return listed(request, menu_for(request), "office/reviews.html", lambda: {"rows": [(c, STATES[c.state], name, _due(c), posts.get(c.events[0].actor, c.events[0].actor)) for c, name in _named(actor, cases)], "closed": closed}, table)


@door(Permission.RED_PROPOSE)
@require_safe
def review(request: HttpRequest, case_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = governance.case(case_id, lambda lying: _ask(actor, lying))
    ((_, name),) = _named(actor, [one])
    steps = [(s, [(need, WORDS.get(need, need)) for need in s.needs]) for s in governance.steps_offered(_fresh(actor, one), case_id)]
    posts = access.posts({e.actor for e in one.events})
    moments = [
        Moment(f"{e.at.astimezone():%Y-%m-%d %H:%M}", _label(e.verb), "；".join(f"{WORDS.get(k, k)}：{v}" for k, v in e.said.items() if k != "entry"), f"经手 {posts.get(e.actor, e.actor)}")
        for e in reversed(one.events)
    ]
    shown = {"one": one, "state": STATES[one.state], "name": name, "steps": steps, "moments": moments, "due": _due(one), "proposer": one.events[0].actor, "me": actor.id}
    return framed(request, menu_for(request), "office/review.html", shown)


def _ask(actor: Actor, one: governance.CaseView) -> None:
    """Before a word of it is opened: is it a review of a red code, and may this actor see it?"""
    if one.procedure != CODE:
        raise Refused("access.absent", "没有找到这次复核。", "请从红码复核的列表进入。")
    require(actor, Permission.RED_PROPOSE, Thing(owner=one.subject, kind=CODE))


@door(Permission.RED_PROPOSE)
@require_POST
def propose(request: HttpRequest, subject: str) -> HttpResponse:
    actor, entry = actor_of(request), request.POST.get("entry", "")
    line = looked_up(actor, subject)
    require(actor, Permission.RED_PROPOSE, Thing(owner=subject, organisation=line.company, street=line.street, consent=line.consent, refused=line.refused))
    if not entry:
        raise Refused("review.no-entry", "没有选择要复核的记录", "请回到档案页选择一条记录")
    case_id = actions.open_case(actor, CODE, subject, entry, {"entry": entry}, street=line.street)
    messages.success(request, "已提出复核。决定须由另一位同事作出。")
    return redirect("office:review", case_id)


@door(Permission.RED_PROPOSE)
@require_POST
def act(request: HttpRequest, case_id: str, verb: str) -> HttpResponse:
    said = {name: value for name in WORDS if (value := str(request.POST.get(name, "")).strip())}
    if "heard_until" in said:
        try:
            date.fromisoformat(said["heard_until"])
        except ValueError:
            raise Refused("review.date", "听取陈述截止日不是有效日期", "请按 2026-03-05 的样子填写") from None
    actions.take_step(actor_of(request), case_id, verb, said)
    messages.success(request, "已办理，经过已记录。")
    return redirect("office:review", case_id)


def _named(actor: Actor, cases: list[governance.CaseView]) -> list[tuple[governance.CaseView, str]]:
    """Each case with the masked name of whom it is about, under one receipt."""
    subjects = list(dict.fromkeys(c.subject for c in cases))
    if subjects:
        log_read(actor, subjects, [FieldClass.BASIC, FieldClass.CONDUCT], "办理红码复核")
    people = registry.people(subjects)
    return [(c, mask_name(people[c.subject].name) if c.subject in people else "本人停止展示") for c in cases]


def _fresh(actor: Actor, one: governance.CaseView) -> Actor:
    """Buttons are offered before the second proof is asked for; taking the step asks for it."""
    return replace(actor, fresh=True) if actor.id != one.events[0].actor else actor


def _label(verb: str) -> str:
    return {"propose": "提出复核", "notify": "告知本人", "hear": "记录本人陈述", "uphold": "复核维持", "dismiss": "复核不成立"}.get(verb, verb)


def _due(one: governance.CaseView) -> tuple[State, str]:
    if not one.deadlines:
        return State.NONE, "已办结" if one.closed else "无期限"
    first = one.deadlines[0].due.on
    left = (first - clock.today()).days
    return (State.STOP, f"{first} 已超期") if left < 0 else (State.WATCH if left <= 1 else State.WAIT, f"{first} 前办理")
