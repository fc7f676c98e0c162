"""个人信息权利 — what somebody has demanded about her own data, by when it must be answered, and what came of it; leaks."""

from django.db import models


class Demand(models.Model):
    """One demand. It stays when the person is erased: it names a subject id that then leads nowhere."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=16, db_index=True)
    kind = models.CharField(max_length=10)  # erase
    asked_at = models.DateTimeField()
    due_on = models.DateField(db_index=True)
    state = models.CharField(max_length=10)  # asked | erased | frozen
    answered_at = models.DateTimeField(null=True)
    kept = models.JSONField(default=list)  # what remains and why, in words

    class Meta:
        db_table = "rights_demand"


class Leak(models.Model):
    """泄露事件: a found fragment, whose copy it is, and what was done by when. The fragment itself is not kept."""

    id = models.CharField(max_length=16, primary_key=True)
    opened_at = models.DateTimeField(db_index=True)
    opened_by = models.CharField(max_length=64)
    drill = models.BooleanField(default=False)
    said = models.CharField(max_length=200)  # where it was found
    export = models.CharField(max_length=16, blank=True)  # empty: it cannot be told
    recipient = models.CharField(max_length=64, blank=True)
    organisation = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True)
    looked_from = models.DateTimeField(null=True)  # of an account in wrong hands: everybody whom `recipient` met from here
    looked_until = models.DateTimeField(null=True)  # until here
    found = models.IntegerField()
    of = models.IntegerField()
    chance = models.CharField(max_length=12)  # of naming a wrong copy
    persons = models.IntegerField()
    authority_by = models.DateTimeField()
    persons_by = models.DateTimeField()
    authority_at = models.DateTimeField(null=True)
    authority_how = models.CharField(max_length=200, blank=True)
    persons_at = models.DateTimeField(null=True)
    persons_told = models.IntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)
    measures = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "rights_leak"
