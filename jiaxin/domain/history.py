"""既定事实 — which entries count, at a day, as known at an instant.

The ledger keeps everything anybody ever said. What is *in force* is a fold over it, in order of
position: a correction takes a fact out, a newer fact of the same source replaces the older one,
a confirmation turns a claim into a fact, a lapse removes it, an attestation adds support.

Not here  who may see what is in force (disclosure), how long a kind counts (rulebooks).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from jiaxin.domain.facts import Entry, Facts, Standing

CONFIRMED = "claim.confirmed"
LAPSED = "claim.lapsed"
CORRECTION = "correction"
ATTESTATION = "attestation"
_ABOUT_FACTS = frozenset({CONFIRMED, LAPSED, CORRECTION, ATTESTATION})


def in_force(
    subject: str,
    entries: Iterable[Entry],
    as_of: date | None = None,
    known_at: datetime | None = None,
    with_claims: bool = False,
) -> Facts:
    """The facts that stand. Entries must come in order of position.

    as_of       facts that happened after this day are left out
    known_at    entries recorded after this instant are left out
    with_claims keep what still awaits her confirmation (for its submitter and reviewers only)
    """
    standing: dict[str, Entry] = {}
    confirmed: dict[str, Standing] = {}
    lapsed: set[str] = set()
    for entry in entries:
        fact = entry.fact
        if known_at is not None and entry.recorded_at > known_at:
            break
        if fact.kind in _ABOUT_FACTS:
            if fact.kind == CORRECTION:
                standing.pop(str(fact.clear["of"]), None)
            elif fact.kind == CONFIRMED:
                confirmed[str(fact.clear["claim"])] = fact.standing
            elif fact.kind == LAPSED:
                lapsed.add(str(fact.clear["claim"]))
            continue
        if as_of is not None and fact.happened_on > as_of:
            continue
        if fact.supersedes:
            standing.pop(fact.supersedes, None)
        standing[entry.id] = entry
    kept = []
    for entry in standing.values():
        fact = entry.fact
        if fact.standing is Standing.CLAIMED:
            if fact.claim in confirmed:
                entry = replace(entry, fact=replace(fact, standing=confirmed[fact.claim]))
            elif fact.claim in lapsed or not with_claims:
                continue
        kept.append(entry)
    return Facts(subject, tuple(kept))
