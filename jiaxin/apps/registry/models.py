"""登记 — who exists: identity, not merit. What identifies is sealed; look-up is by keyed index."""

from typing import ClassVar

from django.db import models

from jiaxin.apps.access.scoping import Scoped, scope
from jiaxin.domain.permissions import Reach
from jiaxin.domain.permissions.scope import Scope


class OfPerson(Scoped[models.Model]):
    """What hangs on a person: shown where her file is."""

    def get_queryset(self) -> models.QuerySet[models.Model]:
        asked, rows = scope(), models.Manager.get_queryset(self)
        if asked.people == Reach.DISTRICT:
            return rows
        if asked.people == Reach.SELF:
            return rows.filter(subject=asked.subject or "-")
        return rows.filter(subject__in=WorkerFile.objects.values("subject"))


class OfFile(Scoped["WorkerFile"]):
    """A file: an association sees it while one of its members employs her, be it her second company."""

    def condition(self, asked: Scope) -> models.Q | None:
        cut = super().condition(asked)
        if cut is None or asked.people != Reach.MEMBERS:
            return cut
        return cut | models.Q(subject__in=WorkSpell.objects.filter(state="stands", ended_on=None).values("subject"))


class Subject(models.Model):
    """A worker, company, household or place. A merge is an alias; nothing is rewritten."""

    id = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=10)
    alias_of = models.CharField(max_length=16, blank=True, default="", db_index=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "registry_subject"


class Identity(models.Model):
    """What tells a person apart, sealed under the person's own key."""

    subject = models.CharField(max_length=16, primary_key=True)
    id_index = models.BinaryField(max_length=32, null=True, unique=True)
    phone_index = models.BinaryField(max_length=32, null=True, db_index=True)
    name_mark = models.BinaryField(max_length=16, null=True)  # of number and name together: equal marks, equal names
    sealed = models.BinaryField()

    objects = OfPerson()

    class Meta:
        db_table = "registry_identity"


class Company(models.Model):
    """A company by its credit code. Names of companies are public."""

    subject = models.CharField(max_length=16, primary_key=True)
    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=100)
    registered = models.BooleanField(default=False)  # told by the company register, not only by a roster
    due_on = models.DateField(null=True, db_index=True)  # its public page must be made again by this day

    class Meta:
        db_table = "registry_company"


class Region(models.Model):
    """区–街道–社区–网格, each with the days between which its boundary held."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12)  # district | street | community | grid
    parent = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "registry_region"
        constraints = (models.UniqueConstraint(fields=["code", "valid_from"], name="registry_region_once"),)


class Code(models.Model):
    """亮码 — the code a worker shows. Opaque, random, never re-used; its key opens the public card."""

    key = models.BinaryField(max_length=32, primary_key=True)  # SHA-256 of the code
    sealed = models.BinaryField()  # the code itself, for reprinting
    subject = models.CharField(max_length=16, db_index=True)
    state = models.CharField(max_length=10)  # issued | suspended | lost | replaced | retired
    status_index = models.IntegerField(unique=True)  # place in the status list, random
    issued_at = models.DateTimeField()
    state_since = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    followed = models.CharField(max_length=10, blank=True, default="")  # the state that its public page shows
    spoken = models.CharField(max_length=8, null=True, unique=True)  # eight digits to be read over a telephone

    objects = OfPerson()

    class Meta:
        db_table = "registry_code"
        indexes = (
            models.Index(
                fields=["subject"], name="registry_code_moved", condition=~models.Q(state=models.F("followed"))
            ),
        )


class PersonRecord(models.Model):
    """比对记录 — one way in which a person was written down, as columns, sealed. Derived from the ledger."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=16, db_index=True)
    entry = models.CharField(max_length=32, unique=True)  # the ledger entry it was read from
    sealed = models.BinaryField()
    disputed = models.BooleanField(default=False)  # its identity number stands under somebody else too

    class Meta:
        db_table = "registry_person_record"


