"""我的证件 — she hands in a paper later: a few answers, a photo, and where it stands. What was typed stays when something is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.field.own_papers import PAPERS, OwnPaper, paper
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Permission, Role, Thing, fields_of
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id
from jiaxin.portals.shared.fact_words import STANDINGS, said
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.paper_words import BADGES
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.signing import picture
from jiaxin.portals.worker.own_file import MENU, draft_of

ICONS = {"health": "clipboard-check", "skill": "star", "insurance": "shield-check", "training": "list-check"}


@door(Permission.PAPER_HAND_IN)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.subject:
        return redirect("worker:home")
    require(actor, Permission.PAPER_HAND_IN, Thing(owner=actor.subject))
    facts = record.facts_about(actor.subject, clock.today())
    shown = {
        "kinds": [(one, ICONS[one.word], _filed(one, facts, facts.disputed)) for one in PAPERS.values()],
        "handed": [(one, BADGES[one.state]) for one in intake.papers_of_hers(actor)],
        "days": field_rules(clock.today()).paper_days, "done": done if (done := request.GET.get("done", "")) in PAPERS else "",
    }  # fmt: skip
    return framed(request, MENU, "worker/papers.html", shown)


@door(Permission.PAPER_HAND_IN)
def hand_in(request: HttpRequest, paper_word: str) -> HttpResponse:
    """One paper. `mend`: a paper that came back, opened with what she had typed."""
    actor, form = actor_of(request), paper(paper_word)
    if not actor.subject:
        return redirect("worker:home")
    remarks: dict[str, str] = {}
    typed = {ask.name: request.POST.get(ask.name, "") for ask in form.answers}
    key = request.POST.get("key", "")
    if request.method == "POST":
        try:
            chosen = request.FILES.get("photo")
            actions.hand_in_paper(actor, key, form.word, typed, picture(chosen) if chosen else b"")
        except actions.Faulty as why:
            remarks = {one.field: f"{one.said}。{one.do_this}" for one in why.remarks}
        except Refused as why:
            if why.code == "access.absent":
                raise
            remarks = {"": f"{why.said}。{why.do_this}"}
        else:
            messages.success(request, "已交。有人核对照片后入档，结果写在这里。")
            return redirect(f"/me/papers?done={form.word}")
    elif mend := request.GET.get("mend", ""):
        key, typed = mend, intake.paper_to_mend(actor, mend)
    shown = {
        "title": f"补交：{form.label}", "form": form, "key": key or new_id(), "draft_of": draft_of(actor), "remarks": remarks, "general": remarks.get("", ""), "mends": bool(request.GET.get("mend")),
        "answers": [(ask, typed.get(ask.name, ""), remarks.get(ask.name, "")) for ask in form.answers],
    }  # fmt: skip
    return framed(request, MENU, "worker/paper.html", shown, status=409 if remarks else 200)


@door(Permission.PAPER_HAND_IN)
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    actions.withdraw_paper(actor_of(request), key)
    messages.success(request, "已撤回，照片和填的内容都已删除。")
    return redirect("worker:papers")


def _filed(one: OwnPaper, facts: Facts, disputed: frozenset[str]) -> list[tuple[str, State, str, bool]]:
    """What of this kind stands in her file, the latest first: (its words, how well supported, under objection)."""
    allowed = fields_of(Role.WORKER, Permission.FILE_OWN)
    entries = sorted(facts.of(one.code), key=lambda e: (e.fact.happened_on, e.position), reverse=True)
    return [(said(e, allowed), *STANDINGS[e.fact.standing], e.id in disputed) for e in entries]
