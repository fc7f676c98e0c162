"""指标快照 — what was counted at one state of the record, with the digest that papers carry."""

from django.db import models


class Snapshot(models.Model):
    """One counting. `body` is canonical JSON, `digest` its SHA-256 in hexadecimal: equal countings are one row."""

    digest = models.CharField(max_length=64, primary_key=True)
    on = models.DateField(db_index=True)
    position = models.BigIntegerField()  # how far of the record was counted
    body = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "oversight_snapshot"
