"""我的工作 — every company that says she works there, and her answer; her code stays the same wherever she goes."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.employment.answers import CONFIRMED, DENIED, LEFT
from jiaxin.domain.employment.spells import Said, Spell, spells, twice
from jiaxin.domain.errors import Refused
from jiaxin.domain.history import in_force
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.domain.records.availability import KIND as AVAILABILITY
from jiaxin.kit import clock
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import State
from jiaxin.portals.worker.own_file import MENU

DAYS = tuple(zip(AVAILABILITY.field("weekdays").choices, (words[0] for words in AVAILABILITY.field("weekdays").words), strict=True))
MODES = {"employee": "员工制", "agency": "中介制", "dispatched": "派遣", "self": "个体", "gig": "平台灵活就业"}
DONE = {
    CONFIRMED: "已记下：您在{}工作。", DENIED: "已记下：您没有在{}工作。公司会看到这条提示，请它核对名册。",
    LEFT: "已记下：您已经离开{}。您的信用码不变。",
}  # fmt: skip


@door(Permission.FILE_OWN)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.subject:
        return redirect("worker:home")
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    history = record.history_of_many([actor.subject], opened=False)[actor.subject]
    found, free = spells(history), in_force(actor.subject, history).latest(AVAILABILITY.code)
    names = registry.companies({s.company for s in found if s.company})
    sources = access.organisation_names({s.source for s in found if s.source})
    rows = [
        {
            "spell": s, "name": names[s.company].name if s.company in names else "自己单独做",
            "who": "原平台" if s.source == "legacy" else sources.get(s.source, ""), "badge": _badge(s), "mode": MODES.get(s.mode, ""),
            "over": s.ended_on is not None, "may": bool(s.company) and s.state is not Said.LAPSED,
        }
        for s in found
    ]  # fmt: skip
    shown = {
        "waiting": [r for r in rows if r["spell"].waits], "others": [r for r in rows if not r["spell"].waits],
        "twice": [names[c].name for c in twice(found) if c in names], "today": clock.today(),
        "days": DAYS, "said": (free.get("weekdays") or []) if free else [], "lives_in": bool(free and free.get("lives_in")), "said_on": free.fact.happened_on if free else None,
    }  # fmt: skip
    return framed(request, MENU, "worker/work.html", shown)


@door(Permission.AVAILABILITY_SAY)
@require_POST
def days(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    actions.say_availability(actor, actor.subject, request.POST.getlist("day"), "lives_in" in request.POST)
    messages.success(request, "已记下。日子变了随时来改，以最新的为准。")
    return redirect("worker:work")


@door(Permission.CLAIM_CONFIRM_OWN)
@require_POST
def answer(request: HttpRequest, word: str) -> HttpResponse:
    actor = actor_of(request)
    try:
        day = date.fromisoformat(typed) if (typed := request.POST.get("ended_on", "")) else None
    except ValueError:
        raise Refused("spell.no-day", "离开的日期没有填对", "请按 2026-03-05 的样子填写") from None
    spell = actions.answer_spell(actor, actor.subject, request.POST.get("entry", ""), word, day)
    named = registry.companies([spell.company]).get(spell.company)
    messages.success(request, DONE[word].format(named.name if named else "这里"))
    return redirect("worker:work")


def _badge(spell: Spell) -> tuple[State, str]:
    if spell.state is Said.DENIED:
        return State.STOP, "您说没有在这里工作"
    if spell.state is Said.LAPSED:
        return State.NONE, "您没有答复，已作废"
    if spell.waits:
        return State.WAIT, "等您答复"
    return (State.NONE, "已结束") if spell.ended_on else (State.OK, "您已确认")
