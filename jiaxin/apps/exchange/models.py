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


class Peer(models.Model):
    """对接单位. `sent` and `got`: number and hash of the last envelope each way; `acked` what it says to have read of ours."""

    code = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=80)
    purposes = models.JSONField(default=list)
    may_send = models.JSONField(default=list)  # kinds of record it may send us
    may_ask = models.JSONField(default=list)  # and may ask us for
    trusted = models.BooleanField(default=True)
    distrusted_from = models.DateField(null=True)
    stopped = models.CharField(max_length=16, blank=True, default="")  # fork: nothing more is read until two people decide
    sent_number = models.BigIntegerField(default=0)
    sent_hash = models.CharField(max_length=64, blank=True, default="")
    got_number = models.BigIntegerField(default=0)
    got_hash = models.CharField(max_length=64, blank=True, default="")
    acked = models.BigIntegerField(default=0)
    slip_at = models.BigIntegerField(default=0)  # seconds: the latest slip read

    class Meta:
        db_table = "exchange_peer"


class PeerKey(models.Model):
    """对方公钥. Which signatures of a peer are its own, and to what its letters are sealed."""

    peer = models.CharField(max_length=32)
    kid = models.CharField(max_length=16)
    scheme = models.CharField(max_length=8)
    signing = models.BinaryField()
    box = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_peer_key"
        constraints = (models.UniqueConstraint(fields=["peer", "kid"], name="exchange_peer_key_once"),)


class PeerChange(models.Model):
    """对接单位变更. What two people say yes to; `said` is the change itself, `digest` what both signed."""

    id = models.CharField(max_length=16, primary_key=True)
    peer = models.CharField(max_length=32)
    what = models.CharField(max_length=16)
    said = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_peer_change"


class Sent(models.Model):
    """寄出的信. The content is sealed to the peer and kept until it has said that it read it; `subject` whose it is."""

    peer = models.CharField(max_length=32)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    header = models.JSONField()
    signature = models.BinaryField()
    payload = models.BinaryField(default=b"")
    withheld = models.BinaryField(default=b"")
    kind = models.CharField(max_length=8)
    purpose = models.CharField(max_length=32)
    subject = models.CharField(max_length=16, blank=True, default="", db_index=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # of an ask

    class Meta:
        db_table = "exchange_sent"
        constraints = (models.UniqueConstraint(fields=["peer", "number"], name="exchange_sent_once"),)


class Received(models.Model):
    """收到的信. The content goes once it is applied or put aside. `consumed`: its number is read, only the content is held."""

    id = models.CharField(max_length=16, primary_key=True)
    peer = models.CharField(max_length=64)  # as the envelope says; no peer of ours perhaps
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64, db_index=True)
    header = models.JSONField()
    signature = models.BinaryField()
    payload = models.BinaryField(default=b"")
    withheld = models.BinaryField(default=b"")
    state = models.CharField(max_length=8)  # applied waiting held aside
    reason = models.CharField(max_length=16, blank=True, default="")
    consumed = models.BooleanField(default=False)
    way = models.CharField(max_length=8)  # file or http
    at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "exchange_received"
        indexes = (models.Index(fields=["peer", "state", "number"], name="exchange_received_line"),)


class Came(models.Model):
    """来自对方的记录. One row a claim that a letter brought: what is doubted and reviewed when the peer is found false."""

    claim = models.CharField(max_length=16, primary_key=True)
    peer = models.CharField(max_length=32, db_index=True)
    letter = models.CharField(max_length=16)
    subject = models.CharField(max_length=16, db_index=True)
    entries = models.JSONField(default=list)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="counts")  # counts doubted stands taken lapsed
    reviewed_by = models.CharField(max_length=64, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_came"
