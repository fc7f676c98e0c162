"""信用码 — print a card, replace a lost one in two clicks, stop and restore; answer who reads eight digits over a telephone."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiaxin import pipeline
from jiaxin.apps.access.actions import Outgoing, let_out, log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.presenting import actions as presenting
from jiaxin.apps.publication import codes
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import Card
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, may
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed

_DEFAULT = {"replace": "卡片遗失，补换", "lose": "本人挂失", "suspend": "本人或单位要求停用", "restore": "核对后恢复", "retire": "不再从业"}


def shown(actor: Actor, thing: Thing) -> dict[str, object] | None:
    """What a file's page says about the code: state, digits, what this officer may do, what happened before."""
    code = registry.codes_in_hand([thing.owner]).get(thing.owner) if may(actor, Permission.CODE_VIEW, thing) else None
    if code is None:
        return None
    table = procedure("one-code")
    steps = [
        (step.verb, step.label)
        for step in table.steps
        if code.state in step.origins and step.verb != "replace" and any(may(actor, one, thing) for one in step.who)
    ]
    past = [(one.at, table.states[one.state], one.reason) for one in registry.code_steps(thing.owner)]
    return {
        "state": code.state,
        "label": table.states[code.state],
        "since": code.since,
        "spoken": f"{code.spoken[:4]} {code.spoken[4:]}",
        "steps": steps,
        "may_print": code.state == "issued" and bool(may(actor, Permission.CODE_ISSUE, thing)),
        "may_replace": code.state in ("issued", "lost") and bool(may(actor, Permission.CODE_ISSUE, thing)),
        "past": past,
    }


@door(Permission.CODE_ISSUE)
@require_GET
def card(request: HttpRequest, subject: str) -> HttpResponse:
    """One CR80 card as a PDF."""
    return _printed(actor_of(request), [_thing(subject)], "cr80", "印制信用码卡片")


@door(Permission.CODE_ISSUE)
@require_GET
def sheet(request: HttpRequest, subject: str) -> HttpResponse:
    """A company's workers, ten to a sheet."""
    things = [_thing(one) for one in registry.workers_of(subject)]
    actor = actor_of(request)
    return _printed(actor, [one for one in things if may(actor, Permission.CODE_ISSUE, one)], "a4", "成批印制信用码卡片")


@door(Permission.CODE_ISSUE)
@require_POST
def replace(request: HttpRequest, subject: str) -> HttpResponse:
    """挂失补卡: the second click. The old code is over, the answer is the new card."""
    actor, thing = actor_of(request), _thing(subject)
    presenting.replace_card(actor, thing, request.POST.get("why", "") or _DEFAULT["replace"])
    return _printed(actor, [thing], "cr80", "补换信用码卡片")


@door(Permission.CODE_SUSPEND)
@require_POST
def step(request: HttpRequest, subject: str, verb: str) -> HttpResponse:
    actor, thing = actor_of(request), _thing(subject)
    presenting.take(actor, thing, verb, request.POST.get("why", "") or _DEFAULT.get(verb, ""))
    return HttpResponseRedirect(reverse("office:worker", args=[subject]))


@door(Permission.CODE_HEAR)
def hear(request: HttpRequest) -> HttpResponse:
    """口述码: somebody without a smartphone reads eight digits; the page says what to answer."""
    typed, found, refused = request.POST.get("digits", ""), None, None
    if request.method == "POST":
        try:
            subject, state = presenting.hear(actor_of(request), typed, "口述码查询：家庭来电")
            found = _answer(subject, state)
        except Refused as why:
            refused = why
    return framed(request, menu_for(request), "office/hear.html", {"typed": typed, "found": found, "refused": refused})


def _answer(subject: str, state: str) -> dict[str, object]:
    """What is read to the caller: no more than the public card says."""
    card = pipeline.shown_now(subject) if state == "issued" else None
    if not isinstance(card, Card):
        label = procedure("one-code").states.get(state, "") if state != "issued" else "本人已停止展示"
        return {"good": False, "label": label}
    words = {"green": "证照有效", "yellow": "证照不全", "grey": "未完成核验", "red": "已暂停服务"}
    return {
        "good": card.state in ("green", "yellow"),
        "label": words[card.state],
        "name": card.masked_name,
        "trades": "、".join(card.trades) or "未登记工种",
        "until": card.good_until,
        "photo": card.photo,
        "company": card.employer.name if card.employer else "个人从业",
    }


def _printed(actor: Actor, things: list[Thing], layout: str, purpose: str) -> HttpResponse:
    for one in things:
        require(actor, Permission.CODE_ISSUE, one)
    owners = [one.owner for one in things]
    kinds = registry.standing(owners)[1]
    if workers := [one for one in owners if kinds.get(one) == "worker"]:  # of an id that is nobody's nothing is opened
        log_read(actor, workers, [FieldClass.BASIC], purpose)
    bearers = list(pipeline.bearers(owners).values())
    if len(things) == 1 and not bearers:
        raise Refused("cards.not-shown", "这个人现在没有公开的卡片，不能印", "请先完成本人确认和核验；停用的码请先恢复")
    made = codes.print_cards(actor, bearers, things, layout)
    # A card is for the person on it: counted and written down, not held for a second officer.
    let_out(actor, Outgoing("信用码卡片", purpose, len(bearers), frozenset({FieldClass.BASIC}), budget="back"))
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    name = f"信用码卡片-{len(bearers)}张-{clock.today().isoformat()}.pdf"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _thing(subject: str) -> Thing:
    line = registry.file_lines([subject]).get(subject)
    if line is None:
        return Thing(owner=subject)
    return Thing(owner=subject, organisation=line.company, street=line.street, grid=line.grid, consent=line.consent, refused=line.refused)
