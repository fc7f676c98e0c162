"""Points follow from figures by the scheme: in proportion between the lines, made up where nothing was counted, cut for late tasks."""

from datetime import date

import pytest

from jiaxin.domain.figures import Figure, Place
from jiaxin.domain.figures.street_assessment import assessment_rules, grade_of, points_read, points_text, scored

ON = date(2026, 11, 2)
BOOK = assessment_rules(ON)
STREET = Place("349912001", "样例街道", "street")


def figures(**shares: int | None) -> dict[str, Figure]:
    """Shares in tenths of a per cent; None = no base."""
    return {code: Figure(code, STREET, share or 0, None if share is None else 1000, ON) for code, share in shares.items()}


FULL = {"coverage": 950, "completeness": 900, "verified": 950, "fresh": 800, "complaints": 1000}


def test_the_weights_of_the_scheme_make_a_hundred() -> None:
    assert sum(item["weight"] for item in BOOK.data["item"]) == 100
    assert scored(figures(**FULL), 0, BOOK).points == 100_000


def test_between_the_lines_points_are_in_proportion_and_never_beyond() -> None:
    marks = {m.figure: m.points for m in scored(figures(**FULL | {"coverage": 725, "fresh": 100, "verified": 999}), 0, BOOK).marks}
    assert (marks["coverage:349912001"], marks["fresh:349912001"], marks["verified:349912001"]) == (20_000, 0, 15_000)


def test_what_has_no_base_is_carried_by_the_others() -> None:
    sheet = scored(figures(**FULL | {"complaints": None}), 0, BOOK)
    assert sheet.points == 100_000 and sheet.marks[-1].said == "不计"
    nothing = scored({}, 0, BOOK)
    assert not nothing.counted and nothing.grade == "没有可计的项目"


def test_late_tasks_cost_points_up_to_the_limit() -> None:
    assert scored(figures(**FULL), 2, BOOK).points == 96_000
    assert scored(figures(**FULL), 20, BOOK).points == 90_000 and scored({}, 20, BOOK).points == 0


@pytest.mark.parametrize(("points", "grade"), [(90_000, "优秀"), (89_999, "良好"), (60_000, "合格"), (0, "不合格")])
def test_a_grade_begins_at_its_line(points: int, grade: str) -> None:
    assert grade_of(points, BOOK) == grade


def test_points_are_read_as_they_are_written() -> None:
    assert points_read(points_text(87_250)) == 87_250 and points_text(-4_000) == "−4.00"
    assert [points_read(text) for text in ("100", "100.01", "-1", "abc", "88.125")] == [100_000, None, None, None, None]
