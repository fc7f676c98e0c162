"""Addresses of the office's screens."""

from django.urls import path

from jiaxin.portals.office import views

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("batches", views.batches, name="batches"),
    path("workers", views.workers, name="workers"),
    path("workers/list.xlsx", views.workers_list, name="workers-list"),
    path("companies", views.companies, name="companies"),
    path("companies/<slug:subject>", views.company, name="company"),
    path("coverage", views.coverage, name="coverage"),
    path("coverage/list.xlsx", views.coverage_list, name="coverage-list"),
    path("log", views.log, name="log"),
]
