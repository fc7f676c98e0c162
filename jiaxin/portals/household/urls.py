"""Addresses a family reaches from a code it has scanned. Nobody signs in; a secret in the address opens one's own page."""

from django.urls import path

from jiaxin.portals.household import asking, visiting

app_name = "household"
urlpatterns = [
    path("ask/seen/<str:secret>", asking.seen, name="seen"),
    path("ask/<str:code>", asking.ask, name="ask"),
    path("visit/enter", visiting.enter, name="enter"),
    path("visit/<str:secret>", visiting.visit, name="visit"),
]
