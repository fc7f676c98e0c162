"""前后对比 — why two assessments of one subject are not the same: which facts came, which went, which lines moved.

Serves the time machine (known then, known now) and a change of rules. Each changed fact is named by its entry.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.history import CORRECTION
from jiaxin.domain.scoring.engine import Assessment


class Moved(NamedTuple):
    """A line of the account before and after, in thousandths; 0 where it was not there."""

    dimension: str
    indicator: str
    before: int
    after: int


class Came(NamedTuple):
    """A fact that counts in one and not in the other; `by` is the entry that took it out or replaced it."""

    entry: Entry
    counts_now: bool
    by: Entry | None = None


def facts_between(before: Facts, after: Facts, told: Sequence[Entry]) -> list[Came]:
    """Facts of one and not of the other, in order of position. told: everything known by the later moment."""
    old, new = ({e.id: e for e in facts.entries} for facts in (before, after))
    by = {str(e.get("of")): e for e in told if e.fact.kind == CORRECTION}
    by |= {e.fact.supersedes: e for e in told if e.fact.supersedes}
    changed = [Came(e, False, by.get(e.id)) for e in before.entries if e.id not in new]
    changed += [Came(e, True) for e in after.entries if e.id not in old]
    return sorted(changed, key=lambda one: (one.entry.position, one.counts_now))


def lines_between(before: Assessment, after: Assessment) -> list[Moved]:
    """Lines whose points differ, in the order of the later account."""
    old, new = _lines(before), _lines(after)
    return [
        Moved(*key, old.get(key, 0), new.get(key, 0))
        for key in dict.fromkeys([*new, *old])
        if old.get(key, 0) != new.get(key, 0)
    ]


def _lines(one: Assessment) -> Mapping[tuple[str, str], int]:
    return {(reason.dimension, reason.indicator): reason.points for reason in one.reasons}
