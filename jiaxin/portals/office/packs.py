"""会议材料 — one press counts and keeps; from what is kept come Word, PDF and workbook, for the district or a street."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.figures import ALL, Figure
from jiaxin.domain.figures.pack import Pack
from jiaxin.domain.permissions import Permission, Thing, may, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import XLSX, actor_of, framed
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.papering import DOCX, file_answer
from jiaxin.portals.shared.parts import Crumb


@door(Permission.PACK_MAKE)
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.PACK_MAKE)
    rows = [(digest, digest[:16], on, position) for digest, on, position in oversight.kept_ones()]
    actor = actor_of(request)
    offices = [one for one in access.organisations("association") if may(actor, Permission.PAPER_MAKE, Thing(organisation=one.id))]
    table = Table("会议材料", ("统计日", "快照号", "账本位置"), lambda: [(on, digest, position) for digest, _, on, position in rows], bool(rows))
    return listed(request, menu_for(request), "office/packs.html", {"rows": rows, "associations": offices, "may_firms": may_ever(actor.role, Permission.PAPER_MAKE)}, table)


@door(Permission.PACK_MAKE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    digest = actions.make_pack(actor_of(request))
    messages.success(request, "会议材料已生成。数字固定在这份快照里，之后有新记录也不会变。")
    return redirect("office:pack", digest)


@door(Permission.PACK_MAKE)
@require_safe
def shown(request: HttpRequest, digest: str) -> HttpResponse:
    """The papers as a page; a query id typed here is answered from the same counting."""
    require(actor_of(request), Permission.PACK_MAKE)
    found = oversight.kept(digest)
    place = request.GET.get("street") or ALL
    asked = request.GET.get("query", "").strip()
    answer: Figure | None = found.figure(asked) if asked else None
    streets = [(f.place.code, f.place.name) for f in found.of("filed") if f.place.kind in ("district", "street")]
    shown = {
        "pack": oversight.pack_of(found, place), "found": found, "streets": streets, "place": place, "asked": asked, "answer": answer,
        "crumbs": [Crumb("会议材料", reverse("office:packs"))], "tail": "" if place == ALL else f"?street={place}",
    }  # fmt: skip
    return framed(request, menu_for(request), "office/pack.html", shown)


@door(Permission.PACK_MAKE)
@require_safe
def word(request: HttpRequest, digest: str) -> HttpResponse:
    one = _pack(request, digest)
    return file_answer(one, "docx", DOCX, oversight.as_docx(one))


@door(Permission.PACK_MAKE)
@require_safe
def printed(request: HttpRequest, digest: str) -> HttpResponse:
    one = _pack(request, digest)
    return file_answer(one, "pdf", "application/pdf", oversight.as_pdf(one))


@door(Permission.PACK_MAKE)
@require_safe
def workbook(request: HttpRequest, digest: str) -> HttpResponse:
    one = _pack(request, digest)
    return file_answer(one, "xlsx", XLSX, oversight.as_xlsx(one))


def _pack(request: HttpRequest, digest: str) -> Pack:
    require(actor_of(request), Permission.PACK_MAKE)
    return oversight.pack_of(oversight.kept(digest), request.GET.get("street") or ALL)
