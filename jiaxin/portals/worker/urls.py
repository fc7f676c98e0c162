"""Addresses of the worker's screens."""

from django.urls import path

from jiaxin.portals.worker import (
    cases,
    confirming,
    consenting,
    filing,
    inviting,
    points,
    rights,
    score,
    showing,
    views,
    working,
)

app_name = "worker"
urlpatterns = [
    path("", views.home, name="home"),
    path("code.svg", showing.code, name="code"),
    path("show", showing.show, name="show"),
    path("show/live", showing.live, name="live"),
    path("show/<slug:ask>/answer", showing.answer, name="answer"),
    path("show/<slug:ask>/end", showing.end, name="end"),
    path("visits/<slug:visit>/rate", showing.rate, name="rate"),
    path("card", views.card, name="card"),
    path("score", score.score, name="score"),
    path("consents", consenting.consents, name="consents"),
    path("consents/change", consenting.change, name="consent-change"),
    path("rights", rights.rights, name="rights"),
    path("rights/copy.json", rights.copy, name="copy"),
    path("rights/erase", rights.erase, name="erase"),
    path("cases", cases.listed, name="cases"),
    path("cases/object", cases.objected, name="object"),
    path("cases/complain", cases.complained, name="complain"),
    path("cases/<slug:case_id>", cases.case, name="case"),
    path("cases/<slug:case_id>/do/<slug:verb>", cases.act, name="case-act"),
    path("cases/<slug:case_id>/file/<slug:name>", cases.file, name="case-file"),
    path("cases/<slug:case_id>/letter/<int:number>", cases.letter, name="letter"),
    path("work", working.work, name="work"),
    path("work/days", working.days, name="work-days"),
    path("work/<slug:word>", working.answer, name="work-answer"),
    path("points", points.points, name="points"),
    path("looks", views.looks, name="looks"),
    path("file", filing.file, name="file"),
    path("invite", inviting.invite, name="invite"),
    path("invite/<slug:code>/back", inviting.take_back, name="invite-back"),
    path("choose", confirming.choose, name="choose"),
    path("confirm", confirming.confirm, name="confirm"),
    path("refuse", confirming.refuse, name="refuse"),
    path("showing/<slug:verb>", confirming.showing, name="showing"),
]
