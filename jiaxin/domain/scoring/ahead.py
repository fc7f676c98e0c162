"""此后变动 — every day on which the calendar alone will change a score, and to what.

Decay goes down at month steps counted from the event and papers end on printed days, so the days ahead can be
listed: from one announced day to the next until nothing more is announced.

Not here  what a new record would do (advice).
"""

from collections.abc import Callable, Iterator
from datetime import date

from jiaxin.domain.scoring.engine import Assessment

Made = Callable[[date], Assessment]


def changes_ahead(made: Made, as_of: date, until: date) -> Iterator[tuple[date, Assessment]]:
    """(day, assessment from that day on) for every day up to `until` on which the digest becomes another one.

    made  the assessment of a day, everything known today taken as it is
    """
    now = made(as_of)
    while (day := now.next_change_on) is not None and day <= until:
        later = made(day)
        if later.digest != now.digest:
            yield day, later
        now = later


def next_change(made: Made, as_of: date, until: date) -> date | None:
    """The first such day. `next_change_on` is never later, but may name a day that turns out to change nothing."""
    return next((day for day, _ in changes_ahead(made, as_of, until)), None)
