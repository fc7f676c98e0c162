"""企业材料、协会材料 — of a company or an association, for officers; an association opens its own."""

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
def papers(request: HttpRequest, about: str) -> HttpResponse:
    require(actor_of(request), Permission.PAPER_MAKE, Thing(organisation=about))
    base = reverse("office:reports", args=[about])
    shown = {**papering.listed(about), "base": base, "make": f"{base}make", "crumbs": [Crumb("会议材料", reverse("office:packs"))]}
    return framed(request, menu_for(request), "shared/papers/list.html", shown)


@door(Permission.PAPER_MAKE)
@require_POST
def make(request: HttpRequest, about: str) -> HttpResponse:
    digest = actions.make_paper(actor_of(request), about)
    messages.success(request, "会议材料已生成。数字固定在这份快照里，之后有新记录也不会变。")
    return redirect(reverse("office:reports", args=[about]) + digest)


@door(Permission.PAPER_MAKE)
@require_safe
def paper(request: HttpRequest, about: str, digest: str) -> HttpResponse:
    require(actor_of(request), Permission.PAPER_MAKE, Thing(organisation=about))
    base = reverse("office:reports", args=[about])
    shown = {**papering.opened(request, about, digest), "base": base, "crumbs": [Crumb("会议材料", base)]}
    return framed(request, menu_for(request), "shared/papers/paper.html", shown)


@door(Permission.PAPER_MAKE)
@require_safe
def file(request: HttpRequest, about: str, digest: str, ending: str) -> HttpResponse:
    require(actor_of(request), Permission.PAPER_MAKE, Thing(organisation=about))
    return papering.as_file(about, digest, ending)
