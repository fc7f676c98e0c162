"""Addresses of the screen used face to face."""

from django.urls import path

from jiaxin.portals.field import views

app_name = "field"
urlpatterns = [path("confirm", views.confirm, name="confirm")]
