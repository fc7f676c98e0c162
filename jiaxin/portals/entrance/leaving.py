"""退出 — signing out, and the one question of open pages: does my sign-in still stand?"""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public


@public("退出总是允许")
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Asks, then ends the session. What the browser kept of pages goes; what a phone keeps sealed for later (storage) stays."""
    answer: HttpResponseBase = account.logout(request)
    if request.method == "POST":
        answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@public("只回答这次登录是否还在，不说是谁")
@never_cache
@require_safe
def still(request: HttpRequest) -> HttpResponse:
    """`{"seat": …}` of whoever is signed in with this browser, empty for nobody. Lengthens no session, but with `here` it notes that somebody works."""
    return JsonResponse({"seat": getattr(request, "seat", "")})
