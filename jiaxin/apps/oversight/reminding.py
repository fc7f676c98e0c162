"""到期提醒 — whose check-up or insurance runs out soon is told, once at each of the days of the rules.

A day on which no job ran is made up for: what counts is whether she was told since the day the reminder was due.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from jiaxin.apps.notices import actions as notices
from jiaxin.apps.notices import queries as told
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.permissions import Actor
from jiaxin.kit.clock import CHINA

WORDING = "document.expiring"


def remind(today: date) -> int:
    """How many were told."""
    days = figure_rules(today).remind_days
    ends = registry.expiring(today, today + timedelta(days=days[0]))
    before = told.last_told(WORDING, list(ends))
    due = [subject for subject, end in ends.items() if _waits(before.get(subject), end, today, days)]
    people, clerk = registry.people(due), Actor.job("reminders")
    for subject in due:
        phone = people[subject].phone if subject in people else ""
        with transaction.atomic():
            notices.tell(clerk, WORDING, {"document": "健康证或保险", "day": ends[subject].isoformat()}, subject=subject, phone=phone)
    while notices.deliver():  # some hundred at a time
        pass
    return len(due)


def _waits(last: datetime | None, end: date, today: date, days: tuple[int, ...]) -> bool:
    """Whether the latest reminder that is due by today has not been sent."""
    begun = max(end - timedelta(days=n) for n in days if end - timedelta(days=n) <= today)
    return last is None or last.astimezone(CHINA).date() < begun
