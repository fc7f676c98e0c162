"""Addresses for looking at the shared pages by themselves, with those that every frame links to."""

from django.urls import include, path

from jiaxin.portals.shared.gallery import gallery

urlpatterns = [path("design", gallery), path("", include("jiaxin.portals.entrance.urls"))]
