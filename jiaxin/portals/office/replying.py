"""评价回复 — what companies answered to families, and hiding what is unfit, with a reason."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import log_read, meet, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing, fields_of, may_ever
from jiaxin.domain.reviews import Review
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Choice, Crumb, Filter
from jiaxin.portals.shared.purposes import purpose_of
from jiaxin.portals.shared.reviewing import EXPORTED, HEADINGS, Shown, cells, shown

A_PAGE = 20
WHICH = (Choice("", "有回复的"), Choice("all", "全部评价"), Choice("hidden", "回复已隐藏的"))


@door(Permission.REVIEW_VIEW)
@require_safe
def replies(request: HttpRequest, subject: str) -> HttpResponse:
    """Of one company: its reviews with a reply, all of them, or those whose reply was hidden."""
    actor, which = actor_of(request), request.GET.get("which", "")
    firm, found = _found(actor, subject, which)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", 1))
    shown_here = {
        "rows": _rows(actor, firm, list(page.object_list), "查看评价和回复", "list"), "page": page, "found": len(found), "firm": firm, "filters": (Filter("which", "显示", which, WHICH),),
        "crumbs": (Crumb("企业", "/office/companies"), Crumb(firm.name, f"/office/companies/{subject}")), "may_hide": may_ever(actor.role, Permission.REPLY_HIDE),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/replies.html", shown_here)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest, subject: str) -> HttpResponse:
    """The same as a workbook, after saying what for."""
    actor, purpose = actor_of(request), purpose_of(request)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    firm, found = _found(actor, subject, request.POST.get("which", ""))
    out = exporting.outgoing(request, Permission.REVIEW_VIEW, "评价与回复", purpose, len(found), *EXPORTED)
    if waiting := exporting.held(request, out):
        return waiting
    rows = _rows(actor, firm, found, f"导出评价和回复：{purpose}")
    codes = exporting.let_out(request, out).codes
    return list_answer(f"{firm.name}-评价与回复", ("核对码", *HEADINGS), ([code, *cells(one)] for code, one in zip(codes, rows, strict=True)), "评价")


def _found(actor: Actor, subject: str, which: str) -> tuple[registry.CompanyName, list[Review]]:
    require(actor, Permission.REVIEW_VIEW, Thing(organisation=subject))
    firm = registry.companies([subject]).get(subject)
    if firm is None:
        raise Refused("access.absent", "没有找到这家企业。", "请从企业列表进入。")
    return firm, [one for one in governance.reviews_of(subject) if which == "all" or (one.hidden if which == "hidden" else one.reply)]


def _rows(actor: Actor, firm: registry.CompanyName, found: Sequence[Review], purpose: str, reference: str = "") -> list[Shown]:
    """Under one receipt that names the workers; a page of the list (`reference`) asks the day's budget of persons first."""
    if workers := list(dict.fromkeys(one.worker for one in found)):
        if reference:
            meet(actor, workers, registry.count("worker"))
        log_read(actor, workers, fields_of(actor.role, Permission.REVIEW_VIEW), purpose, reference)
    people = registry.people(workers)
    return shown(found, governance.words_of(found), {who: mask_name(one.name) for who, one in people.items()}, {firm.subject: firm.name})


@door(Permission.REPLY_HIDE)
@require_POST
def hide(request: HttpRequest, subject: str, entry: str) -> HttpResponse:
    actions.hide_reply(actor_of(request), subject, entry, request.POST.get("why", ""))
    messages.success(request, "已隐藏，企业会看到原因。")
    company = request.POST.get("company", "")
    return redirect("office:replies", company) if company in registry.companies([company]) else redirect("office:worker", subject)
