"""当日统计 — a count over the whole record is made once a day, and each page that shows it says when.

A short record is counted anew whenever somebody looks: that takes no longer than reading what was kept.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.scoring.models import DayCount
from jiaxin.kit import clock

AT_ONCE = 20_000  # entries of the record up to which nothing is kept


def counted(name: str, count: Callable[[], Any], once: bool = False, at_most: timedelta | None = None) -> tuple[Any, datetime]:
    """What `count` gives (as JSON can hold it), as kept where it was counted today, and the instant of counting.

    once     what is counted of a day gone by is not counted again the next day
    at_most  how old it may be on its own day
    """
    if ledger.checkpoint().size <= AT_ONCE:
        return count(), clock.now()
    kept = DayCount.objects.filter(name=name).first()
    stale = kept is not None and at_most is not None and clock.now() - kept.counted_at > at_most
    if kept is None or stale or not (once or kept.counted_on == clock.today()):
        kept, _ = DayCount.objects.update_or_create(name=name, defaults={"said": count(), "counted_on": clock.today(), "counted_at": clock.now()})
    return kept.said, kept.counted_at
