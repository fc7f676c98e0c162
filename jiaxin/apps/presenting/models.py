"""出示与入户 — what a family asked to see and she allowed; which entries were confirmed, and what both sides say, sealed."""

from django.db import models


class Ask(models.Model):
    """一次请求. The family holds a secret of which we keep the digest; nothing says who they are."""

    id = models.CharField(max_length=16, primary_key=True)
    secret = models.BinaryField(max_length=32, unique=True)
    code = models.BinaryField(max_length=32)
    subject = models.CharField(max_length=16)
    wanted = models.JSONField()  # names of facts
    pair = models.CharField(max_length=4)  # digits both screens show
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")  # waiting | allowed | refused | ended
    allowed = models.JSONField(default=list)
    until = models.DateTimeField(null=True)
    looks = models.IntegerField(default=0)

    class Meta:
        db_table = "presenting_ask"
        indexes = (models.Index(fields=["subject", "asked_at"], name="presenting_ask_of"),)


class Visit(models.Model):
    """一次入户. What each side says is sealed under the visit's own key until both have spoken or the days are over."""

    id = models.CharField(max_length=16, primary_key=True)
    subject = models.CharField(max_length=16)
    secret = models.BinaryField(max_length=32, unique=True)
    live = models.BinaryField(max_length=32, unique=True)  # digest of the live code that was scanned: one entry each
    confirmed_at = models.DateTimeField()
    family_said = models.BinaryField(null=True)
    worker_said = models.BinaryField(null=True)
    opened_at = models.DateTimeField(null=True)
    survey = models.CharField(max_length=8, default="")  # "" never asked | asked | over: answered, declined or past its days
    asked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "presenting_visit"
        indexes = (
            models.Index(fields=["subject", "confirmed_at"], name="presenting_visit_of"),
            models.Index(fields=["opened_at", "confirmed_at"], name="presenting_visit_sealed"),
            models.Index(fields=["survey", "asked_at"], name="presenting_visit_asked"),
        )


class SurveySheet(models.Model):
    """答卷. No visit, no worker, no moment: a month, and sealed under that month's key its street, its company and the answers."""

    id = models.CharField(max_length=16, primary_key=True)
    month = models.CharField(max_length=7)
    version = models.CharField(max_length=40)
    box = models.BinaryField()

    class Meta:
        db_table = "presenting_survey_sheet"
        indexes = (models.Index(fields=["month"], name="presenting_sheet_month"),)
