"""待本人确认 — a claim becomes a fact when she confirms, and is gone when she does not.

Who may, from which state, within which days and what is recorded says the procedure's table
(domain/procedures/claim_confirmation); here is kept where each claim stands, many at a time. Whoever
helps her confirm is named; a company cannot confirm for her.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import require_one
from jiaxin.apps.intake import twins
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as known
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Actor, Consent, Thing
from jiaxin.domain.procedures.claim_confirmation import PROCEDURE, step_of
from jiaxin.domain.procedures.procedure import About, Event, Progress, Step, permitted
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks
from jiaxin.kit.clock import CHINA
from jiaxin.kit.turns import Turns

OPEN = PROCEDURE.opening.to  # the state of a claim that waits for her
LAPSE, REFUSE, TAKE_BACK = (PROCEDURE.step(verb, OPEN) for verb in ("lapse", "refuse", "take-back"))


def lapses_on(made_on: date) -> date:
    """The first day on which a claim made that day can no longer be confirmed."""
    return LAPSE.opens_on(made_on)


def awaiting() -> QuerySet[Claim]:
    """Claims that can still be confirmed: one past its last day is over, also before the nightly job has ended it."""
    return Claim.objects.filter(state=OPEN, lapses_on__gt=clock.today())


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
    return _confirmed(dict.fromkeys(subjects, actor), way, evidence, only)


def confirm_each(herself: Mapping[str, Actor], way: str) -> int:
    """Several persons, each for herself: answers that came in together. Subject → who she is signed in as."""
    return _confirmed(herself, way, {})


def _confirmed(
    hands: Mapping[str, Actor], way: str, evidence: Mapping[str, Sequence[str]], only: Sequence[str] | None = None
) -> int:
    step = step_of(way)
    done, turns = 0, Turns()
    for some in chunks(list(hands), 500):
        said = {subject: _shown(hands[subject], step, evidence.get(subject, ())) for subject in some}
        with transaction.atomic():
            waiting = Claim.objects.select_for_update().filter(subject__in=some, state__in=step.origins)
            rows = sorted(waiting, key=lambda claim: (claim.made_at, claim.id))
            things = _things(hands, some, rows)
            for subject in some:
                require_one(hands[subject], step.who, things[subject])
                step.complete(said[subject])
            if only is None:
                today = clock.today()
                rows = [claim for claim in rows if claim.lapses_on > today]  # what is over does not stop the rest
            else:
                rows = [claim for claim in rows if claim.id in only]
            if not rows and only is not None:
                raise Refused("claim.nothing", "没有等待确认的内容", "可能已经确认过，或已过期作废")
            rows = _take(hands, step, rows, clock.today(), said)
            registry.issue_codes(list(dict.fromkeys(c.subject for c in rows)))
            done += len(rows)
        turns.give_way()
    return done


def refuse(actor: Actor, subject: str, claim: str) -> None:
    """不是我的 — she says that it is not about her or not true: recorded as ended, its key destroyed at once."""
    require_one(actor, REFUSE.who, Thing(owner=subject))
    with transaction.atomic():
        rows = list(Claim.objects.select_for_update().filter(id=claim, subject=subject))
        if not rows:
            raise Refused("claim.nothing", "没有等待确认的内容", "可能已经确认过，或已过期作废")
        _take(actor, REFUSE, rows, clock.today())
        vault.destroy([claim], "refused by herself")
        twins.forget(claim=claim)


def things_of(actor: Actor, subjects: Sequence[str]) -> dict[str, Thing]:
    """What permissions ask about each. Where her file names no street yet, the one she comes forward in counts."""
    return _things(dict.fromkeys(subjects, actor), subjects, Claim.objects.filter(subject__in=list(subjects), state=OPEN).order_by("id"))


def _things(hands: Mapping[str, Actor], subjects: Sequence[str], waiting: Iterable[Claim]) -> dict[str, Thing]:
    if all(hands[subject].subject == subject for subject in subjects):
        return {subject: Thing(owner=subject) for subject in subjects}  # of her own things nothing more is asked
    lines = known.file_lines(subjects)
    sources: dict[str, list[str]] = {}
    for claim in waiting:
        sources.setdefault(claim.subject, []).append(claim.source)
    found = {}
    for subject in subjects:
        line, actor = lines.get(subject), hands[subject]
        found[subject] = Thing(
            owner=subject,
            organisation=line.company if line else "",
            street=(line.street if line else "") or actor.street,
            grid=(line.grid if line else "") or actor.grid,
            consent=line.consent if line else Consent.CLAIMED,
            also=tuple(sources.get(subject, ())),
        )
    return found


def take_back(actor: Actor, batch: str) -> None:
    """What nobody has confirmed of a batch that is taken back ends with it."""
    require_one(actor, TAKE_BACK.who, Thing())
    _end(actor, TAKE_BACK, Claim.objects.filter(batch=batch, state__in=TAKE_BACK.origins), clock.today(), "batch undone")


def end_named(actor: Actor, claims: Sequence[str], reason: str) -> int:
    """These, where she has not answered yet."""
    return _end(actor, TAKE_BACK, Claim.objects.filter(id__in=list(claims), state__in=TAKE_BACK.origins), clock.today(), reason)


def lapse_due(today: date) -> int:
    """Claims nobody confirmed in time: recorded as lapsed, their keys (and salts) destroyed."""
    actor = Actor.job("lapse")
    require_one(actor, LAPSE.who, Thing())
    due = Claim.objects.filter(state__in=LAPSE.origins, lapses_on__lte=today).order_by("lapses_on", "id")
    return _end(actor, LAPSE, (c for c in due if LAPSE.opens_on(_made_on(c)) <= today), today, "claim lapsed")


def _end(actor: Actor, step: Step, rows: Iterable[Claim], today: date, reason: str) -> int:
    done = 0
    for some in chunks(list(rows), 500):
        with transaction.atomic():
            _take(actor, step, some, today)
            vault.destroy([c.id for c in some], reason)
            twins.forget(claim__in=[c.id for c in some])
            done += len(some)
    return done


def _take(
    hand: Actor | Mapping[str, Actor], step: Step, rows: Sequence[Claim], today: date, said: dict[str, dict[str, Value]] | None = None
) -> list[Claim]:
    """Take one step with many claims: what the table records is written, where it leads is kept.

    Of several, those that are too late are left for the lapse. Raises Refused when that leaves none.
    """
    subjects = dict.fromkeys(claim.subject for claim in rows)
    hands = dict.fromkeys(subjects, hand) if isinstance(hand, Actor) else hand
    events = {s: _event(hands[s], step, today, (said or {}).get(s, {})) for s in subjects}
    taken: list[Claim] = []
    refused: Refused | None = None
    facts: list[Fact] = []
    for claim in rows:
        event = events[claim.subject]
        try:
            permitted(PROCEDURE, Progress(claim.state, _made_on(claim), closed=False), event)
        except Refused as why:
            refused = why
            continue
        taken.append(claim)
        facts += _recorded(claim, event, step)
    if refused is not None and not taken:
        raise refused
    ledger.append(facts)
    Claim.objects.filter(id__in=[c.id for c in taken]).update(state=step.to)
    return taken


def _recorded(claim: Claim, event: Event, step: Step) -> Sequence[Fact]:
    """What the table records of a step. The claim was submitted when its row was made."""
    submitted = Event(PROCEDURE.opening.verb, "", claim.made_at, _made_on(claim), claim.source, {"claim": claim.id})
    assert PROCEDURE.records is not None
    return PROCEDURE.records(About("", claim.subject, (submitted, event)), step)


def _event(actor: Actor, step: Step, today: date, said: dict[str, Value]) -> Event:
    return Event(step.verb, actor.id, clock.now(), today, actor.organisation, said)


def _shown(actor: Actor, step: Step, evidence: Sequence[str]) -> dict[str, Value]:
    """The evidence under the name by which the step asks for it first, and the grid whose worker stood at her door."""
    asked = step.needs[:1] if evidence or not step.needs or not step.needs[0].endswith("?") else ()
    shown: dict[str, Value] = {name.removesuffix("?"): list(evidence) for name in asked}
    return shown | {"grid": actor.grid} if actor.grid and "grid?" in step.needs else shown


def _made_on(claim: Claim) -> date:
    return claim.made_at.astimezone(CHINA).date()