class Merge(models.Model):
    """合并 — two files found to be one person's: an alias, and everything needed to take it back exactly."""

    id = models.BigAutoField(primary_key=True)
    kept = models.CharField(max_length=16, db_index=True)
    other = models.CharField(max_length=16, db_index=True)
    moved = models.JSONField(default=list)  # ids that stood for the other one before, and now for the kept one
    accounts = models.JSONField(default=dict)  # accounts that stood for the other one: username → the file it stood for
    codes = models.JSONField(default=list)  # codes as they were: key, subject, state, since, reason, sealed
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()
    why = models.CharField(max_length=400)
    original_seen = models.BooleanField(default=False)  # papers seen that explain two different numbers
    undone_by = models.CharField(max_length=64, blank=True, default="")
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=400, blank=True, default="")
    followed = models.BooleanField(default=False)  # what is derived about both has been made again

    class Meta:
        db_table = "registry_merge"
        indexes = (models.Index(fields=["id"], name="registry_merge_moved", condition=models.Q(followed=False)),)


class BlockKey(models.Model):
    """分块键 — under which blinded marks a record is found again by somebody who is written a little differently."""

    pk = models.CompositePrimaryKey("mark", "record")
    mark = models.BigIntegerField()
    record = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "registry_block_key"


class Commonness(models.Model):
    """常见程度 — how many records carry a name, surname or company; how many names a phone. Blinded marks."""

    mark = models.BigIntegerField(primary_key=True)
    count = models.IntegerField()

    class Meta:
        db_table = "registry_commonness"


class CodeEvent(models.Model):
    """One step of a code's life: who, when, why. Only ever added to; erasing her takes it along."""

    code = models.BinaryField(max_length=32)
    subject = models.CharField(max_length=16)
    verb = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "registry_code_event"
        indexes = (models.Index(fields=["subject", "at"], name="registry_code_event_of"),)


class WorkerFile(models.Model):
    """信用档案 at a glance: derived from the ledger by the pipeline, for lists and counts."""

    subject = models.CharField(max_length=16, primary_key=True)
    company = models.CharField(max_length=16, blank=True, db_index=True)  # current employer
    street = models.CharField(max_length=12, blank=True, db_index=True)
    grid = models.CharField(max_length=20, blank=True)
    job_types = models.JSONField(default=list)
    confirmed = models.BooleanField(default=False)  # she has confirmed: 已建档
    claimed = models.BooleanField(default=False)  # something awaits her confirmation
    withdrawn = models.BooleanField(default=False)
    refused = models.JSONField(default=list)  # purposes she does not agree to
    verified = models.BooleanField(default=False)  # identity returned by the police as passed
    missing = models.JSONField(default=list)  # codes of what a complete file still lacks
    expires_on = models.DateField(null=True)  # the next document to run out
    colour = models.CharField(max_length=10, blank=True)
    held = models.BooleanField(default=False, db_index=True)  # her code is not to be relied on, offline either
    due_on = models.DateField(null=True, db_index=True)  # the calendar alone changes something on this day
    filed_on = models.DateField(null=True)
    orders_year = models.IntegerField(default=0)  # as the public card counts them
    upheld_year = models.IntegerField(default=0)
    position = models.BigIntegerField(default=0)

    objects: ClassVar[Scoped["WorkerFile"]] = OfFile(organisation="company", street="street", grid="grid", subject="subject")

    class Meta:
        db_table = "registry_worker_file"


class WorkSpell(models.Model):
    """用工经历, one row a spell with a company: derived from the ledger by the pipeline, for lists of doubts."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=16, db_index=True)
    company = models.CharField(max_length=16, db_index=True)
    started_on = models.CharField(max_length=10, blank=True)  # as it was said; empty = nobody said
    ended_on = models.DateField(null=True)
    mode = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=8)  # claimed | stands | denied | lapsed
    said_on = models.DateField()
    answered_on = models.DateField(null=True)
    entry = models.CharField(max_length=32)
    waits = models.BooleanField(default=False)
    ends_claimed = models.DateField(null=True)
    source = models.CharField(max_length=64, blank=True)
    batch = models.CharField(max_length=32, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.IntegerField(default=0)
    jobs = models.IntegerField(default=0)
    last_job_on = models.DateField(null=True)
    twice_since = models.DateField(null=True)  # she stands as an employee elsewhere too

    objects: ClassVar[Scoped["WorkSpell"]] = Scoped(organisation="company", subject="subject")

    class Meta:
        db_table = "registry_work_spell"
        constraints = (
            models.UniqueConstraint(fields=["subject", "company", "started_on"], name="registry_work_spell_once"),
        )
