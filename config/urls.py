"""Which portal answers where."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("jiaxin.portals.entrance.urls")),
]
