"""到期提醒 — whose check-up or insurance runs out soon is told, once at each of the days of the rules; so is her company.

A day on which no job ran is made up for: what counts is whether she was told since the day the reminder was due. Her company
reads how many of its people it concerns and the earliest day, in one message a day at most, and finds who on its own list.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from jiaxin.apps.access import queries as access
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.notices import queries as told
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.permissions import Actor
from jiaxin.kit.clock import CHINA

WORDING = "document.expiring"
OF_COMPANY = "documents.expiring"


def remind(today: date) -> int:
    """How many people were told."""
    days = figure_rules(today).remind_days
    ends = registry.expiring(today, today + timedelta(days=days[0]))
    before = told.last_told(WORDING, list(ends))
    due = [subject for subject, end in ends.items() if _waits(before.get(subject), end, today, days)]
    people, clerk = registry.people(due), Actor.job("reminders")
    for subject in due:
        phone = people[subject].phone if subject in people else ""
        with transaction.atomic():
            notices.tell(clerk, WORDING, {"document": "健康证或保险", "day": ends[subject].isoformat()}, subject=subject, phone=phone)
    _tell_companies(ends, today, days)
    while notices.deliver():  # some hundred at a time
        pass
    return len(due)


def _tell_companies(ends: Mapping[str, date], today: date, days: tuple[int, ...]) -> None:
    """Each company one of whose people has come to a reminder since it was last told. Nobody is named."""
    firms: dict[str, list[date]] = defaultdict(list)
    for subject, company in registry.employers(list(ends)).items():
        firms[company].append(ends[subject])
    before, clerk = told.last_told(OF_COMPANY, list(firms)), Actor.job("reminders")
    for company in sorted(access.organisation_names(set(firms))):  # those that sign in here
        if any(_waits(before.get(company), end, today, days) for end in firms[company]):
            said = {"count": str(len(firms[company])), "day": min(firms[company]).isoformat()}
            notices.tell(clerk, OF_COMPANY, said, subject=company)


def _waits(last: datetime | None, end: date, today: date, days: tuple[int, ...]) -> bool:
    """Whether the latest reminder about an end that is due by today has not been sent."""
    begun = max(end - timedelta(days=n) for n in days if end - timedelta(days=n) <= today)
    return last is None or last.astimezone(CHINA).date() < begun
