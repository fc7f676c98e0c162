"""指标快照 — what was counted at one state of the record, with the digest that papers carry."""

from django.db import models


class Snapshot(models.Model):
    """One counting. `body` is canonical JSON, `digest` its SHA-256 in hexadecimal: equal countings are one row."""

    digest = models.CharField(max_length=64, primary_key=True)
    on = models.DateField(db_index=True)
    position = models.BigIntegerField()  # how far of the record was counted
    body = models.BinaryField()
    made_at = models.DateTimeField()
    about = models.CharField(max_length=40, blank=True, default="")  # company or association; empty = the district

    class Meta:
        db_table = "oversight_snapshot"
        indexes = (models.Index(fields=["about", "on"], name="oversight_snapshot_of"),)


class Member(models.Model):
    """An entry that a company belongs to an association: who made it, who confirmed it and who ended it. Counts while confirmed and not ended.

    `until`: the last day of what had been confirmed; null where it lasts, or never was. `paper`: the number of the paper the bureau saw.
    """

    association = models.CharField(max_length=40)
    company = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)
    said_by = models.CharField(max_length=64, blank=True)  # empty: ended before who entered was kept
    said_at = models.DateTimeField()
    asked_on = models.DateField()  # from when the company's days to confirm run
    confirmed_by = models.CharField(max_length=64, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)
    paper = models.CharField(max_length=60, blank=True, default="")
    ended_by = models.CharField(max_length=64, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=9, blank=True, default="")

    class Meta:
        db_table = "oversight_member"
        constraints = (models.UniqueConstraint(fields=["association", "company"], condition=models.Q(ended_at=None), name="oversight_one_membership"),)


class LookUp(models.Model):
    """一次查询. Digests of a random token and of the card; the minute; nothing about anybody. Goes after its days."""

    id = models.BigAutoField(primary_key=True)
    at = models.BigIntegerField(db_index=True)  # Unix second, cut to the minute
    use = models.CharField(max_length=5, blank=True)
    company = models.CharField(max_length=16, blank=True)
    card = models.BinaryField(max_length=8)
    token = models.BinaryField(max_length=8)  # empty = none
    street = models.CharField(max_length=12, blank=True, default="")  # of an entry: where the bearer of the card lives

    class Meta:
        db_table = "oversight_lookup"


class TaskReminder(models.Model):
    """A reminder that was sent about a task of the joint meeting: which, for which day. Once each."""

    case = models.CharField(max_length=16)
    due_on = models.DateField()
    which = models.CharField(max_length=6)  # before | after
    at = models.DateTimeField()

    class Meta:
        db_table = "oversight_task_reminder"
        constraints = (models.UniqueConstraint(fields=["case", "due_on", "which"], name="oversight_reminded_once"),)


class SpoolCursor(models.Model):
    """How far a file of the scan spool has been counted."""

    name = models.CharField(max_length=40, primary_key=True)
    offset = models.BigIntegerField()

    class Meta:
        db_table = "oversight_spool_cursor"


class Drive(models.Model):
    """宣传 — posters of one kind, hung on one day. `settled`: what it changed, kept before the look-ups go after their days."""

    id = models.CharField(max_length=16, primary_key=True)
    title = models.CharField(max_length=30)
    slogan = models.CharField(max_length=60)
    posted_on = models.DateField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    settled = models.JSONField(null=True)

    class Meta:
        db_table = "oversight_drive"


class Poster(models.Model):
    """海报 — the posters of one community: their code, and how often it was scanned. Never by whom."""

    code = models.CharField(max_length=16, primary_key=True)
    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="posters", db_index=False)
    community = models.CharField(max_length=12)  # region code
    name = models.CharField(max_length=60)
    scans = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "oversight_poster"
        constraints = (models.UniqueConstraint(fields=["drive", "community"], name="oversight_one_poster_a_community"),)
