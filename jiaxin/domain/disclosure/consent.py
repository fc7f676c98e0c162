"""可否展示 — has she confirmed, and does she still agree?

Confirmed  a claim about her was confirmed, or she filed herself by phone or at a counter. What others
           say about her opens nothing.
Agrees     a consent that lists its purposes must list publication; one without a list covers the card.
Withdrawn  the latest withdrawal is not followed by a newer signature. In doubt, nothing is shown.
Refused    purposes that her latest signature with a list leaves out.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from jiaxin.domain.facts import Channel, Entry, Facts, Standing

_OWN_FILING = frozenset({Channel.PHONE, Channel.COUNTER})
_PUBLICATION = frozenset({"publication", "公开展示"})
_ABOUT_HERSELF = frozenset({"profile", "consent"})


def established(facts: Facts) -> Facts:
    """Without what still awaits her confirmation, in case the caller kept it."""
    kept = tuple(e for e in facts.entries if e.fact.standing is not Standing.CLAIMED)
    return replace(facts, entries=kept)


def has_confirmed(facts: Facts) -> bool:
    for entry in facts.entries:
        fact = entry.fact
        if fact.kind == "claim.confirmed":
            return True
        if fact.standing is Standing.CLAIMED:
            continue
        if fact.claim:  # a claim that is no longer `claimed` has been confirmed
            return True
        if fact.kind in _ABOUT_HERSELF and fact.provenance.channel in _OWN_FILING:
            return True
    return False


def agrees_to_show(facts: Facts, as_of: date) -> bool:
    """False when she signed, but not for publication. A withdrawal is told apart, see `withdrawn_on`."""
    latest = latest_list(facts, as_of)
    return latest is None or not _PUBLICATION.isdisjoint(_listed(latest))


def refused(facts: Facts, purposes: Collection[str], as_of: date) -> frozenset[str]:
    """Of these purposes, those she does not agree to. A form without a list covers all that are printed on it."""
    latest = latest_list(facts, as_of)
    return frozenset() if latest is None else frozenset(purposes) - _listed(latest)


def latest_list(facts: Facts, as_of: date) -> Entry | None:
    """Her latest signature that says what for; a claim of others does not count."""
    signed = [e for e in facts.of("consent") if (day(e, "signed_on") or e.fact.happened_on) <= as_of]
    listed = [e for e in signed if e.fact.standing is not Standing.CLAIMED and e.get("purposes")]
    return max(listed, key=lambda e: (day(e, "signed_on") or e.fact.happened_on, e.position), default=None)


def not_public_since(facts: Facts, as_of: date) -> date | None:
    """The day of the signature that leaves publication out, of somebody who is otherwise filed."""
    latest = latest_list(facts, as_of)
    if latest is None or not has_confirmed(facts) or agrees_to_show(facts, as_of):
        return None
    return day(latest, "signed_on") or latest.fact.happened_on


def _listed(entry: Entry) -> frozenset[str]:
    purposes = entry.get("purposes")
    return frozenset(map(str, purposes)) if isinstance(purposes, list) else frozenset()


def withdrawn_on(facts: Facts, as_of: date) -> date | None:
    """The day her withdrawal took effect, or None while she agrees."""
    last: tuple[date, int] | None = None
    renewed: tuple[date, int] | None = None
    for entry in facts.of("consent"):
        ended = day(entry, "withdrawn_on")
        if ended is None:
            signed = day(entry, "signed_on") or entry.fact.happened_on
            if signed <= as_of:
                renewed = max(renewed or (signed, entry.position), (signed, entry.position))
        elif ended <= as_of:
            last = max(last or (ended, entry.position), (ended, entry.position))
    if last is None or (renewed is not None and renewed > last):
        return None
    return last[0]


def day(entry: Entry, name: str) -> date | None:
    """A date field, or None when it is absent or not a date."""
    value = entry.get(name)
    try:
        return date.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
