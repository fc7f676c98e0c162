"""Addresses of a family's screens."""

from django.urls import path

from jiaxin.portals.household import views

app_name = "household"
urlpatterns = [
    path("cases", views.listed, name="cases"),
    path("cases/complain", views.complained, name="complain"),
    path("cases/<slug:case_id>", views.case, name="case"),
    path("cases/<slug:case_id>/do/<slug:verb>", views.act, name="case-act"),
    path("cases/<slug:case_id>/letter/<int:number>", views.letter, name="letter"),
]
