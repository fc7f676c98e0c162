"""归集 — batches on their way from a file to facts. Emptied as they age; the ledger is what stays."""

from typing import ClassVar

from django.db import models

from jiaxin.apps.access.scoping import Scoped


class Batch(models.Model):
    """One file that somebody sent. The row is also the job that works on it: cursor included."""

    id = models.CharField(max_length=16, primary_key=True)
    sheet_kind = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=40, db_index=True)
    channel = models.CharField(max_length=10)
    actor = models.CharField(max_length=60)
    filename = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    file_bytes = models.BigIntegerField()
    as_of = models.DateField()
    state = models.CharField(max_length=12)  # one of `states.py`
    said = models.CharField(max_length=400, blank=True)  # why it failed, and what to do
    mapping = models.JSONField(default=list)  # per sheet: columns → fields, unmapped with proposals, dropped
    counts = models.JSONField(default=dict)  # rows by status; facts by outcome
    chunks = models.IntegerField(default=0)  # sealed chunks of judged rows on disk
    cursor = models.IntegerField(default=0)  # chunks already landed (or undone)
    rows_seen = models.IntegerField(default=0)
    rows_expected = models.IntegerField(default=0)
    spans = models.JSONField(default=list)  # ledger positions written: [[first, last], …]
    made_at = models.DateTimeField(db_index=True)
    started_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=60, blank=True)
    file_gone_at = models.DateTimeField(null=True)
    returned_file = models.CharField(max_length=80, blank=True)

    objects: ClassVar[Scoped["Batch"]] = Scoped(batch="id", organisation="organisation")

    class Meta:
        db_table = "intake_batch"
        indexes = (models.Index(fields=["organisation", "file_sha256"], name="intake_batch_same_file"),)


class BatchFinding(models.Model):
    """What was found in a batch, cell by cell. Sentences show personal values masked."""

    id = models.BigAutoField(primary_key=True)
    batch = models.CharField(max_length=16)
    sheet = models.CharField(max_length=60)
    row = models.IntegerField()
    column_letter = models.CharField(max_length=4)  # as a spreadsheet shows it
    field = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    said = models.CharField(max_length=300)
    do_this = models.CharField(max_length=200)

    class Meta:
        db_table = "intake_finding"
        indexes = (models.Index(fields=["batch", "sheet", "row"], name="intake_finding_row"),)


class LearnedHeading(models.Model):
    """A heading that an organisation uses and a person has told us the meaning of."""

    organisation = models.CharField(max_length=40)
    sheet_kind = models.CharField(max_length=40)
    heading = models.CharField(max_length=100)
    field = models.CharField(max_length=40, blank=True)  # empty: leave this column out
    actor = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "intake_learned_heading"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "sheet_kind", "heading"], name="intake_heading_once"),
        )


class Claim(models.Model):
    """待本人确认 — what somebody says about a person, until she confirms it or it lapses."""

    id = models.CharField(max_length=16, primary_key=True)
    subject = models.CharField(max_length=16, db_index=True)
    source = models.CharField(max_length=40)
    batch = models.CharField(max_length=16, db_index=True)
    state = models.CharField(max_length=10)  # awaiting confirmed lapsed
    made_at = models.DateTimeField()
    lapses_on = models.DateField(db_index=True)

    class Meta:
        db_table = "intake_claim"


class OrderParties(models.Model):
    """Who an order was between: ratings and complaints name the order, not the people."""

    organisation = models.CharField(max_length=40)
    order_no = models.CharField(max_length=60)
    worker = models.CharField(max_length=16)
    company = models.CharField(max_length=16, blank=True)
    household = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "intake_order_parties"
        constraints = (models.UniqueConstraint(fields=["organisation", "order_no"], name="intake_order_once"),)


class IdentityQuestion(models.Model):
    """身份疑问 — is this row, or this file, somebody who is filed already? Nothing lands and nothing merges until decided."""

    id = models.CharField(max_length=16, primary_key=True)
    about = models.CharField(max_length=90, unique=True)  # the row, or both files: asked once
    state = models.CharField(max_length=10, db_index=True)  # of procedures/identity_question
    batch = models.CharField(max_length=16, blank=True)  # empty: two files
    sheet_kind = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=16, blank=True)  # of two files, the first
    sealed = models.BinaryField(default=b"")  # the row that waits, under a key of its own
    candidates = models.JSONField(default=list)  # subject, ledger entry, score in thousandths, levels: the nearest first
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True, default="")
    chosen = models.CharField(max_length=16, blank=True, default="")
    merge = models.BigIntegerField(null=True)
    why = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        db_table = "intake_identity_question"


