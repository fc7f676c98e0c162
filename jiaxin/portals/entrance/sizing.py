"""长辈版 — the switch between plain, large and largest letters, for every page; a cookie remembers it, nobody else does."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.doors import public
from jiaxin.kit.pages import VIEWS

YEAR_SECONDS = 365 * 86_400


@public("字号由看的人自己定，不需要登录")
def view(request: HttpRequest, size: str) -> HttpResponse:
    came_from = urlsplit(request.headers.get("Referer", ""))
    here = came_from.netloc == request.get_host() and came_from.path.startswith("/") and not came_from.path.startswith("//")
    answer = redirect(came_from.path + (f"?{came_from.query}" if came_from.query else "") if here else "/notices/")
    answer.set_cookie("view", size if size in VIEWS else "plain", max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return answer
