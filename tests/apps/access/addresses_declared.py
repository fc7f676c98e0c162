"""A URL table with one view of each kind, for the tests of the gate."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_GET

from jiaxin.apps.access import actions
from jiaxin.apps.access.doors import door, public
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Thing


@public("测试")
def anybody(request: HttpRequest) -> HttpResponse:
    return HttpResponse("anybody")


@require_GET
@door(Permission.HOME_OPEN)
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.id)


@door(Permission.FILE_VIEW)
def file(request: HttpRequest, organisation: str) -> HttpResponse:
    actions.require(request.actor, Permission.FILE_VIEW, Thing(owner="worker", organisation=organisation, kind="file"))
    return HttpResponse("file")


@door(Permission.RULES_PROMULGATE)
def promulgate(request: HttpRequest) -> HttpResponse:
    actions.require(request.actor, Permission.RULES_PROMULGATE, Thing(made_by="somebody"))
    return HttpResponse("promulgated")


@door(Permission.HOME_OPEN)
def stumbles(request: HttpRequest) -> HttpResponse:
    raise Refused("batch.state", "这个批次已经入库。", "请刷新页面。")


@door(Permission.MACHINE_PUSH)
def push(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"actor": request.actor.id, "organisation": request.actor.organisation})


urlpatterns = [
    path("", include("jiaxin.portals.entrance.urls")),
    path("anybody/", anybody),
    path("home/", home),
    path("file/<organisation>/", file),
    path("promulgate/", promulgate),
    path("stumbles/", stumbles),
    path("push/", push),
]
