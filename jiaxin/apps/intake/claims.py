"""待本人确认 — a claim becomes a fact when she confirms, and is gone when she does not.

Ways to confirm: her own phone, a counter or a grid worker's screen with her signature, a scanned
授权书 bound to the row. Whoever helps her confirm is named; a company cannot confirm for her.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import require
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as known
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.history import CONFIRMED, LAPSED
from jiaxin.domain.permissions import Actor, Consent, Permission, Thing
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks
from jiaxin.kit.turns import Turns


@dataclass(frozen=True, slots=True)
class Way:
    """How she confirmed: what standing that gives, which permission it takes, whether evidence is needed."""

    standing: Standing
    channel: Channel
    permission: Permission
    needs_evidence: bool


WAYS = {
    "phone": Way(Standing.PHONE, Channel.PHONE, Permission.CLAIM_CONFIRM_OWN, False),
    "counter": Way(Standing.ORIGINAL, Channel.COUNTER, Permission.CLAIM_CONFIRM_COUNTER, True),
    "field": Way(Standing.ORIGINAL, Channel.FIELD, Permission.CLAIM_CONFIRM_FIELD, True),
    "paper": Way(Standing.TYPED, Channel.COUNTER, Permission.CLAIM_ATTACH_PAPER, True),
}


def awaiting(subject: str) -> list[Claim]:
    return list(Claim.objects.filter(subject=subject, state="awaiting").order_by("made_at", "id"))


def confirm(
    actor: Actor, subject: str, way: str, evidence: Sequence[str] = (), claims: Sequence[str] | None = None
) -> int:
    """She confirms what awaits her (all of it, or the claims named). Returns how many.

    Raises Refused when the way needs evidence that is not there, or nothing awaits her.
    """
    return confirm_many(actor, [subject], way, {subject: evidence}, claims)


def confirm_many(
    actor: Actor,
    subjects: Sequence[str],
    way: str,
    evidence: dict[str, Sequence[str]],
    only: Sequence[str] | None = None,
) -> int:
    """Confirmations of several persons, each with evidence of her own, in chunks of 500."""
    how = WAYS[way]
    done, turns = 0, Turns()
    for some in chunks(list(subjects), 500):
        things = things_of(actor, some)
        for subject in some:
            require(actor, how.permission, things[subject])
            if how.needs_evidence and not evidence.get(subject):
                raise Refused("claim.no-evidence", "缺少本人签名或授权书", "请让本人在屏幕上签名，或上传签好的授权书")
        with transaction.atomic():
            waiting = Claim.objects.filter(subject__in=some, state="awaiting").order_by("made_at", "id")
            if only is not None:
                waiting = waiting.filter(id__in=list(only))
            rows = list(waiting)
            if not rows and only is not None:
                raise Refused("claim.nothing", "没有等待确认的内容", "可能已经确认过，或已过期作废")
            ledger.append([_confirmation(actor, how, way, claim, evidence.get(claim.subject, ())) for claim in rows])
            Claim.objects.filter(id__in=[c.id for c in rows]).update(state="confirmed")
            registry.issue_codes(list(dict.fromkeys(c.subject for c in rows)))
            done += len(rows)
        turns.give_way()
    return done


def refuse(actor: Actor, subject: str, claim: str) -> None:
    """不是我的 — she says that it is not about her or not true: recorded as ended, its key destroyed at once."""
    require(actor, Permission.CLAIM_CONFIRM_OWN, Thing(owner=subject))
    with transaction.atomic():
        waiting = Claim.objects.filter(id=claim, subject=subject, state="awaiting")
        if not waiting.update(state="refused"):
            raise Refused("claim.nothing", "没有等待确认的内容", "可能已经确认过，或已过期作废")
        said = Provenance("herself", Channel.PHONE, actor.id)
        clear = {"claim": claim, "method": "refused"}
        ledger.append([Fact(LAPSED, subject, clock.today(), said, key=(claim,), clear=clear)])
        vault.destroy([claim], "refused by herself")


def things_of(actor: Actor, subjects: Sequence[str]) -> dict[str, Thing]:
    """What permissions ask about each. Where her file names no street yet, the one she comes forward in counts."""
    lines = known.file_lines(subjects)
    sources: dict[str, list[str]] = {}
    waiting = Claim.objects.filter(subject__in=list(subjects), state="awaiting")
    for subject, source in waiting.order_by("id").values_list("subject", "source"):
        sources.setdefault(subject, []).append(source)
    found = {}
    for subject in subjects:
        line = lines.get(subject)
        found[subject] = Thing(
            owner=subject,
            organisation=line.company if line else "",
            street=(line.street if line else "") or actor.street,
            grid=(line.grid if line else "") or actor.grid,
            consent=line.consent if line else Consent.CLAIMED,
            also=tuple(sources.get(subject, ())),
        )
    return found


def _confirmation(actor: Actor, how: Way, way: str, claim: Claim, evidence: Sequence[str]) -> Fact:
    return Fact(
        kind=CONFIRMED,
        subject=claim.subject,
        happened_on=clock.today(),
        provenance=Provenance(actor.organisation or "herself", how.channel, actor.id, evidence=tuple(evidence)),
        key=(claim.id,),
        clear={"claim": claim.id, "method": way},
        standing=how.standing,
        happened_at=clock.now(),
    )


def lapse_due(today: date) -> int:
    """Claims nobody confirmed in time: recorded as lapsed, their keys (and salts) destroyed."""
    done = 0
    due = list(Claim.objects.filter(state="awaiting", lapses_on__lte=today).order_by("lapses_on", "id"))
    for some in chunks(due, 500):
        with transaction.atomic():
            said = Provenance("district", Channel.SYSTEM, "system:lapse")
            ledger.append(
                [
                    Fact(LAPSED, c.subject, today, said, key=(c.id,), clear={"claim": c.id, "method": "deadline"})
                    for c in some
                ]
            )
            Claim.objects.filter(id__in=[c.id for c in some]).update(state="lapsed")
            vault.destroy([c.id for c in some], "claim lapsed")
            done += len(some)
    return done
