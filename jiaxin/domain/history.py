"""既定事实 — which entries count, at a day, as known at an instant.

The ledger keeps everything anybody ever said. What is *in force* is a fold over it, in order of
position: a correction takes a fact out, a newer fact of the same source replaces the older one, a
confirmation turns a claim into a fact, a lapse removes it. A claim that is not confirmed replaces
nothing. What is restricted (冻结) is kept and left out of everything that reads what stands. Where the same thing was said twice (one natural key, one set of values), the better
supported one is kept, of equals the earlier. A reply stands only beside what it answers. Of spells of
work her own answer decides, statement by statement, before and beside the claim it came in.

Not here  who may see what is in force (disclosure), how long a kind counts (rulebooks).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from jiaxin.domain.employment.answers import CONFIRMED as YES
from jiaxin.domain.employment.answers import SPELL, answered, answers
from jiaxin.domain.facts import Channel, Entry, Fact, Facts, Standing
from jiaxin.domain.restricting import LIFTED, RESTRICTED, restrictions

CONFIRMED = "claim.confirmed"
LAPSED = "claim.lapsed"
CORRECTION = "correction"
ATTESTATION = "attestation"
OBJECTION = "objection.mark"
REPLY = "reply"
ABOUT_FACTS = frozenset({LAPSED, CORRECTION, ATTESTATION, OBJECTION, RESTRICTED, LIFTED})


def in_force(
    subject: str,
    entries: Iterable[Entry],
    as_of: date | None = None,
    known_at: datetime | None = None,
    with_claims: bool = False,
    with_restricted: bool = False,
) -> Facts:
    """The facts that stand. Entries must come in order of position.

    as_of       facts that happened after this day are left out; the next of them is announced (`next_on`)
    known_at    entries recorded after this instant are left out
    with_claims keep what still awaits her confirmation (for its submitter and reviewers only)
    with_restricted keep what is frozen (for herself, and for what the law itself demands)
    """
    known = [e for e in entries if known_at is None or e.recorded_at <= known_at]
    confirmed = {str(e.fact.clear["claim"]): e.fact.standing for e in known if e.fact.kind == CONFIRMED}
    lapsed = {str(e.fact.clear["claim"]) for e in known if e.fact.kind == LAPSED}
    retracted = {str(e.fact.clear["of"]) for e in known if e.fact.kind == CORRECTION}
    given = answers(known)
    standing: dict[str, Entry] = {}
    coming: list[date] = []
    replies: list[Entry] = []
    silenced: set[str] = set()  # entries whose reply was taken back: no earlier wording of it comes back
    for entry in known:
        fact = entry.fact
        if fact.kind in ABOUT_FACTS or entry.id in retracted:
            if fact.kind == REPLY:
                silenced.add(str(fact.clear["of"]))
            continue
        if as_of is not None and fact.happened_on > as_of:
            coming.append(fact.happened_on)
            continue
        awaited = False
        if given and fact.kind == SPELL and (answer := answered(given, entry)) is not None:
            if answer.word != YES:
                continue  # never, or no longer: her own statement of the end follows
            if fact.standing is Standing.CLAIMED:  # this one stands; the rest of its claim still waits
                fact = fact._replace(standing=_of(fact, answer.standing), claim="")
                entry = replace(entry, fact=fact)
        if fact.standing is Standing.CLAIMED:
            if fact.claim in lapsed and fact.claim not in confirmed:
                continue
            if fact.claim in confirmed:
                entry = replace(entry, fact=fact._replace(standing=_of(fact, confirmed[fact.claim])))
            elif with_claims:
                awaited = True
            else:
                continue
        if fact.supersedes and not awaited:
            standing.pop(fact.supersedes, None)
        standing[entry.id] = entry
        if fact.kind == REPLY:
            replies.append(entry)
    resting = restrictions(known)
    restricted = frozenset(e.id for e in standing.values() if resting.covers(e))
    if not with_restricted:
        for one in restricted:
            del standing[one]
    for entry in replies:
        of = str(entry.fact.clear["of"])
        if of in silenced or of not in standing:
            standing.pop(entry.id, None)
    return Facts(subject, tuple(standing.values()), min(coming, default=None), disputed(known), restricted, resting.whole_since)


def _of(fact: Fact, confirmed: Standing) -> Standing:
    """With what standing a confirmed claim stands: hers, but what an older platform said stays unverified."""
    return Standing.TYPED if fact.provenance.channel is Channel.LEGACY else confirmed


def disputed(entries: Iterable[Entry]) -> frozenset[str]:
    """异议中 — the entries that somebody objects to. Entries must come in order of position."""
    marks = {str(e.fact.clear["of"]): e.fact.clear["mark"] for e in entries if e.fact.kind == OBJECTION}
    return frozenset(of for of, mark in marks.items() if mark == "disputed")
