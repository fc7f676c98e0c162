"""身份疑问 — is this row, or this file, somebody who is filed already? Side by side, with the reasons and their weight.

Whoever opens a question leaves a receipt about everybody shown. What agrees and what differs is told line by line;
the points of the lines add up to what speaks for one person. Deciding needs a reason; files can be split again.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.identity.explaining import beginning, reasons, total
from jiaxin.domain.identity.weighing import shipped
from jiaxin.domain.permissions import Actor, FieldClass, Permission, may_ever
from jiaxin.domain.procedures.identity_question import PROCEDURE
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed, minute
from jiaxin.portals.shared.parts import State

STATES = {"open": State.WAIT, "same": State.OK, "different": State.NONE}
SHOWN = (FieldClass.BASIC, FieldClass.CONTACT, FieldClass.IDENTITY)
_LABELS = ("姓名", "性别", "身份证号", "出生日期", "手机号", "户籍地址", "所在企业")


class Weighed(NamedTuple):
    """One step of the waterfall: what was found, its points, and the sum so far."""

    about: str
    said: str
    points: str
    state: State
    sum: int


@door(Permission.IDENTITY_DECIDE)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    actor, decided = actor_of(request), request.GET.get("decided") == "1"
    found = intake.identity_questions(decided)
    names = _names(actor, found)
    rows = [(q, STATES[q.state], PROCEDURE.states[q.state], names.get(q.id, ""), odds(q.candidates[0].score)) for q in found]
    told = [(q.id, "名单的一行" if q.batch else "两份档案", like, len(q.candidates), label, minute(q.asked_at)) for q, _, label, _, like in rows]
    table = Table("身份疑问", ("编号", "来自", "相像程度", "候选", "状态", "提出时间"), lambda: told, bool(rows))
    return listed(request, menu_for(request), "office/identity.html", {"rows": rows, "decided": decided}, table)


@door(Permission.IDENTITY_DECIDE)
@require_safe
def question(request: HttpRequest, question_id: str) -> HttpResponse:
    actor, one = actor_of(request), intake.identity_question(question_id)
    subjects = [s for s in (one.subject, *(c.subject for c in one.candidates)) if s]
    log_read(actor, subjects, SHOWN, "判断身份疑问", one.id)
    people = registry.people(subjects)
    left = _written(one) if not one.subject else _filed(one.subject, people)
    right = [
        (c, _marked(left, _filed(c.subject, people)), _waterfall(c.levels), odds(c.score), total(c.levels, shipped()))
        for c in one.candidates
    ]
    merge = Permission.IDENTITY_DECIDE if one.batch else Permission.IDENTITY_MERGE
    shown = {
        "one": one, "state": STATES[one.state], "label": PROCEDURE.states[one.state], "left": left, "right": right,
        "beginning": beginning(shipped()), "may": may_ever(actor.role, merge), "open": one.state == "open",
        "splittable": one.state == "same" and one.merge is not None and may_ever(actor.role, Permission.IDENTITY_MERGE),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/identity_question.html", shown)


@door(Permission.IDENTITY_DECIDE)
@require_POST
def decide(request: HttpRequest, question_id: str) -> HttpResponse:
    actor, said = actor_of(request), request.POST
    why = said.get("why", "").strip()
    if not why:
        raise Refused("question.why", "没有写明理由", "请写明依据，例如核对了证件原件、电话核实")
    match said.get("answer"):
        case "same":
            keep_first = said.get("keep", "first") == "first"
            actions.decide_same(actor, question_id, said.get("subject", ""), why, said.get("original") == "1", keep_first)
            messages.success(request, "已记为同一人。")
        case "different":
            actions.decide_different(actor, question_id, why)
            messages.success(request, "已记为不是同一人，以后不再询问这一对。")
        case "split":
            actions.split_files(actor, question_id, why)
            messages.success(request, "已拆分，两份档案和码恢复原样。")
        case _:
            raise Refused("question.answer", "没有选择结论", "请选择“是同一人”或“不是同一人”")
    return redirect("office:identity-question", question_id)


def odds(score: float) -> str:
    """In words that a clerk can use."""
    if score < 0:
        return "不太像"
    return "把握不大" if score < 1.8 else "较像" if score < 4.6 else "很像"


def _names(actor: Actor, found: Sequence[intake.QuestionView]) -> dict[str, str]:
    subjects = list(dict.fromkeys(q.subject or q.candidates[0].subject for q in found))
    if subjects:
        log_read(actor, subjects, [FieldClass.BASIC], "查看身份疑问列表")
    people = registry.people(subjects)
    return {q.id: mask_name(p.name) for q in found if (p := people.get(q.subject or q.candidates[0].subject))}


def _written(one: intake.QuestionView) -> list[tuple[str, str]]:
    """What the waiting row says, label by label."""
    row = one.row
    name, number, phone = row.get("worker") or ("", "", "")
    company = (row.get("company") or ("", ""))[1]
    said: dict[str, Any] = {}
    for fact in row.get("facts", ()):
        if fact.kind == "profile":
            said |= {**fact.clear, **fact.sealed}
    cells = (name, said.get("gender"), number, said.get("birth_date"), phone, said.get("household_address"), company)
    return [(label, str(text or "")) for label, text in zip(_LABELS, cells, strict=True)]


def _filed(subject: str, people: dict[str, registry.Person]) -> list[tuple[str, str]]:
    """What is filed about a person, label by label."""
    if (person := people.get(subject)) is None:
        return [(label, "已不可读") for label in _LABELS]
    facts = record.facts_about(subject, with_claims=True)
    latest = facts.latest("profile")
    spells = [e.fact.company for e in facts.of("employment") if e.fact.company]
    names = registry.companies(spells)
    said = (lambda field: str(latest.get(field) or "")) if latest else (lambda _field: "")
    company = names[spells[-1]].name if spells and spells[-1] in names else ""
    cells = (person.name, said("gender"), person.id_number, said("birth_date"), person.phone, said("household_address"), company)
    return list(zip(_LABELS, cells, strict=True))


def _marked(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> list[tuple[str, str, str, State, str]]:
    """Both columns with a word on each line."""
    lines = []
    for (label, one), (_, other) in zip(left, right, strict=True):
        word = ("未填", State.NONE) if not one or not other else ("相同", State.OK) if one == other else ("不同", State.WATCH)
        lines.append((label, one or "—", other or "—", word[1], word[0]))
    return lines


def _waterfall(levels: Sequence[int]) -> list[Weighed]:
    so_far, lines = beginning(shipped()), []
    for reason in reasons(levels, shipped()):
        so_far += reason.points
        state = State.OK if reason.points > 0 else State.STOP
        lines.append(Weighed(reason.about, reason.said, f"{reason.points:+d}", state, so_far))
    return lines
