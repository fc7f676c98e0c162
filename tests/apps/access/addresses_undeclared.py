"""A URL table with a view that forgot its door."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all")


urlpatterns = [path("", include("jiaxin.portals.entrance.urls")), path("forgotten/", forgotten, name="forgotten")]
