"""What due process means, said once more and independently of the engine: a monitor that reads finished traces.

It knows which steps hurt somebody, by which step she is told, what must have been said, and the longest time, as plain
numbers. It counts working days by itself. It never asks the engine, so a hole in the engine is a finding here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.domain.calendar import WorkCalendar
from jiaxin.domain.procedures.table import Event

TIME_TO_ANSWER = 5  # working days


@dataclass(frozen=True, slots=True)
class Hurts:
    """told  verb of the notice; served by the first "serve" after it;  basis  what must have been said;  months  by measure, 0 = done once
    measure  fixed measure, or empty where the case says it;  counted  name of a date the longest time runs from
    """

    told: str
    basis: tuple[str, ...]
    measure: str = ""
    counted: str = ""


ADVERSE = {
    ("measure", "decide"): Hurts("notify", ("measure", "basis", "document_no", "notice_no")),
    ("complaint", "uphold"): Hurts("notify", ("basis", "document_no", "notice_no"), "finding"),
    ("red-review", "uphold"): Hurts("notify", ("entry", "notice_no"), "red"),
    ("publication", "publish"): Hurts("notify", ("entry", "basis", "document_no", "notice_no"), "publication", "decided_on"),
    ("inspection", "publish"): Hurts("order", ("basis", "items", "notice_no"), "inspection"),
}
LONGEST = {
    "reminder": 0, "warning": 12, "no_recommendation": 3, "downgrade": 12, "pledge_breach": 12, "award_withdrawn": 0,
    "finding": 12, "red": 0, "inspection": 12, "publication": 3,
}  # fmt: skip
SUSPENDED_FOR = 3  # working days, twice at most
RULES = ("before notice and window", "during an objection", "without basis", "past the legal maximum", "code stopped too long")


def months_on(day: date, months: int) -> date:
    """Civil Code Art. 202, written anew."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def working_days_between(calendar: WorkCalendar, start: date, end: date) -> int:
    return sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def broken(
    code: str, events: Sequence[Event], contested: Sequence[bool], until: date | None, calendar: WorkCalendar
) -> list[str]:
    """Rules that the last event of a trace breaks.

    contested  for each event whether an objection was open when it was taken
    until      the day the engine says the consequence of the last event ends; None where it says nothing
    """
    last = events[-1]
    if code == "suspension":
        return _stopped_too_long(events, calendar)
    hurts = ADVERSE.get((code, last.verb))
    if hurts is None:
        return []
    found = []
    told = [e for e in events[:-1] if e.verb == hurts.told]
    proofs = [e for e in events[events.index(told[-1]) : -1] if e.verb == "serve"] if told else []
    if not proofs or working_days_between(calendar, proofs[0].on, last.on - timedelta(days=1)) < TIME_TO_ANSWER or ((promised := told[-1].said.get("heard_until")) and last.on <= date.fromisoformat(str(promised))):
        found.append(RULES[0])
    if contested[-1]:
        found.append(RULES[1])
    said: dict[str, object] = {}
    for event in events:
        said.update(event.said)
    if any(not said.get(name) for name in hurts.basis):
        found.append(RULES[2])
    months = LONGEST[hurts.measure or str(said.get("measure"))]
    start = date.fromisoformat(str(said[hurts.counted])) if hurts.counted else last.on
    if months and (until is None or until > months_on(start, months)):
        found.append(RULES[3])
    return found


def _stopped_too_long(events: Sequence[Event], calendar: WorkCalendar) -> list[str]:
    """Working days of grey up to the day of the last event, when the code is still stopped or just restored."""
    begun = next((e.on for e in events if e.verb in ("second", "order")), None)
    if begun is None or events[-1].verb != "renew":
        return []
    again = sum(e.verb == "renew" for e in events)
    late = working_days_between(calendar, begun, events[-1].on) > SUSPENDED_FOR
    return [RULES[4]] if again > 1 or late else []
