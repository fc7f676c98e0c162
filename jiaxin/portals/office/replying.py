"""评价回复 — what companies answered to families, and hiding what is unfit, with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import log_read, mark_export, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Thing, fields_of, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Choice, Crumb, Filter
from jiaxin.portals.shared.reviewing import HEADINGS, cells, shown

A_PAGE = 20
WHICH = (Choice("", "有回复的"), Choice("all", "全部评价"), Choice("hidden", "回复已隐藏的"))


@door(Permission.REVIEW_VIEW)
@require_safe
def replies(request: HttpRequest, subject: str) -> HttpResponse:
    """Of one company: its reviews with a reply, all of them, or those whose reply was hidden; `as=xlsx` as a workbook."""
    actor, which = actor_of(request), request.GET.get("which", "")
    require(actor, Permission.REVIEW_VIEW, Thing(organisation=subject))
    firm = registry.companies([subject]).get(subject)
    if firm is None:
        raise Refused("access.absent", "没有找到这家企业。", "请从企业列表进入。")
    found = [one for one in governance.reviews_of(subject) if which == "all" or (one.hidden if which == "hidden" else one.reply)]
    whole = request.GET.get("as") == "xlsx"
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", 1))
    here = found if whole else list(page.object_list)
    if workers := list(dict.fromkeys(one.worker for one in here)):
        log_read(actor, workers, fields_of(actor.role, Permission.REVIEW_VIEW), "导出评价和回复" if whole else "查看评价和回复")
    people = registry.people(workers)
    rows = shown(here, governance.words_of(here), {who: mask_name(one.name) for who, one in people.items()}, {subject: firm.name})
    if whole:
        codes = mark_export(actor, "导出评价和回复", len(rows))
        return list_answer(f"{firm.name}-评价与回复", ("核对码", *HEADINGS), ([code, *cells(one)] for code, one in zip(codes, rows, strict=True)), "评价")
    shown_here = {
        "rows": rows, "page": page, "found": len(found), "firm": firm, "which": which, "filters": (Filter("which", "显示", which, WHICH),),
        "crumbs": (Crumb("企业", "/office/companies"), Crumb(firm.name, f"/office/companies/{subject}")), "may_hide": may_ever(actor.role, Permission.REPLY_HIDE),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/replies.html", shown_here)


@door(Permission.REPLY_HIDE)
@require_POST
def hide(request: HttpRequest, subject: str, entry: str) -> HttpResponse:
    actions.hide_reply(actor_of(request), subject, entry, request.POST.get("why", ""))
    messages.success(request, "已隐藏，企业会看到原因。")
    company = request.POST.get("company", "")
    return redirect("office:replies", company) if company in registry.companies([company]) else redirect("office:worker", subject)
