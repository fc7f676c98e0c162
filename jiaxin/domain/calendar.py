"""日历 — month steps as the Civil Code counts them, and working days (工作日) of the State Council's tables.

Unit    days and whole months.
Source  Civil Code Art. 202 (a period of months ends on the same day number, or on the month's last day);
        yearly holiday notices of the State Council, kept as data in `rulebooks/calendar-*.toml`.
Silent  a year without a table is counted Monday to Friday minus the holidays with a fixed date, and every
        answer that touches it says `provisional`.
Not here  how long anything lasts (rulebooks), what day it is (the clock is an argument).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, packaged

DAY = timedelta(days=1)


@lru_cache(maxsize=1 << 16)
def add_months(day: date, months: int) -> date:
    """The same day number so many months on, or the last day of that month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


@lru_cache(maxsize=1 << 12)
def first_day_within(as_of: date, months: int) -> date:
    """The earliest day whose period of so many months has not yet run out on `as_of`.

    An event counts for n months exactly when it happened on or after this day, so a window is one
    comparison, in Python and in a query alike.
    """
    day = add_months(as_of, -months)
    while add_months(day, months) <= as_of:
        day += DAY
    return day


def whole_months(since: date, as_of: date) -> int:
    """Whole month steps from a day up to and including another; 0 when the first step is not over."""
    last = monthrange(as_of.year, as_of.month)[1]
    steps = (as_of.year - since.year) * 12 + as_of.month - since.month
    return steps - (as_of.day < min(since.day, last))


def last_day_of(issued_on: date, months: int) -> date:
    """末日 — last valid day of something issued for so many months: the day before the anniversary."""
    return add_months(issued_on, months) - DAY


@dataclass(frozen=True, slots=True)
class Due:
    """A day on the calendar; provisional while the year's table has not been announced."""

    on: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked.

    holidays  days off by year; a year absent here has no table yet
    working   weekends that are worked (调休), by year
    fixed     (month, day) of holidays that fall on the same date every year
    """

    holidays: Mapping[int, frozenset[date]]
    working: Mapping[int, frozenset[date]]
    fixed: frozenset[tuple[int, int]]

    def known(self, year: int) -> bool:
        return year in self.holidays

    def is_working(self, day: date) -> bool:
        if day.year in self.holidays:
            if day in self.holidays[day.year]:
                return False
            return day.weekday() < 5 or day in self.working[day.year]
        return day.weekday() < 5 and (day.month, day.day) not in self.fixed

    def after(self, start: date, working_days: int) -> Due:
        """The n-th working day after a day that is itself not counted."""
        if working_days < 0:
            raise Refused("calendar.backwards", "工作日期限不能是负数", "请检查规则里的期限")
        day, left, provisional = start, working_days, not self.known(start.year)
        while left:
            day += DAY
            provisional = provisional or not self.known(day.year)
            left -= self.is_working(day)
        return Due(day, provisional)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        return sum(self.is_working(start + DAY * n) for n in range(1, (end - start).days + 1))


def work_calendar(*documents: Rulebook) -> WorkCalendar:
    """A calendar from one or more calendar files; a later file replaces the years it names."""
    holidays: dict[int, frozenset[date]] = {}
    working: dict[int, frozenset[date]] = {}
    fixed: set[tuple[int, int]] = set()
    for document in documents:
        document.must_be("calendar")
        for text in document.data["fixed"]["days"]:
            month, day = str(text).split("-")
            fixed.add((int(month), int(day)))
        for year in document.data["year"]:
            number = int(year["year"])
            holidays[number] = frozenset(_spans(year["holidays"]))
            working[number] = frozenset(year["working_weekends"])
            if any(d.year != number for d in holidays[number] | working[number]):
                raise Refused("calendar.wrong-year", f"{number} 年的放假表里混进了别的年份", "请把日期放到它所属的年份")
    return WorkCalendar(holidays, working, frozenset(fixed))


def _spans(spans: Iterable[tuple[date, date]]) -> Iterable[date]:
    for first, last in spans:
        yield from (first + DAY * n for n in range((last - first).days + 1))


@cache
def packaged_calendar(version: str = "calendar-2026") -> WorkCalendar:
    """The calendar that ships with the product."""
    return work_calendar(packaged(version))
