"""培训 — courses on offer and who has signed up. What somebody has learned is a fact of the ledger, not a row here."""

from typing import ClassVar

from django.db import models

from jiaxin.apps.access.scoping import Scoped


class Course(models.Model):
    """One course on one day, kept by the office that offers it. About nobody."""

    id = models.CharField(max_length=16, primary_key=True)
    organisation = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=60)
    provider = models.CharField(max_length=60)
    hours = models.CharField(max_length=8)  # decimal text
    held_on = models.DateField(db_index=True)
    at = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=80)
    places = models.IntegerField()
    gap = models.CharField(max_length=12, blank=True)  # of domain/courses
    state = models.CharField(max_length=10, db_index=True)  # of procedures/course
    why = models.CharField(max_length=200, blank=True, default="")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "training_course"


class Seat(models.Model):
    """报名 — one worker in one course; signing up again takes the same row."""

    id = models.BigAutoField(primary_key=True)
    course = models.CharField(max_length=16, db_index=True)
    subject = models.CharField(max_length=16, db_index=True)
    state = models.CharField(max_length=10)  # in, out, present, absent
    changed_at = models.DateTimeField()

    objects: ClassVar[Scoped["Seat"]] = Scoped(subject="subject")

    class Meta:
        db_table = "training_seat"
        constraints = (models.UniqueConstraint(fields=["course", "subject"], name="training_seat_once"),)
