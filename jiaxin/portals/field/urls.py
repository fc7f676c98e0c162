"""Addresses of the screen used face to face, and of the phone that goes from door to door."""

from django.urls import path

from jiaxin.portals.field import capturing, deciding, reading, syncing, views

app_name = "field"
urlpatterns = [
    path("confirm", views.confirm, name="confirm"),
    path("capture", capturing.capture, name="capture"),
    path("app.webmanifest", capturing.manifest, name="manifest"),
    path("sw.js", capturing.worker_script, name="worker-script"),
    path("hello", syncing.hello, name="hello"),
    path("read", reading.proposal, name="read"),
    path("assigned", syncing.assigned, name="assigned"),
    path("record", syncing.record, name="record"),
    path("phone", syncing.add_phone, name="add-phone"),
    path("phone/<slug:phone>", syncing.phone_state, name="phone-state"),
    path("phones", deciding.phones, name="phones"),
    path("phones/<slug:phone>/stop", deciding.stop, name="stop-phone"),
    path("records", deciding.records, name="records"),
    path("records/<slug:key>", deciding.record, name="record-beside"),
    path("records/<slug:key>/do/<slug:verb>", deciding.decide, name="decide"),
]
