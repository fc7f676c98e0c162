"""等着办的数 — how much waits at each desk of intake, since when, by when. Counts alone: nothing is opened, nobody looked at."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q

from jiaxin.apps.intake import questions
from jiaxin.apps.intake.claims import awaiting
from jiaxin.apps.intake.field_records import WAITING
from jiaxin.apps.intake.models import FieldRecord, IdentityQuestion, VerificationRequest
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Actor, Permission, Reach, reach_of
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA


@dataclass(frozen=True, slots=True)
class AtDesk:
    """`since` the day of the oldest; `due_on` the nearest day by which something must be done, None where nothing sets one."""

    count: int
    since: date | None = None
    due_on: date | None = None
    late: int = 0


def field_records_waiting(actor: Actor) -> AtDesk:
    """Door records this actor may decide: within her reach, and not her own. After the days of the rules they are cleared."""
    rows = FieldRecord.objects.filter(state=WAITING).exclude(account=actor.id)
    if reach_of(actor.role, Permission.FIELD_DECIDE) is not Reach.DISTRICT:  # rows are cut for the widest of what she may do: this is narrower
        rows = rows.filter(street=actor.street or "-")
    told = rows.aggregate(n=Count("key"), first=Min("received_at"))
    if not told["n"]:
        return AtDesk(0)
    since = told["first"].astimezone(CHINA).date()
    return AtDesk(told["n"], since, since + timedelta(days=field_rules(clock.today()).waiting_days))


def identity_questions_waiting() -> AtDesk:
    told = IdentityQuestion.objects.filter(state=questions.OPEN).aggregate(n=Count("id"), first=Min("asked_at"))
    return AtDesk(told["n"], told["first"].astimezone(CHINA).date() if told["n"] else None)


def checks_out() -> AtDesk:
    """Identity checks handed to the police and not answered; `late` those past their day."""
    late = Q(due_on__lt=clock.today())
    told = VerificationRequest.objects.filter(answered_on=None).aggregate(n=Count("id"), first=Min("due_on"), late=Count("id", filter=late))
    return AtDesk(told["n"], None, told["first"], told["late"])


def oldest_claim() -> date | None:
    """Since when the oldest claim waits for the person it is about."""
    first = awaiting().aggregate(first=Min("made_at"))["first"]
    return first.astimezone(CHINA).date() if first else None
