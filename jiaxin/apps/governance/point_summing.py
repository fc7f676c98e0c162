"""积分总账 — every book of points together over a time: what came into being, what went where, what is held. Counts alone, nobody named.

Unit    whole points; persons who have a book.
Not here  one person's book (pointing), the arithmetic (domain/incentives/points).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.governance.pointing import books, rules_of
from jiaxin.domain.calendar import DAY
from jiaxin.domain.incentives import points
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class PointSums:
    """opening, closing  what all hold before the first day and at the end of the last; `earned` by event, `months` (month, earned, spent, lapsed, taken back)

    in a time: opening + earned − taken back − spent + given back − lapsed + lapse reversed = closing
    frozen   of what is held today, under objection
    """

    books: int
    opening: int
    closing: int
    earned: tuple[tuple[str, int], ...]
    taken_back: int
    spent: int
    lapsed: int
    frozen: int
    months: tuple[tuple[str, int, int, int, int], ...]
    movements: int


def point_sums(first: date, last: date) -> PointSums:
    """Both days included."""
    today = clock.today()
    rules, labels = rules_of(today), {one.code: one.label for one in rules_of(today).events}
    earned: Counter[str] = Counter()
    months: dict[str, list[int]] = {}
    number = opening = closing = frozen = count = 0
    for subject, read in books():
        number += any(m.on <= last for m in read.moves)
        opening += points.totals([m for m in read.moves if m.on <= first - DAY]).get(subject, 0)
        closing += points.totals([m for m in read.moves if m.on <= last]).get(subject, 0)
        frozen += points.balance(read.moves, subject, today, rules.book, read.gone) - points.balance(read.moves, subject, today, rules.book, read.held)
        for m in (m for m in read.moves if first <= m.on <= last):
            count += 1
            month = months.setdefault(m.on.strftime("%Y-%m"), [0, 0, 0, 0])
            if m.debit == points.ISSUED:
                earned[labels.get(m.event, m.event or "以前的积分")] += m.points
                month[0] += m.points
            for at, account in ((1, points.SPENT), (2, points.LAPSED), (3, points.ISSUED)):
                month[at] += m.points if m.credit == account else -m.points if m.debit == account and account != points.ISSUED else 0
    spent, lapsed, back = (sum(month[at] for month in months.values()) for at in (1, 2, 3))
    return PointSums(number, opening, closing, tuple(sorted(earned.items(), key=lambda one: (-one[1], one[0]))), back, spent, lapsed, frozen, tuple((name, of[0], of[1], of[2], of[3]) for name, of in sorted(months.items())), count)
