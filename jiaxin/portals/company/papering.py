"""企业材料 — the company's own paper, made by its manager: its people counted, what they lack, what the public reads, what waits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import actions
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import papering
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import Crumb


@door(Permission.PAPER_MAKE)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    about = actor_of(request).organisation
    require(actor_of(request), Permission.PAPER_MAKE, Thing(organisation=about))
    base = reverse("company:reports")
    shown = {**papering.listed(about), "base": base, "make": f"{base}make", "crumbs": []}
    return framed(request, menu_for(request), "shared/papers/list.html", shown)


@door(Permission.PAPER_MAKE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    digest = actions.make_paper(actor_of(request), actor_of(request).organisation)
    messages.success(request, "会议材料已生成。数字固定在这份快照里，之后有新记录也不会变。")
    return redirect(reverse("company:reports") + digest)


@door(Permission.PAPER_MAKE)
@require_safe
def paper(request: HttpRequest, digest: str) -> HttpResponse:
    about = actor_of(request).organisation
    require(actor_of(request), Permission.PAPER_MAKE, Thing(organisation=about))
    base = reverse("company:reports")
    shown = {**papering.opened(request, about, digest), "base": base, "crumbs": [Crumb("会议材料", base)]}
    return framed(request, menu_for(request), "shared/papers/paper.html", shown)


@door(Permission.PAPER_MAKE)
@require_safe
def file(request: HttpRequest, digest: str, ending: str) -> HttpResponse:
    about = actor_of(request).organisation
    require(actor_of(request), Permission.PAPER_MAKE, Thing(organisation=about))
    return papering.as_file(about, digest, ending)
