"""外来代述 — what another platform says about a person filed here: a claim like any other, hers to confirm or to refuse.

Not here  letters, signatures and peers (apps/exchange).
"""

from collections.abc import Collection, Sequence

from django.db import transaction

from jiaxin.apps.access.actions import require_one
from jiaxin.apps.intake.claims import OPEN, TAKE_BACK, end_named, lapses_on
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.ledger import actions as ledger
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Actor, Thing
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

WRITTEN = ("new", "changed", "conflicting")


def claimed(source: str, letter: str, subject: str, facts: Sequence[Fact]) -> tuple[str, list[str]]:
    """(claim, entries it wrote); an empty claim where everything was known here already. In the caller's transaction."""
    claim = new_id()
    with transaction.atomic():
        placed = ledger.append([fact._replace(claim=claim) for fact in facts])
        entries = [one.id for one in placed if one.outcome in WRITTEN]
        if not entries:
            return "", []
        Claim.objects.create(id=claim, subject=subject, source=source, batch=letter, state=OPEN, made_at=clock.now(), lapses_on=lapses_on(clock.today()))
    return claim, entries


def waiting_of(claims: Collection[str]) -> set[str]:
    """Of these, those she has not answered yet."""
    return set(Claim.objects.filter(id__in=list(claims), state=OPEN).values_list("id", flat=True))


def end_claims(actor: Actor, claims: Sequence[str]) -> int:
    """Taken back by who said it, or because who said it is not believed: recorded as ended, their keys destroyed."""
    require_one(actor, TAKE_BACK.who, Thing())
    return end_named(actor, claims, "taken back")
