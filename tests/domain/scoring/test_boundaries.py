"""The frame of a rule pack on its boundary days and numbers: bands, conditions of 未评, evidence, caps, legal periods."""

from datetime import date, timedelta

import pytest

from jiaxin.domain.facts import Facts
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.engine import CAP, _grade, assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import entry, facts

WORKER, COMPANY = scoring_rules("worker-2026"), scoring_rules("company-2026")
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("points", "grade"),
    [(100_000, "A"), (85_000, "A"), (84_999, "B"), (70_000, "B"), (69_999, "C"), (60_000, "C"), (59_999, "C"), (0, "C")],
)
def test_a_grade_begins_at_its_first_point(points: int, grade: str) -> None:
    assert _graded(points, complaints=0) == grade


@pytest.mark.parametrize(("points", "grade"), [(60_000, "C"), (59_999, "D"), (0, "D")])
def test_the_lowest_grade_needs_an_upheld_complaint(points: int, grade: str) -> None:
    assert _graded(points, complaints=1) == grade


def _graded(points: int, complaints: int) -> str:
    known: dict[str, int | None] = {item.indicator.code: 0 for item in WORKER.items}
    known["worker.rated-orders"] = 3
    known["worker.file-completeness"] = 5
    known["worker.upheld-complaints"] = complaints
    return _grade(WORKER, known, points)[0]


PAPERS = (
    entry("profile", "2026-01-05"),
    entry("identity.check", "2026-01-05", result="passed", checked_on="2026-01-05"),
    entry("background.check", "2026-01-05", result="passed", checked_on="2026-01-05"),
    entry("consent", "2026-01-05", signed_on="2026-01-05"),
)


def rated(count: int, on: date = date(2026, 10, 1)) -> list:
    return [entry("rating", on, stars=5, verified=True) for _ in range(count)]


@pytest.mark.parametrize(("ratings", "papers", "why"), [
    (3, 5, ()), (2, 5, ("worker.rated-orders",)), (3, 4, ("worker.file-completeness",)),
    (2, 4, ("worker.rated-orders", "worker.file-completeness")),
])  # fmt: skip
def test_not_rated_below_three_ratings_or_five_papers(ratings: int, papers: int, why: tuple[str, ...]) -> None:
    insured = [entry("insurance", "2026-01-05", insurance_from="2026-01-05", insurance_until="2026-12-31")]
    found = assess(facts(*PAPERS, *insured[: papers - 4], *rated(ratings)), NOTHING, WORKER, TODAY)
    assert next(r.value for r in found.reasons if r.indicator == "worker.file-completeness") == papers
    assert (found.withheld, found.grade == "NR") == (why, bool(why))


@pytest.mark.parametrize(("ratings", "level"), [(0, "building"), (2, "building"), (3, "some"), (19, "some"), (20, "enough")])
def test_the_evidence_says_how_much_there_is(ratings: int, level: str) -> None:
    found = assess(facts(*rated(ratings)), NOTHING, WORKER, TODAY)
    assert found.evidence == level


def test_the_interval_closes_as_ratings_come_in() -> None:
    widths = []
    for count in (0, 3, 20, 200):
        low, high = assess(facts(*rated(count)), NOTHING, WORKER, TODAY).interval
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True) and widths[-1] > 0


@pytest.mark.parametrize(("day", "counts"), [(date(2028, 10, 1) - DAY, True), (date(2028, 10, 1), False)])
def test_a_rating_counts_for_two_years_to_the_day(day: date, counts: bool) -> None:
    found = assess(facts(*rated(1)), NOTHING, WORKER, day)
    assert (next(r.value for r in found.reasons if r.indicator == "worker.rated-orders") == 1) is counts


@pytest.mark.parametrize(
    ("severity", "decided", "ends"),
    [
        ("general", "2026-05-08", "2027-05-08"),
        ("general", "2026-11-30", "2027-11-30"),
        ("severe", "2028-02-29", "2031-02-28"),
        ("severe", "2026-05-08", "2029-05-08"),
    ],
)
def test_a_penalty_stops_counting_by_itself_on_the_day_its_period_ends(severity: str, decided: str, ends: str) -> None:
    held, last = facts(entry("penalty", decided, penalty_class=severity, decided_on=decided)), date.fromisoformat(ends)
    code = "company.penalties" if severity == "general" else "company.severe-penalties"

    def worth(day: date) -> int:
        return next(r.points for r in assess(held, NOTHING, COMPANY, day).reasons if r.indicator == code)

    assert worth(last - DAY) < 0 and worth(last) == 0
    assert assess(held, NOTHING, COMPANY, last - DAY).next_change_on == last


def test_minor_penalties_never_count() -> None:
    held = facts(entry("penalty", "2026-11-01", penalty_class="minor", decided_on="2026-11-01"))
    assert assess(held, NOTHING, COMPANY, TODAY).points == assess(facts(), NOTHING, COMPANY, TODAY).points


def test_a_score_never_exceeds_its_maximum_nor_falls_below_nothing() -> None:
    given = dict.fromkeys(COMPANY.given, 1000) | {"company-complaints-per-10000": 0, "company-rating-milli": 5000}
    held = facts(
        entry("company.registration", "2000-01-05", established_on="2000-01-05", capital_fen=10**10, operating_mode="employee"),
        entry("premises", "2026-01-05", area_m2=500), entry("pledge", "2026-01-05", signed_on="2026-01-05"),
        entry("honour", "2026-01-05", honour_level="national"), entry("star.rating", "2026-01-05", star=5),
        entry("inspection", "2026-01-05", result="passed"),
    )  # fmt: skip
    best = assess(held, Context(given), COMPANY, TODAY)
    assert (best.points, best.grade) == (100_000, "AAA")
    assert best.reasons[-1].indicator == CAP and sum(r.points for r in best.reasons) == 100_000
    worst = assess(
        facts(*(entry("penalty", "2026-11-01", penalty_class="severe") for _ in range(9))), NOTHING, COMPANY, TODAY
    )
    assert all(points >= 0 for _, points, _ in worst.dimensions)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=n) for n in range(-3, 4)])
def test_taking_out_the_facts_of_a_reason_moves_the_score_as_it_says(day: date) -> None:
    """A deduction's facts taken out give back what the line and its dimension's floor say."""
    base = [*PAPERS, *rated(4)]
    complaint = entry("complaint.finding", "2026-11-20", upheld=True, severity="heavier", decided_on="2026-11-20")
    clean, hurt = (assess(facts(*told), NOTHING, WORKER, day) for told in (base, [*base, complaint]))
    line = next(r for r in hurt.reasons if r.indicator == "worker.upheld-complaints")
    assert line.because == ((complaint.id,) if day >= date(2026, 11, 20) else ())
    assert hurt.points - clean.points == line.points


def test_an_empty_history_is_no_verdict() -> None:
    for rules in (WORKER, COMPANY):
        found = assess(Facts("S", ()), NOTHING, rules, TODAY)
        assert found.grade == "NR" and found.withheld
