"""账本 — the tables of the record. Rows are only ever added; triggers refuse the rest."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class Position(models.BigIntegerField):
    """A place in the log. In SQLite only a key declared `integer` is the row's own number; any other costs an index."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class EntryRow(models.Model):
    """One entry. `body` is the canonical form the leaf covers; the other columns are its index."""

    position = Position(primary_key=True)
    id = models.CharField(max_length=16)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=16)
    key_owner = models.CharField(max_length=40)  # whose key seals `sealed`: the person, or the claim
    natural_key = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=16)
    body = models.BinaryField()
    sealed = models.BinaryField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        db_table = "ledger_entry"
        indexes = (models.Index(fields=["subject", "natural_key"], name="ledger_entry_subject_key"),)


class Head(models.Model):
    """The end of the log: its size, its right edge and when the last entry was recorded. One row."""

    name = models.CharField(max_length=20, primary_key=True)
    size = models.BigIntegerField(default=0)
    edge = models.BinaryField(default=b"")
    root = models.BinaryField(default=b"")
    recorded_us = models.BigIntegerField(default=0)  # microseconds since 1970, UTC
    hash = models.CharField(max_length=8, default="sha256")  # of the whole log, since its first leaf

    class Meta:
        db_table = "ledger_head"


class Follower(models.Model):
    """How far a derived table has followed the log."""

    name = models.CharField(max_length=40, primary_key=True)
    position = models.BigIntegerField(default=0)

    class Meta:
        db_table = "ledger_follower"
