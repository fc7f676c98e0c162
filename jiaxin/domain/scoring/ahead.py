"""此后变动 — every day on which the calendar alone will change a score, and to what.

Decay goes down at month steps counted from the event and papers end on printed days, so the days ahead can be
listed: from one announced day to the next until nothing more is announced.

Not here  what a new record would do (advice).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.scoring.engine import Assessment

Made = Callable[[date], Assessment]


def changes_ahead(made: Made, as_of: date, until: date, turns: Sequence[date] = ()) -> Iterator[tuple[date, Assessment]]:
    """(day, assessment from that day on) for every day up to `until` on which the digest becomes another one.

    made   the assessment of a day, everything known today taken as it is; raises Refused where there is none, and there the list ends
    turns  days on which another rule pack begins to apply, or none any more: no fact announces them
    """
    now, day = made(as_of), as_of
    while (nearest := _nearest(now, day, turns)) is not None and nearest <= until:
        day = nearest
        try:
            later = made(day)
        except Refused:
            return
        if later.digest != now.digest:
            yield day, later
        now = later


def _nearest(now: Assessment, day: date, turns: Sequence[date]) -> date | None:
    said = [now.next_change_on] if now.next_change_on else []
    return min([*said, *(turn for turn in turns if turn > day)], default=None)


def next_change(made: Made, as_of: date, until: date) -> date | None:
    """The first such day. `next_change_on` is never later, but may name a day that turns out to change nothing."""
    return next((day for day, _ in changes_ahead(made, as_of, until)), None)
