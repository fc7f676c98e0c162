"""Addresses for looking at the shared pages by themselves."""

from django.urls import path

from jiaxin.portals.shared.gallery import gallery

urlpatterns = [path("design", gallery)]