class VerificationRequest(models.Model):
    """送核 — one person sent to the police for an identity check, until the answer is there."""

    id = models.BigAutoField(primary_key=True)
    batch_no = models.CharField(max_length=40)
    subject = models.CharField(max_length=16, db_index=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    due_on = models.DateField()
    answer = models.CharField(max_length=12, blank=True, default="")  # passed abnormal not_found pending
    answered_on = models.DateField(null=True)

    class Meta:
        db_table = "intake_verification_request"
        constraints = (models.UniqueConstraint(fields=["batch_no", "subject"], name="intake_asked_once"),)
        indexes = (
            models.Index(fields=["due_on"], name="intake_unanswered", condition=models.Q(answered_on=None)),
        )


class Waiting(models.Model):
    """A person whom a list on its way would file anew, as marks only. Gone when the list has landed or is given up."""

    id = models.BigAutoField(primary_key=True)
    number_mark = models.BigIntegerField(db_index=True)
    name_mark = models.BigIntegerField()
    batch = models.CharField(max_length=16)
    sheet = models.CharField(max_length=60)
    row = models.IntegerField()
    status = models.CharField(max_length=8)  # of the row as it was judged: ok | warning
    held = models.BooleanField(default=False)  # another list names the person otherwise: a human must look

    class Meta:
        db_table = "intake_waiting"
        indexes = (models.Index(fields=["batch", "row"], name="intake_waiting_row"),)


class FieldPhone(models.Model):
    """采集手机 — a phone that may hold records without a network. Its key is on the phone only."""

    id = models.CharField(max_length=32, primary_key=True)
    account = models.CharField(max_length=64, db_index=True)
    organisation = models.CharField(max_length=40)
    street = models.CharField(max_length=20)
    grid = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=64, blank=True, default="")
    why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "intake_field_phone"


class FieldRecord(models.Model):
    """上门登记 — one record from a phone, by the key the phone gave it: sent twice it is one.

    `sealed` holds what was written only while it waits for the street; `differing` names fields, never values.
    """

    key = models.CharField(max_length=32, primary_key=True)
    phone = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=64)
    organisation = models.CharField(max_length=40)
    street = models.CharField(max_length=20)
    grid = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, db_index=True)  # of procedures/field_record
    subject = models.CharField(max_length=16, blank=True, db_index=True)
    batch = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=12, blank=True, default="")  # of a call at a door; a filing is `filed`
    captured_on = models.DateField()
    received_at = models.DateTimeField()
    differing = models.JSONField(default=list)
    sealed = models.BinaryField(default=b"")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True, default="")
    why = models.CharField(max_length=200, blank=True, default="")

    objects: ClassVar[Scoped["FieldRecord"]] = Scoped(street="street", grid="grid")

    class Meta:
        db_table = "intake_field_record"


class OwnPaper(models.Model):
    """本人补交的证件 — handed in from her phone under a key the form carried: sent twice it is one.

    `sealed` holds what she typed, under her own key, until it is filed; `photo` is the name of the evidence.
    """

    key = models.CharField(max_length=16, primary_key=True)
    subject = models.CharField(max_length=16, db_index=True)
    street = models.CharField(max_length=20, blank=True)
    word = models.CharField(max_length=12)  # of domain/field/own_papers
    state = models.CharField(max_length=10, db_index=True)  # of procedures/own_paper
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=64)
    sealed = models.BinaryField(default=b"")
    photo = models.CharField(max_length=64, blank=True, default="")
    why = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True, default="")

    objects: ClassVar[Scoped["OwnPaper"]] = Scoped(street="street", subject="subject")

    class Meta:
        db_table = "intake_own_paper"


