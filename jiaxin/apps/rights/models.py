"""个人信息权利 — what somebody has demanded about her own data, by when it must be answered, and what came of it."""

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
