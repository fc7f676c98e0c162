"""案件 — cases and what happened in them. Events are only ever added; the state is a fold over them."""

from django.db import models


class Case(models.Model):
    """One matter under one procedure. `state` and `due_on` index the fold and can be computed again at any time."""

    id = models.CharField(max_length=16, primary_key=True)
    procedure = models.CharField(max_length=40)
    subject = models.CharField(max_length=16)
    organisation = models.CharField(max_length=40, blank=True)  # whose matter it is, for reach
    street = models.CharField(max_length=12, blank=True)
    about = models.CharField(max_length=64)  # entry, claim, batch or version it is about
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=24)
    closed = models.BooleanField(default=False)
    due_on = models.DateField(null=True)

    class Meta:
        db_table = "governance_case"
        indexes = (
            models.Index(fields=["subject"], name="governance_case_subject"),
            models.Index(fields=["closed", "due_on"], name="governance_case_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["procedure", "about"], condition=models.Q(closed=False), name="governance_one_open_case"
            ),
        )


class CaseEvent(models.Model):
    """One step taken. Numbered from 1 within its case, so that two hands at once cannot both be next."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=24)
    actor = models.CharField(max_length=64)
    organisation = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    said = models.JSONField(default=dict)

    class Meta:
        db_table = "governance_case_event"
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="governance_one_next_step"),)
