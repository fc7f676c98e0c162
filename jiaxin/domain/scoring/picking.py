"""选取 — which established facts a measure looks at on a day, and what looking leaves behind.

Window  a window of n months holds what happened on or after `calendar.first_day_within(as_of, n)`.
Not here  what is made of the facts picked (measures), the same choice over all subjects at once (batch).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from jiaxin.domain.calendar import DAY, add_months, first_day_within
from jiaxin.domain.facts import Entry, Facts, Value
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.readable import date_in, must_be_measured

Index = Mapping[str, Sequence[Entry]]


def index_of(facts: Facts) -> Index:
    """Entries by kind, in order of position."""
    found: dict[str, list[Entry]] = {}
    for entry in facts.entries:
        kind = entry.fact.kind
        if kind in found:
            found[kind].append(entry)
        else:
            found[kind] = [entry]
    return found


@dataclass(slots=True)
class Sight:
    """What measuring one subject leaves behind: entries used, and days on which the calendar changes it."""

    as_of: date
    context: Context
    used: list[Entry] = field(default_factory=list)
    turns: list[date] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pick:
    """选取 — which facts of a kind count on a day.

    where    field → values allowed
    months   only what happened within so many months; 0 = whenever
    since    date field: counts from that day (missing: from the day it happened)
    through  date field: last day on which it counts (missing: no end)
    before   date field: the day on which it no longer counts (missing: no end)
    """

    kind: str
    where: tuple[tuple[str, tuple[str | int | bool, ...]], ...] = ()
    months: int = 0
    since: str = ""
    through: str = ""
    before: str = ""

    def __post_init__(self) -> None:
        must_be_measured(*(name for name, _ in self.where), *filter(None, self._dates))

    @property
    def _dates(self) -> tuple[str, str, str]:
        return self.since, self.through, self.before

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        names = (*(name for name, _ in self.where), *self._dates)
        return ((self.kind, ""), *((self.kind, name) for name in names if name))

    def among(self, index: Index, sight: Sight) -> list[Entry]:
        if self.kind not in index:
            return []
        as_of, picked, where = sight.as_of, [], self.where
        first = first_day_within(as_of, self.months) if self.months else date.min
        oldest = date.max
        dated = self.since or self.through or self.before
        for entry in index[self.kind]:
            fact = entry.fact
            happened, clear = fact.happened_on, fact.clear
            if happened > as_of:
                sight.turns.append(happened)
            elif happened >= first:
                for name, allowed in where:
                    if clear.get(name) not in allowed:
                        break
                else:
                    if not dated or self._runs(clear, sight):
                        picked.append(entry)
                        oldest = happened if happened < oldest else oldest
        if picked and self.months:
            sight.turns.append(add_months(oldest, self.months))
        sight.used += picked
        return picked

    def _runs(self, clear: Mapping[str, Value], sight: Sight) -> bool:
        if self.since and (start := date_in(clear, self.since)) and start > sight.as_of:
            sight.turns.append(start)
            return False
        ends = []
        if self.through and (last := date_in(clear, self.through)) and last < date.max:  # 9999-12-31 prints 长期
            ends.append(last + DAY)
        if self.before and (gone := date_in(clear, self.before)):
            ends.append(gone)
        if ends and min(ends) <= sight.as_of:
            return False
        sight.turns += ends
        return True


def number(entry: Entry, name: str) -> int:
    value = entry.fact.clear.get(name)
    return value if isinstance(value, int) else 0


def key(entry: Entry, name: str) -> str | int | bool:
    value = entry.fact.clear.get(name)
    return value if isinstance(value, (str, int)) else ""
