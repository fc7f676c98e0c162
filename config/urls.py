"""Which portal answers where."""

from django.urls import URLPattern, URLResolver, include, path

from jiaxin.portals.entrance import home
from jiaxin.portals.machine.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("", include("jiaxin.portals.entrance.urls")),
    path("company/", include("jiaxin.portals.company.urls")),
    path("me/", include("jiaxin.portals.worker.urls")),
    path("family/", include("jiaxin.portals.household.urls")),
    path("field/", include("jiaxin.portals.field.urls")),
    path("api/v1/", api.urls),
    path("office/", include("jiaxin.portals.office.urls")),
]
