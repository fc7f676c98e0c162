"""积分来源 — which entries of the record earn points, and how many: rules as data, matched against what stands.

Unit    whole points; of an event that counts by the hour, points an hour.
Source  rulebooks/points-*.toml: community service and training, as the form of consent names them.
Silent  an entry that is a claim, that was corrected, or that happened longer ago than the rules allow earns nothing.
Not here  the book (incentives/points), whether an entry is disputed (history).
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Entry
from jiaxin.domain.incentives.points import Rules
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.rulebooks.reading import Rulebook


@dataclass(frozen=True, slots=True)
class Event:
    """积分事项. `where` what the entry must say; `each` the number in it that the points are counted by, empty for once an entry."""

    code: str
    label: str
    points: int
    record: str
    where: Mapping[str, str]
    each: str


@dataclass(frozen=True, slots=True)
class PointRules:
    """The pack of a day. `claim_months`: how long after it happened an entry still earns."""

    book: Rules
    claim_months: int
    events: tuple[Event, ...]

    @property
    def records(self) -> frozenset[str]:
        return frozenset(one.record for one in self.events)


def point_rules(pack: Rulebook) -> PointRules:
    said = pack.data["book"]
    events = tuple(Event(str(e["code"]), str(e["label"]), int(e["points"]), str(e["record"]), dict(e.get("where", {})), str(e.get("each", ""))) for e in pack.data["event"])
    return PointRules(Rules(int(said["daily_cap"]), int(said["months"])), int(said["claim_months"]), events)


def earning(entry: Entry, rules: PointRules, on: date) -> tuple[Event, int] | None:
    """What an entry earns on a day, before the cap; None for one that earns nothing."""
    happened = entry.fact.happened_on
    if happened > on or on >= add_months(happened, rules.claim_months):
        return None
    for one in rules.events:
        if entry.fact.kind == one.record and all(entry.get(name) == value for name, value in one.where.items()):
            return one, one.points * (int(str(entry.get(one.each) or 0)) if one.each else 1)
    return None


def origins(history: Iterable[Entry]) -> dict[str, str]:
    """Each entry → the first of its line: a later wording of one thing is the same thing. Entries in order of position."""
    found: dict[str, str] = {}
    for entry in history:
        found[entry.id] = found.get(entry.fact.supersedes, entry.id)
    return found


def said_twice(entries: Iterable[Entry], records: Container[str]) -> dict[str, str]:
    """Entries that tell of one person's thing what an earlier one tells of it → that one: another source, or another file of hers.

    What tells a thing from others of its kind is the key of the kind. Entries that stand, those to be kept first; only of `records`.
    """
    first: dict[tuple[str, ...], str] = {}
    found: dict[str, str] = {}
    for entry in entries:
        if entry.fact.kind in records:
            thing = entry.fact.kind, *(str(entry.get(name)) for name in kinds()[entry.fact.kind].key)
            if first.setdefault(thing, entry.id) != entry.id:
                found[entry.id] = first[thing]
    return found
