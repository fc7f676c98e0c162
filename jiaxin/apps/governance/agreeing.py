"""评审一致性 — pairs of blind sheets out of the cases: of the assessors by quarter, of third-party evaluators by batch.

Only cases in which both sheets are in are read: nobody learns here what the other gave before.
Not here  the arithmetic (domain/stars/rounds).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.evaluating import handed_in
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.stars import sheets_of
from jiaxin.apps.governance.viewing import views
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.stars import agreement as agreeing
from jiaxin.domain.stars.application import star_rules
from jiaxin.domain.stars.evaluation import evaluation_rules
from jiaxin.domain.stars.rounds import Agreed, Marker, Pair, by_round, markers
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Agreements:
    """Rounds of the assessors and of the evaluators, the newest last; and everybody who marked, by the same two."""

    assessors: tuple[Agreed, ...]
    evaluators: tuple[Agreed, ...]
    assessor_markers: tuple[Marker, ...]
    evaluator_markers: tuple[Marker, ...]


def marking_agreement(actor: Actor) -> Agreements:
    require(actor, Permission.STAR_REVIEW)
    ours, theirs = list(_assessors()), list(_evaluators())
    stars, evaluation = star_rules(clock.today()), evaluation_rules(clock.today())
    return Agreements(by_round(ours, stars), by_round(theirs, evaluation), markers(ours, stars), markers(theirs, evaluation))


def quarter(day: date) -> str:
    return f"{day.year}年第{(day.month + 2) // 3}季度"


def _assessors() -> Iterable[Pair]:
    for one in views(list(Case.objects.filter(procedure="star-rating").order_by("opened_at", "id"))):
        if len(sheets := sheets_of(one)) == 2:
            done = next(e.on for e in one.events if e.verb == "mark_again")
            (first, given), (second, other) = sheets
            yield Pair(quarter(done), first, given, second, other)


def _evaluators() -> Iterable[Pair]:
    by_case: dict[str, list[tuple[str, str, dict[str, int]]]] = {}
    book = evaluation_rules(clock.today())
    for batch, file, marks in handed_in():
        by_case.setdefault(file.case, []).append((batch.round, batch.evaluator, agreeing.read(marks, book)))
    for sheets in by_case.values():
        if len(sheets) > 1:
            (name, first, given), (_, second, other) = sheets[:2]
            yield Pair(name, first, given, second, other)
