"""统一身份认证 — to the city's own sign-in and back; bound to an account by its owner first."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import actions
from jiaxin.apps.access.doors import door, public
from jiaxin.apps.access.queries import city_offered
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission


@public("登录本身不能要求先登录")
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    if not city_offered():
        raise Http404
    return HttpResponseRedirect(actions.begin_at_city(request, bind=False))


@public("从市统一身份认证回来，凭先前的会话核对")
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    if not city_offered():
        raise Http404
    try:
        bound, answer = actions.back_from_city(request)
    except Refused as why:
        return render(request, "access/refused.html", {"why": why, "status": 409}, status=409)
    if bound:
        messages.success(request, "已绑定统一身份，下次可以用它登录。")
    return answer or redirect("entrance:account")


@door(Permission.HOME_OPEN)
@never_cache
@require_safe
def bind(request: HttpRequest) -> HttpResponse:
    """A link and no form: a form's way may not lead to another site."""
    if not city_offered():
        raise Http404
    return HttpResponseRedirect(actions.begin_at_city(request, bind=True))


@door(Permission.HOME_OPEN)
@require_POST
def unbind(request: HttpRequest) -> HttpResponse:
    actions.unbind_city(request)
    messages.success(request, "已解除绑定。")
    return redirect("entrance:account")
