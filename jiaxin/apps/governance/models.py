"""案件 — cases and what happened in them. Events are only ever added; the state is a fold over them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jiaxin.apps.access.scoping import Scoped
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Reach
from jiaxin.domain.permissions.matrix import OF_THE_DISTRICT
from jiaxin.domain.permissions.scope import Scope


class OfMembers(Scoped["Case"]):
    """Matters, cut for an association: those of its members and of who works there, its own, and the district's that name nobody."""

    def condition(self, asked: Scope) -> Q | None:
        if asked.people != Reach.MEMBERS:
            return None  # whose matter it is, is asked of each (`may`)
        inside = [one for one in (asked.organisation, *asked.members) if one]
        own = Q(subject__in=inside) | Q(organisation__in=inside) | Q(party__in=inside) | Q(opened_by=asked.account, subject="")
        return own | registry.within_reach("subject") | Q(procedure__in=OF_THE_DISTRICT)


class Case(models.Model):
    """One matter under one procedure. `state` and `due_on` index the fold and can be computed again at any time."""

    id = models.CharField(max_length=16, primary_key=True)
    procedure = models.CharField(max_length=40)
    subject = models.CharField(max_length=16)
    organisation = models.CharField(max_length=40, blank=True)  # whose matter it is, for reach
    street = models.CharField(max_length=12, blank=True)
    party = models.CharField(max_length=16, blank=True, default="")  # who brought it, where that is another one
    about = models.CharField(max_length=64)  # entry, claim, batch, version, or digest of the reporter's code
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=24)
    closed = models.BooleanField(default=False)
    due_on = models.DateField(null=True)

    objects: ClassVar[Scoped["Case"]] = OfMembers()

    class Meta:
        db_table = "governance_case"
        indexes = (
            models.Index(fields=["subject"], name="governance_case_subject"),
            models.Index(fields=["party"], name="governance_case_party"),
            models.Index(fields=["closed", "due_on"], name="governance_case_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["procedure", "about"], condition=models.Q(closed=False), name="governance_one_open_case"
            ),
        )


class CaseEvent(models.Model):
    """One step taken. Numbered from 1 within its case, so that two hands at once cannot both be next.

    said      what was said, but for free text about people
    sealed    that free text, as canonical JSON, under the key of the one the case is about
    recorded  entries of the ledger that the step added; `told` the messages it sent
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=24)
    actor = models.CharField(max_length=64)
    organisation = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    said = models.JSONField(default=dict)
    sealed = models.BinaryField(default=b"")
    recorded = models.JSONField(default=list)
    told = models.JSONField(default=list)

    class Meta:
        db_table = "governance_case_event"
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="governance_one_next_step"),)


class Campaign(models.Model):
    """活动 — a month of honest service and the like: when, how many companies it aims at, who joined."""

    id = models.CharField(max_length=16, primary_key=True)
    name = models.CharField(max_length=40)
    begins = models.DateField()
    ends = models.DateField()
    target = models.PositiveIntegerField()  # companies
    planned_by = models.CharField(max_length=64)
    planned_at = models.DateTimeField()

    class Meta:
        db_table = "governance_campaign"


class CampaignCompany(models.Model):
    """A company that joined a campaign, by itself."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="companies", db_index=False)
    company = models.CharField(max_length=16)
    joined_by = models.CharField(max_length=64)
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "governance_campaign_company"
        constraints = (models.UniqueConstraint(fields=["campaign", "company"], name="governance_joined_once"),)


class Paper(models.Model):
    """文书存根 — a letter, report or plaque that was handed out: what its code is looked up by.

    digest  of the content as issued, SHA-256 in hexadecimal; equal papers are one row and carry one code
    """

    code = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=8)  # letter | report | plaque
    subject = models.CharField(max_length=16)
    case = models.CharField(max_length=16, blank=True, default="")
    number = models.PositiveIntegerField(default=0)  # step of the case
    title = models.CharField(max_length=60)
    paper_no = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta:
        db_table = "governance_paper"
        constraints = (
            models.UniqueConstraint(fields=["kind", "subject", "case", "number", "digest"], name="governance_one_paper"),
        )


class ProjectCall(models.Model):
    """项目申报通知 — which project, from when until when, how many places."""

    id = models.CharField(max_length=16, primary_key=True)
    project = models.CharField(max_length=40)  # code in the rules of projects
    title = models.CharField(max_length=40)
    opens = models.DateField()
    closes = models.DateField()
    places = models.PositiveIntegerField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "governance_project_call"


class ProjectPass(models.Model):
    """Why a company does not apply, in a word of the rules. Its last answer counts."""

    call = models.ForeignKey(ProjectCall, on_delete=models.PROTECT, related_name="passes", db_index=False)
    company = models.CharField(max_length=16)
    reason = models.CharField(max_length=20)
    told_by = models.CharField(max_length=64)
    told_at = models.DateTimeField()

    class Meta:
        db_table = "governance_project_pass"
        constraints = (models.UniqueConstraint(fields=["call", "company"], name="governance_one_reason_a_company"),)


class PointMovement(models.Model):
    """积分流水索引 — which movement of whose book rests on which entry of the record. The movements themselves are facts.

    entry   the entry that points come from; a movement that brings points into being has one
    undone  it was taken back in full, so that its entry may earn again
    """

    subject = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    debit = models.CharField(max_length=16)
    entry = models.CharField(max_length=16, blank=True, default="")
    reverses = models.PositiveIntegerField(default=0)
    undone = models.BooleanField(default=False)

    class Meta:
        db_table = "governance_point_movement"
        constraints = (
            models.UniqueConstraint(fields=["subject", "number"], name="governance_one_next_movement"),
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(debit="issued", reverses=0, undone=False), name="governance_one_earning_an_entry"
            ),
            models.CheckConstraint(condition=~models.Q(debit="issued", reverses=0, entry=""), name="governance_no_points_without_source"),
        )


class StarPass(models.Model):
    """Why a company that could apply for a star does not this year, in a word of the rules. Its last answer counts."""

    year = models.PositiveSmallIntegerField()
    company = models.CharField(max_length=16)
    reason = models.CharField(max_length=20)
    told_by = models.CharField(max_length=64)
    told_at = models.DateTimeField()

    class Meta:
        db_table = "governance_star_pass"
        constraints = (models.UniqueConstraint(fields=["year", "company"], name="governance_one_star_reason_a_year"),)
