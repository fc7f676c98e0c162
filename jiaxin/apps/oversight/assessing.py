"""街道考核 — a year's letters to all streets, points from a kept counting, answers to objections, the final list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.oversight import snapshots
from jiaxin.apps.oversight.snapshots import Counting
from jiaxin.apps.oversight.tasks import tasks
from jiaxin.apps.registry import actions as places
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.figures import Figure
from jiaxin.domain.figures.street_assessment import Sheet, assessment_rules, grade_of, points_text, scored
from jiaxin.domain.figures.tasks import OPEN
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.kit import clock

CODE = "street-assessment"


@dataclass(frozen=True, slots=True)
class Standing:
    """One street's year. sheet: as it would be scored on `counted`; points: as scored or answered, None before that."""

    street: str
    name: str
    case: str
    state: str
    label: str
    signed_on: date | None
    signer: str
    sheet: Sheet
    points: int | None
    grade: str
    snapshot: str
    objection: str
    answer: str


def issue_letters(actor: Actor, year: int) -> int:
    """A letter for every street that has none for the year. How many."""
    require(actor, Permission.TASK_GIVE)
    today = clock.today()
    book, had = assessment_rules(today), _cases(year)
    offices = {one.region: one.id for one in access.organisations("street")}
    district, count = places.place(settings.DISTRICT.name), 0
    with transaction.atomic():
        for street in registry.regions("street", today):
            if street not in had:
                said: dict[str, Value] = {"year": year, "version": book.version}
                governance.open_case(actor, CODE, district, f"{year}:{street}", said, organisation=offices.get(street, ""), street=street)
                count += 1
    return count


def score_streets(actor: Actor, year: int) -> int:
    """Count, keep the counting, and score every street that is not scored yet and of which something was counted. How many."""
    require(actor, Permission.TASK_GIVE)
    found = snapshots.keep()
    waiting = [one for one in assessments(year, found) if one.state in ("issued", "signed") and one.sheet.counted]
    with transaction.atomic():
        for one in waiting:
            lines: list[str] = [f"{m.label} {m.value}：{m.said} 分（{m.how}）" for m in one.sheet.marks]
            governance.take_step(actor, one.case, "score", {"snapshot": found.digest, "points": points_text(one.sheet.points), "sheet": lines})
    return len(waiting)


def answer_objection(actor: Actor, case: str, points: int, result: str) -> None:
    """Points that stand from now on, whether or not the answer changed them."""
    governance.take_step(actor, case, "answer", {"points": points_text(points), "result": result})


def publish_list(actor: Actor, year: int) -> int:
    """Everybody whose time for objections is over, or whose objection is answered. How many; Raises Refused where nobody is ready."""
    require(actor, Permission.ASSESSMENT_FINAL)
    ready = [one for one in assessments(year, snapshots.counted_now()) if one.state in ("scored", "answered") and not _waits(one)]
    if not ready:
        raise Refused("assessment.nobody", "没有可以公布的街道", "异议期满或异议答复后才能公布")
    with transaction.atomic():
        for one in ready:
            governance.take_step(actor, one.case, "publish")
    return len(ready)


def assessments(year: int, counted: Counting) -> list[Standing]:
    """All streets, the best first by what counts now; those scored by their points."""
    cases, today = _cases(year), clock.today()
    figures: dict[str, dict[str, Figure]] = {}
    for one in counted.counted.figures:
        figures.setdefault(one.place.code, {})[one.code] = one
    late = late_tasks(today)
    found = [_standing(street, name, cases.get(street), figures.get(street, {}), late.get(street, 0), today) for street, name in registry.regions("street", today).items()]
    return sorted(found, key=lambda s: (-(s.points if s.points is not None else s.sheet.points), s.street))


def late_tasks(on: date) -> dict[str, int]:
    """Street → tasks of the joint meeting that were late on a day, or done late."""
    late: dict[str, int] = {}
    for task in tasks():
        if (task.state in OPEN and task.due_on < on) or (task.closed_on and task.closed_on > task.due_on):
            late[task.street] = late.get(task.street, 0) + 1
    return late


def letter_case(street: str, year: int) -> matters.CaseView | None:
    return _cases(year).get(street)


def _standing(street: str, name: str, case: matters.CaseView | None, figures: Mapping[str, Figure], late: int, today: date) -> Standing:
    book = assessment_rules(case.opened_at.date() if case else today)
    sheet = scored(figures, late, book)
    if case is None:
        return Standing(street, name, "", "", "没有下达", None, "", sheet, None, "", "", "", "")
    said = {name: value for e in case.events for name, value in e.said.items()}
    signed = next((e for e in case.events if e.verb == "sign"), None)
    points = _thousandths(str(said["points"])) if "points" in said else None
    objected = next((e for e in case.events if e.verb == "object"), None)
    return Standing(
        street, name, case.id, case.state, case.state_label, signed.on if signed else None, str(signed.said["signer"]) if signed else "", sheet, points,
        grade_of(points, book) if points is not None else "", str(said.get("snapshot", "")),
        f"{objected.said['item']}：{objected.said['remark']}" if objected else "", str(said.get("result", "")),
    )  # fmt: skip


def _waits(one: Standing) -> bool:
    """The time for objections still runs."""
    if one.state != "scored":
        return False
    until = matters.notice_until(one.case)
    return until is not None and clock.today() <= until


def _cases(year: int) -> dict[str, matters.CaseView]:
    every = [*matters.open_cases(CODE), *matters.closed_cases(CODE, limit=500)]
    return {one.street: one for one in every if one.about.startswith(f"{year}:")}


def _thousandths(text: str) -> int:
    whole, _, part = text.partition(".")
    return int(whole) * 1000 + int((part or "0").ljust(3, "0"))
