"""设计样例 — the living page of components, tokens and page patterns, for whoever runs the system; everybody on it is made up."""

from datetime import timedelta
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.domain.disclosure import Card, Withheld, Withholding
from jiaxin.domain.disclosure.card import Check, CheckState, Employer, Task
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import card_answer, framed, with_preview_frame
from jiaxin.portals.shared.gallery import samples

FAMILY = {"green": "绿码", "red": "红码", "withdrawn": "本人停止展示"}  # pages of the family's light sheet


@door(Permission.ACCOUNT_OPEN)
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    family = [(word, f"{reverse('office:design-family')}?state={quote(state)}") for state, word in FAMILY.items()]
    return with_preview_frame(framed(request, menu_for(request), "shared/gallery.html", samples() | {"family": family}))


@door(Permission.ACCOUNT_OPEN)
@require_safe
def family(request: HttpRequest) -> HttpResponse:
    """One page of the look-up as its renderer makes it, about somebody made up."""
    state = request.GET.get("state", "")
    if state not in FAMILY:
        raise Http404
    return card_answer(request, Withheld(Withholding.WITHDRAWN, clock.today()) if state == "withdrawn" else _card(state))


def _card(state: str) -> Card:
    today = clock.today()
    on, until = today - timedelta(days=90), today + timedelta(days=200)
    good = [Check(what, CheckState.VALID, on, until) for what in ("identity", "health", "insurance")]
    employer = Employer("样例安心家政服务有限公司", "91349912MA00TEST1X")
    return Card("样**", state, ("保洁",), employer, "employee", 4, 86, 0, *good, None, (Task("home", (), True),), "", today, today + timedelta(days=7))
