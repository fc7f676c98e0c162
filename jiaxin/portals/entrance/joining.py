"""受邀建档 — where the link of an invitation leads: what a file is, what is shown, and that it is her choice."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.apps.intake import queries as intake


@public("受邀的人还没有账号；页面不说是谁邀请的")
@never_cache
@require_safe
def join(request: HttpRequest, code: str) -> HttpResponse:
    valid = intake.invitation_is_open(code)
    on = f"{reverse('worker:file')}?{urlencode({'by': code})}" if valid else reverse("worker:file")
    return render(request, "entrance/join.html", {"valid": valid, "where": f"{reverse('entrance:phone')}?{urlencode({'next': on})}"})
