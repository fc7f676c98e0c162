"""长辈版、中文和 English — the switches of letter size and language, on every page; cookies remember them, nobody else does."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.kit.pages import VIEWS
from jiaxin.portals.shared.language import COOKIE, ENGLISH

YEAR_SECONDS = 365 * 86_400


@public("字号由看的人自己定，不需要登录")
@require_safe
def view(request: HttpRequest, size: str) -> HttpResponse:
    return _keeping(request, "view", size if size in VIEWS else "plain")


@public("语言由看的人自己定，不需要登录")
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Anything but `en` is Chinese."""
    return _keeping(request, COOKIE, code if code == ENGLISH else "zh")


def _keeping(request: HttpRequest, name: str, value: str) -> HttpResponse:
    """Back to the page it was asked from, with the choice in a cookie."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    here = came_from.netloc == request.get_host() and came_from.path.startswith("/") and not came_from.path.startswith("//")
    answer = redirect(came_from.path + (f"?{came_from.query}" if came_from.query else "") if here else "/notices/")
    answer.set_cookie(name, value, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return answer
