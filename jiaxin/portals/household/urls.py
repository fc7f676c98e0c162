"""Addresses of a family's screens. From a scanned code nobody signs in: a secret in the address opens one's own page."""

from django.urls import path

from jiaxin.portals.household import asking, rights, surveying, told, views, visiting

app_name = "household"
urlpatterns = [
    path("ask/seen/<str:secret>", asking.seen, name="seen"),
    path("ask/<str:code>", asking.ask, name="ask"),
    path("visit/enter", visiting.enter, name="enter"),
    path("visit/mine", visiting.mine, name="visits"),
    path("visit/<str:secret>/survey", surveying.survey, name="survey"),
    path("visit/<str:secret>", visiting.visit, name="visit"),
    path("rights", rights.rights, name="rights"),
    path("rights/copy.json", rights.copy, name="copy"),
    path("rights/copy.pdf", rights.paper_copy, name="paper-copy"),
    path("rights/freeze", rights.freeze, name="freeze"),
    path("rights/erase", rights.erase, name="erase"),
    path("cases", views.listed, name="cases"),
    path("messages", told.messages, name="messages"),
    path("cases/object", views.objected, name="object"),
    path("cases/complain", views.complained, name="complain"),
    path("cases/<slug:case_id>", views.case, name="case"),
    path("cases/<slug:case_id>/do/<slug:verb>", views.act, name="case-act"),
    path("cases/<slug:case_id>/file/<slug:name>", views.case_file, name="case-file"),
    path("cases/<slug:case_id>/letter/<int:number>", views.letter, name="letter"),
]
