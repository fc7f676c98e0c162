"""交换 — which partner was given which item of public credit information, and when it said that the item is gone there."""

from django.db import models


class Handed(models.Model):
    """已提供. One row a partner and item; given again after a receipt, the receipt counts no more."""

    organisation = models.CharField(max_length=40)
    subject = models.CharField(max_length=16)
    entry = models.CharField(max_length=16)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    gone_said_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        db_table = "exchange_handed"
        indexes = (models.Index(fields=["entry"], name="exchange_handed_entry"),)
        constraints = (models.UniqueConstraint(fields=["organisation", "entry"], name="exchange_handed_once"),)