class WorkerInvitation(models.Model):
    """同行邀请 — a link one worker gives another. Who came by it is told to nobody unless she says so herself."""

    code = models.CharField(max_length=32, primary_key=True)
    inviter = models.CharField(max_length=16, db_index=True)
    made_at = models.DateTimeField()
    until = models.DateField()
    used_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False)  # she who came allowed the inviter to learn that somebody did
    taken_back = models.BooleanField(default=False)

    objects: ClassVar[Scoped["WorkerInvitation"]] = Scoped(subject="inviter")

    class Meta:
        db_table = "intake_worker_invitation"


class Paper(models.Model):
    """照片和证书图片 — one picture of a bundle that a company handed in of its people, on its way to its person and record.

    The picture lies sealed on disk while it waits; `name` is what its file was called, sealed under the batch. Neither stays.
    """

    id = models.CharField(max_length=16, primary_key=True)
    batch = models.CharField(max_length=16, db_index=True)
    organisation = models.CharField(max_length=40, db_index=True)
    number = models.IntegerField()  # its place in the bundle, from 1
    state = models.CharField(max_length=10)  # of apps/intake/paper_states
    kind = models.CharField(max_length=10, blank=True)  # of the rules of papers
    subject = models.CharField(max_length=16, blank=True, db_index=True)
    why = models.CharField(max_length=12, blank=True)  # what is asked, or why it was refused
    candidates = models.JSONField(default=list)  # subjects whom it may mean
    sure = models.BooleanField(default=False)  # somebody said whose it is: what was doubtful is not asked again
    record = models.CharField(max_length=32, blank=True)  # ledger entry that it proves
    evidence = models.CharField(max_length=64, blank=True)  # the kept file
    name = models.BinaryField(default=b"")
    likeness = models.BinaryField(default=b"")
    exact = models.BinaryField(default=b"")  # as a mark
    made_at = models.DateTimeField()

    objects: ClassVar[Scoped["Paper"]] = Scoped(batch="batch", organisation="organisation")

    class Meta:
        db_table = "intake_paper"
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="intake_paper_once"),)


class PictureMark(models.Model):
    """图片指纹 — by which the same picture is found under two persons. No picture can be made of it again."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=16, db_index=True)
    kind = models.CharField(max_length=10)
    likeness = models.BinaryField()  # 256 bits
    exact = models.BinaryField(default=b"")  # as a mark; empty where only the cut-out is known
    batch = models.CharField(max_length=16, blank=True, db_index=True)
    claim = models.CharField(max_length=16, blank=True, db_index=True)
    twin = models.CharField(max_length=16, blank=True)  # somebody else whose picture is the same
    made_at = models.DateTimeField()
    finding = models.CharField(max_length=10, blank=True, default="")  # what a person found: shared, mistaken, chance
    found_by = models.CharField(max_length=64, blank=True, default="")
    found_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "intake_picture_mark"
        indexes = (models.Index(fields=["twin"], name="intake_twins", condition=~models.Q(twin="")),)


class RecordDoubt(models.Model):
    """记录疑点 — two records of one company that look copied or invented. `about`: the pair, so that it is asked once.

    `struck`: which of both a person found mistaken or false; empty while nobody did.
    """

    id = models.CharField(max_length=16, primary_key=True)
    code = models.CharField(max_length=24)  # of domain/doubts/kinds
    about = models.CharField(max_length=64, unique=True)
    company = models.CharField(max_length=16, db_index=True)
    street = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=16, db_index=True)
    other = models.CharField(max_length=16, db_index=True)
    entry = models.CharField(max_length=32, blank=True)  # of the ledger, where she may have several such records
    other_entry = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=10, db_index=True)  # of procedures/record_doubt
    since = models.DateField()  # of the state
    due_on = models.DateField(null=True)
    struck = models.CharField(max_length=6, blank=True, default="")

    objects: ClassVar[Scoped["RecordDoubt"]] = Scoped(organisation="company", street="street")

    class Meta:
        db_table = "intake_record_doubt"


class DoubtStep(models.Model):
    """核查经过 — one step that was taken about a doubt, in order; never changed."""

    id = models.BigAutoField(primary_key=True)
    doubt = models.CharField(max_length=16, db_index=True)
    verb = models.CharField(max_length=10)
    actor = models.CharField(max_length=64)
    organisation = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    said = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "intake_doubt_step"
