"""评价与回复 — what families said of this company's people; the company answers each once. Families are never shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing, fields_of, may_ever
from jiaxin.domain.reviews import Review, review_rules
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Choice, Filter
from jiaxin.portals.shared.purposes import purpose_of
from jiaxin.portals.shared.reviewing import EXPORTED, HEADINGS, Shown, cells, shown

A_PAGE = 20
STARS = (Choice("", "不限"), *(Choice(str(n), f"{n} 星") for n in range(5, 0, -1)))
REPLIES = (Choice("", "不限"), Choice("none", "还没有回复"), Choice("given", "已回复"))


@dataclass(frozen=True, slots=True)
class Typed:
    """A reply that was refused: for which review, what was typed, why."""

    entry: str
    text: str
    why: Refused


@door(Permission.REVIEW_VIEW)
def reviews(request: HttpRequest) -> HttpResponse:
    """The list; a POST from it answers one review. What is refused stays typed."""
    if request.method != "POST":
        return _page(request)
    entry, text = request.POST.get("review", ""), request.POST.get("text", "")
    try:
        actions.answer_review(actor_of(request), request.POST.get("worker", ""), entry, text)
    except Refused as why:
        if not why.code.startswith("reply."):
            raise
        return _page(request, Typed(entry, text, why))
    messages.success(request, "回复已发出，家庭和她本人看得到。")
    return redirect(f"{reverse('company:reviews')}?{request.GET.urlencode()}#r{entry}")


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The list as filtered, every page of it, after saying what for; everybody on it finds the purpose in 谁查了我."""
    actor, purpose = actor_of(request), purpose_of(request)
    for permission in (Permission.LIST_EXPORT, Permission.REVIEW_VIEW):
        require(actor, permission, Thing.of(actor))
    chosen = _chosen(request.POST, governance.reviews_of(actor.organisation))
    out = exporting.outgoing(request, Permission.REVIEW_VIEW, "评价与回复", purpose, len(chosen), *EXPORTED)
    if waiting := exporting.held(request, out):
        return waiting
    rows = _rows(actor, chosen, f"导出评价：{purpose}")
    codes = exporting.let_out(request, out).codes
    return list_answer("评价与回复", ("核对码", *HEADINGS), ([code, *cells(one)] for code, one in zip(codes, rows, strict=True)), "评价")


def _page(request: HttpRequest, typed: Typed | None = None) -> HttpResponse:
    actor, asked, today = actor_of(request), request.GET, clock.today()
    require(actor, Permission.REVIEW_VIEW, Thing(organisation=actor.organisation))
    found = governance.reviews_of(actor.organisation)
    chosen = _chosen(asked, found)
    page = Paginator(chosen, A_PAGE).get_page(asked.get("page", 1))
    rows, rules = _rows(actor, list(page.object_list), "查看评价"), review_rules(today)
    editable = {one.id for one in page.object_list if one.editable(clock.now(), rules)}
    answers = may_ever(actor.role, Permission.REVIEW_ANSWER)
    lines = [(one, answers and not one.hidden and (not one.reply or one.id in editable), typed if typed and typed.entry == one.id else None) for one in rows]
    shown_here = {
        "rows": lines, "page": page, "found": len(chosen), "query": asked.urlencode(), "rules": rules, "lost": typed if typed and typed.entry not in {one.id for one in rows} else None,
        "filters": _filters(request, rows), "filtered": any(asked.get(name) for name in ("stars", "reply", "worker")),
        "tiles": (len(found), _mean(found), sum(one.reply is None and one.hidden is None for one in found)),
    }  # fmt: skip
    return framed(request, menu_for(request), "company/reviews.html", shown_here, 409 if typed else 200)


def _filters(request: HttpRequest, rows: Sequence[Shown]) -> tuple[Filter, ...]:
    asked = request.GET
    basic = (Filter("stars", "评分", asked.get("stars", ""), STARS), Filter("reply", "回复", asked.get("reply", ""), REPLIES))
    worker = asked.get("worker", "")
    if not worker:
        return basic
    name = next((one.name for one in rows if one.worker == worker), "所选人员")
    return (*basic, Filter("worker", "人员", worker, (Choice("", "全部人员"), Choice(worker, name))))


def _chosen(asked: Mapping[str, str], found: Sequence[Review]) -> list[Review]:
    stars, reply, worker = (asked.get(name, "") for name in ("stars", "reply", "worker"))
    return [
        one for one in found
        if (not stars or str(one.stars) == stars) and (not worker or one.worker == worker)
        and (not reply or (reply == "given") == (one.reply is not None)) and not (reply == "none" and one.hidden)
    ]  # fmt: skip


def _rows(actor: Actor, found: Sequence[Review], purpose: str) -> list[Shown]:
    """Under one receipt that names the workers."""
    workers = list(dict.fromkeys(one.worker for one in found))
    if not workers:
        return []
    log_read(actor, workers, fields_of(actor.role, Permission.REVIEW_VIEW), purpose)
    people = registry.people(workers)
    return shown(found, governance.words_of(found), {who: mask_name(one.name) for who, one in people.items()})


def _mean(found: Sequence[Review]) -> str:
    """Of all that are shown, with one digit; nothing where there are too few to hide one in the mean."""
    if len(found) < review_rules(clock.today()).least:
        return ""
    tenths = (20 * sum(one.stars for one in found) + len(found)) // (2 * len(found))
    return f"{tenths // 10}.{tenths % 10}"
