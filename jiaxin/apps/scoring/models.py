"""评分 — rule packs as promulgated, and what they came to. Assessments are derived and can be made again."""

from django.db import models

from jiaxin.apps.scoring.estimates import ReputationEstimate as ReputationEstimate
from jiaxin.apps.scoring.estimates import ReputationRun as ReputationRun
from jiaxin.apps.scoring.estimates import Suspected as Suspected


class RulebookDraft(models.Model):
    """规则草案 — exact bytes of a rule pack, by whom and when. Never edited: a change is another draft."""

    digest = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=12, blank=True)
    version = models.CharField(max_length=40)
    raw = models.BinaryField()
    drafted_by = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()

    class Meta:
        db_table = "scoring_rulebook"


class RulebookTrial(models.Model):
    """规则试算 — a draft tried on everybody beside a pack in force: what it would do, kept for whoever signs."""

    draft = models.ForeignKey(RulebookDraft, on_delete=models.PROTECT)
    beside = models.CharField(max_length=40)
    as_of = models.DateField()
    tried_by = models.CharField(max_length=64)
    tried_at = models.DateTimeField()
    result = models.JSONField()  # members, moves, who falls below four fifths, subsidy, appeals

    class Meta:
        db_table = "scoring_rulebook_trial"


class RulebookWithdrawal(models.Model):
    """草案撤回 — who drafted it takes it back; the draft stays readable and is never signed. Never edited."""

    draft = models.OneToOneField(RulebookDraft, on_delete=models.PROTECT, primary_key=True)
    withdrawn_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField()

    class Meta:
        db_table = "scoring_rulebook_withdrawal"


class RulebookInForce(models.Model):
    """已发布规则 — a draft that a second person has signed. One per version, and never touched again."""

    version = models.CharField(max_length=40, primary_key=True)
    draft = models.OneToOneField(RulebookDraft, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=12, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    drafted_by = models.CharField(max_length=64)
    promulgated_by = models.CharField(max_length=64)
    promulgated_at = models.DateTimeField()

    class Meta:
        db_table = "scoring_rulebook_in_force"
        indexes = (models.Index(fields=["kind", "subject", "valid_from"], name="scoring_rulebook_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(promulgated_by=models.F("drafted_by")), name="scoring_two_hands"
            ),
        )


class StandingAssessment(models.Model):
    """现行评分 — one row a subject and rule pack: the assessment of today, and the next day it may change."""

    key = models.CharField(max_length=60, primary_key=True)  # subject and rule pack version
    subject = models.CharField(max_length=16)
    rulebook = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    points = models.IntegerField()  # thousandths
    grade = models.CharField(max_length=8)
    evidence = models.CharField(max_length=16)
    low = models.IntegerField()
    high = models.IntegerField()
    next_change_on = models.DateField(null=True)
    since_day = models.DateField()
    given = models.BinaryField(default=b"[]")  # canonical JSON: name, value, version, next day of change of each input

    class Meta:
        db_table = "scoring_standing"
        indexes = (
            models.Index(fields=["subject"], name="scoring_standing_subject"),
            models.Index(fields=["next_change_on"], name="scoring_standing_due"),
        )


class WorkerTally(models.Model):
    """从业计数 — one worker's part in the figures of the company she works for now."""

    subject = models.CharField(max_length=16, primary_key=True)
    company = models.CharField(max_length=16)
    next_change_on = models.DateField(null=True)
    certified = models.SmallIntegerField(default=0)
    trained = models.SmallIntegerField(default=0)
    insured = models.SmallIntegerField(default=0)
    healthy = models.SmallIntegerField(default=0)
    verified = models.SmallIntegerField(default=0)
    orders = models.IntegerField(default=0)
    repeat = models.IntegerField(default=0)
    ratings = models.IntegerField(default=0)
    stars = models.IntegerField(default=0)
    upheld = models.IntegerField(default=0)

    class Meta:
        db_table = "scoring_worker_tally"
        indexes = (
            models.Index(fields=["company"], name="scoring_tally_company"),
            models.Index(fields=["next_change_on"], name="scoring_tally_due"),
        )


class AssessmentRow(models.Model):
    """评分沿革 — a row whenever the digest changed: valid from that day and position on. No digest: no score any more."""

    subject = models.CharField(max_length=16)
    rulebook = models.CharField(max_length=40)
    from_day = models.DateField()
    from_position = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    points = models.IntegerField()
    grade = models.CharField(max_length=8)
    document = models.BinaryField()  # canonical JSON: dimensions, reasons, context; entry ids are counted, not kept

    class Meta:
        db_table = "scoring_assessment"
        indexes = (
            models.Index(fields=["subject", "rulebook", "from_day", "from_position"], name="scoring_assessment_course"),
        )


class DayCount(models.Model):
    """当日统计 — what takes long to count over the whole record, kept for the rest of its day. Derived; holds no person."""

    name = models.CharField(max_length=80, primary_key=True)
    counted_on = models.DateField()
    counted_at = models.DateTimeField()
    said = models.JSONField()

    class Meta:
        db_table = "scoring_day_count"
