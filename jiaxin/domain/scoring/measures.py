"""计量 — the small library every indicator is built from: how established facts become one whole number.

A measure has two faces. Here, over the facts of one subject, it also names the entries it rests on and the next
day on which the calendar alone changes it. Over all subjects at once it is an expression (`batch`), which
returns the same raw whole numbers. `finish` turns raw numbers into the value and is shared by both.

Unit    whole numbers only: counts, fen, months, thousandths; weights in millionths.
Window  a window of n months holds what happened on or after `calendar.first_day_within(as_of, n)`; decay goes
        down at each month step counted from the event.
Not here  what a value is worth (scale), what it means (indicators), how much it counts (rulebooks).
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isqrt
from typing import NamedTuple, Protocol

from jiaxin.domain.calendar import DAY, add_months, first_day_within, whole_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.picking import Index, Pick, Sight, key, number
from jiaxin.domain.scoring.readable import date_in, must_be_measured

MILLION = 1_000_000
EPOCH = date(1970, 1, 1).toordinal()  # days in segments are counted from here
Raw = tuple[int | None, ...]
Worth = tuple[tuple[str | int | bool, int], ...]


class Measure(Protocol):
    """reads: (kind, field) pairs; a kind alone is (kind, ""). Given inputs are ("", name)."""

    @property
    def reads(self) -> tuple[tuple[str, str], ...]: ...

    def raw(self, index: Index, sight: Sight) -> Raw: ...

    def finish(self, raw: Raw, as_of: date) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Count:
    """次数 — how many."""

    pick: Pick

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return self.pick.reads

    def raw(self, index: Index, sight: Sight) -> Raw:
        return (len(self.pick.among(index, sight)),)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        return raw[0] or 0


@dataclass(frozen=True, slots=True)
class Distinct:
    """家数 — how many different counterparties (families); facts without one do not count."""

    pick: Pick

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return self.pick.reads

    def raw(self, index: Index, sight: Sight) -> Raw:
        return (len({e.fact.counterparty for e in self.pick.among(index, sight)} - {""}),)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        return raw[0] or 0


@dataclass(frozen=True, slots=True)
class Sum:
    """合计 — the sum of a whole-number field."""

    pick: Pick
    of: str

    def __post_init__(self) -> None:
        must_be_measured(self.of)

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return (*self.pick.reads, (self.pick.kind, self.of))

    def raw(self, index: Index, sight: Sight) -> Raw:
        return (sum(number(e, self.of) for e in self.pick.among(index, sight)),)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        return raw[0] or 0


@dataclass(frozen=True, slots=True)
class Share:
    """占比 — part per `per` of the whole, by number or by the sum of a field; silent below `at_least` in the whole."""

    part: Pick
    whole: Pick
    of: str = ""
    per: int = 1000
    at_least: int = 1

    def __post_init__(self) -> None:
        if self.of:
            must_be_measured(self.of)

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        of = ((self.whole.kind, self.of),) if self.of else ()
        return (*self.part.reads, *self.whole.reads, *of)

    def raw(self, index: Index, sight: Sight) -> Raw:
        return self._size(self.part.among(index, sight)), self._size(self.whole.among(index, sight))

    def _size(self, entries: list[Entry]) -> int:
        return sum(number(e, self.of) for e in entries) if self.of else len(entries)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        part, whole = raw[0] or 0, raw[1] or 0
        return self.per * part // whole if whole >= max(1, self.at_least) else None


@dataclass(frozen=True, slots=True)
class Latest:
    """最近一次 — what the most recent fact of a kind is worth; nothing once it has run out.

    Only the most recent one speaks: a later failed check takes an earlier passed one's place. Without `worth`
    the field's own number is the value.
    """

    kind: str
    of: str
    worth: Worth
    by: str = ""
    through: str = ""

    def __post_init__(self) -> None:
        must_be_measured(self.of, *filter(None, (self.by, self.through)))

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return ((self.kind, ""), *((self.kind, n) for n in (self.of, self.by, self.through) if n))

    def raw(self, index: Index, sight: Sight) -> Raw:
        as_of, best, last = sight.as_of, None, None
        for entry in index.get(self.kind, ()):
            happened = entry.fact.happened_on
            if happened > as_of:
                sight.turns.append(happened)
                continue
            on = (date_in(entry.fact.clear, self.by) if self.by else None) or happened
            if on > as_of:
                sight.turns.append(on)
            elif last is None or (on, entry.position) > last:
                best, last = entry, (on, entry.position)
        if best is None:
            return (None,)
        sight.used.append(best)
        if self.through and (end := date_in(best.fact.clear, self.through)):
            if end < as_of:
                return (0,)
            if end < date.max:
                sight.turns.append(end + DAY)
        return (dict(self.worth).get(key(best, self.of), 0) if self.worth else number(best, self.of),)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        return raw[0]


@dataclass(frozen=True, slots=True)
class Best:
    """最高等级 — the most any counting fact is worth; silent when there is none."""

    pick: Pick
    of: str
    worth: Worth

    def __post_init__(self) -> None:
        must_be_measured(self.of)

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return (*self.pick.reads, (self.pick.kind, self.of))

    def raw(self, index: Index, sight: Sight) -> Raw:
        worth = dict(self.worth)
        return (max((worth.get(key(e, self.of), 0) for e in self.pick.among(index, sight)), default=None),)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        return raw[0]


@dataclass(frozen=True, slots=True)
class Decayed:
    """逐月衰减合计 — each fact's worth, times the weight of the month step it has reached.

    of       field whose value `worth` prices; empty: every fact has the worth of ""
    weights  millionths by whole months since the event; past the last one it counts nothing
    The value is in thousandths of `worth`'s unit, rounded half up once, at the end.
    """

    pick: Pick
    of: str
    worth: Worth
    weights: tuple[int, ...]

    def __post_init__(self) -> None:
        must_be_measured(*filter(None, (self.of,)))
        if self.pick.months:
            raise Refused("scoring.two-windows", "逐月衰减的期限由权重表给出", "请去掉选取里的 months")

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return (*self.pick.reads, *(((self.pick.kind, self.of),) if self.of else ()))

    def raw(self, index: Index, sight: Sight) -> Raw:
        used = len(sight.used)
        picked = self.pick.among(index, sight)
        if not picked:
            return (0,)
        del sight.used[used:]
        worth, steps, total = dict(self.worth), month_steps(sight.as_of, len(self.weights)), 0
        for entry in picked:
            happened = entry.fact.happened_on
            step = len(steps) - bisect_right(steps, happened)
            points = worth.get(key(entry, self.of), 0)
            if step < len(self.weights) and points:
                total += points * self.weights[step]
                sight.used.append(entry)
                sight.turns.append(add_months(happened, step + 1))
        return (total,)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        return ((raw[0] or 0) * 2000 + MILLION) // (2 * MILLION)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """距今月数 — whole months since the first or the last such fact, at most `cap`; silent when there is none."""

    pick: Pick
    which: str
    cap: int

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return self.pick.reads

    def raw(self, index: Index, sight: Sight) -> Raw:
        used = len(sight.used)
        picked = self.pick.among(index, sight)
        if not picked:
            return (None,)
        del sight.used[used:]
        choose = min if self.which == "first" else max
        entry = choose(picked, key=lambda e: (e.fact.happened_on, e.position))
        sight.used.append(entry)
        happened = entry.fact.happened_on
        if (months := whole_months(happened, sight.as_of)) < self.cap:
            sight.turns.append(add_months(happened, months + 1))
        return (happened.toordinal() - EPOCH,)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        if raw[0] is None:
            return None
        return min(self.cap, whole_months(date.fromordinal(raw[0] + EPOCH), as_of))


@dataclass(frozen=True, slots=True)
class PriorMean:
    """先验均值 — a mean drawn towards what is usual, in thousandths, halves up.

    The usual weighs as much as `prior_count` facts: the context's `prior` (thousandths), else `prior_milli`.
    """

    pick: Pick
    of: str
    prior_count: int
    prior_milli: int
    prior: str = ""
    spread_milli: int = 0

    def __post_init__(self) -> None:
        must_be_measured(self.of)

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        given = (("", self.prior),) if self.prior else ()
        return (*self.pick.reads, (self.pick.kind, self.of), *given)

    def raw(self, index: Index, sight: Sight) -> Raw:
        picked = self.pick.among(index, sight)
        prior = None
        if self.prior:
            prior = sight.context.values.get(self.prior)
            if self.prior in sight.context.next_change_on:
                sight.turns.append(sight.context.next_change_on[self.prior])
        return len(picked), sum(number(e, self.of) for e in picked), prior

    def finish(self, raw: Raw, as_of: date) -> int | None:
        count, total = raw[0] or 0, raw[1] or 0
        prior = self.prior_milli if raw[2] is None else raw[2]
        whole = self.prior_count + count
        return (2 * (self.prior_count * prior + 1000 * total) + whole) // (2 * whole)

    def half_width(self, raw: Raw) -> int:
        return half_interval(self.spread_milli, self.prior_count + (raw[0] or 0))


@dataclass(frozen=True, slots=True)
class Met:
    """满足项数 — how many of these measures say more than nothing."""

    of: tuple[Measure, ...]

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for one in self.of for pair in one.reads)

    def raw(self, index: Index, sight: Sight) -> Raw:
        return tuple(part for one in self.of for part in one.raw(index, sight))

    def finish(self, raw: Raw, as_of: date) -> int | None:
        met = at = 0
        for one in self.of:
            wide = width(one)
            met += bool(one.finish(raw[at : at + wide], as_of))
            at += wide
        return met


@dataclass(frozen=True, slots=True)
class Given:
    """背景值 — a stored input of the context; silent when it is not there. `half`: name of half its 80 % interval."""

    name: str
    half: str = ""

    @property
    def reads(self) -> tuple[tuple[str, str], ...]:
        return (("", self.name), *((("", self.half),) if self.half else ()))

    def raw(self, index: Index, sight: Sight) -> Raw:
        if self.name in sight.context.next_change_on:
            sight.turns.append(sight.context.next_change_on[self.name])
        if self.half:
            return sight.context.values.get(self.name), sight.context.values.get(self.half)
        return (sight.context.values.get(self.name),)

    def finish(self, raw: Raw, as_of: date) -> int | None:
        return raw[0]

    def half_width(self, raw: Raw) -> int:
        return (raw[1] or 0) if self.half else 0


def width(measure: Measure) -> int:
    """How many raw whole numbers a measure yields."""
    if isinstance(measure, Met):
        return sum(width(one) for one in measure.of)
    if isinstance(measure, Given):
        return 2 if measure.half else 1
    return 2 if isinstance(measure, Share) else 3 if isinstance(measure, PriorMean) else 1


def half_interval(spread_milli: int, count: int) -> int:
    """Half of the 80 % interval of a mean of so many, in thousandths: 1.2816 standard errors."""
    return isqrt((12816 * spread_milli) ** 2 // count) // 10_000


class Measured(NamedTuple):
    """value None = silent. `half` is half of its 80 % interval, 0 where it has none."""

    value: int | None
    because: tuple[str, ...]
    next_change_on: date | None
    half: int = 0


def measure(one: Measure, index: Index, as_of: date, context: Context) -> Measured:
    """The single-subject face."""
    sight = Sight(as_of, context)
    raw = one.raw(index, sight)
    value = one.finish(raw, as_of)
    turn = min([day for day in sight.turns if day > as_of], default=None) if sight.turns else None
    half = one.half_width(raw) if isinstance(one, (PriorMean, Given)) else 0
    because = tuple(dict.fromkeys([e.id for e in sight.used])) if sight.used else ()
    return Measured(value, because, turn, half)


@lru_cache(maxsize=1 << 10)
def month_steps(as_of: date, months: int) -> list[date]:
    """First days of the windows of months, …, 2, 1 months: ascending, one step a month."""
    return [first_day_within(as_of, n) for n in range(months, 0, -1)]
