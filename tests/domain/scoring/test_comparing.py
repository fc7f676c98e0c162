from dataclasses import replace

import pytest

from jiaxin.domain.facts import Facts
from jiaxin.domain.scoring.comparing import Member, band, compare, favoured, share_interval
from jiaxin.domain.scoring.context import NOTHING
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.scoring.histories import AS_OF

RULES = scoring_rules("worker-2026")
BLANK = assess(Facts("S", ()), NOTHING, RULES, AS_OF)


def graded(grade: str, points: int = 70_000) -> Assessment:
    return replace(BLANK, grade=grade, points=points)


def crowd(n: int, before: str, after: str, company: str = "C", lost: int = 0, **groups: str) -> list[Member]:
    one = Member("S", company, groups, graded(before), graded(after, 70_000 - lost))
    return [one] * n


def test_who_rises_who_falls_and_by_how_much() -> None:
    members = crowd(20, "B", "A", sex="女") + crowd(15, "B", "C", lost=2500, sex="女") + crowd(30, "NR", "NR", sex="男")
    found = compare(members, RULES, RULES)
    assert found.moves == (("B", "A", 20), ("B", "C", 15), ("NR", "NR", 30))
    women = next(one for one in found.fared if one.group == "女")
    assert (women.members, women.rose, women.fell, women.favoured_before, women.favoured_after) == (35, 20, 15, 35, 20)
    assert women.mean_change == -1071


def test_a_group_too_small_to_be_told_apart_is_not_shown() -> None:
    found = compare(crowd(9, "A", "A", street="一街") + crowd(10, "A", "A", street="二街"), RULES, RULES)
    assert [one.group for one in found.fared] == ["二街"]


@pytest.mark.parametrize(
    ("others", "verdict"), [(100, "ok"), (80, "ok"), (79, "watch"), (75, "watch"), (70, "below"), (50, "below")]
)
def test_four_fifths_with_an_interval(others: int, verdict: str) -> None:
    members = crowd(100, "A", "A", sex="女") + crowd(others, "A", "A", sex="男") + crowd(100 - others, "C", "C", sex="男")
    found = compare(members, RULES, RULES).fifths
    fifth = next((one for one in found if one.group != one.best), None)
    assert fifth is not None and fifth.verdict == verdict
    assert fifth.low_mille <= fifth.ratio_mille <= fifth.high_mille


@pytest.mark.parametrize(("heads", "yuan"), [(999, 49_950), (1000, 50_000), (1200, 50_000)])
def test_a_subsidy_by_head_is_capped_by_company(heads: int, yuan: int) -> None:
    assert compare(crowd(heads, "B", "C"), RULES, RULES).subsidy_before == yuan
    assert compare(crowd(heads, "B", "C"), RULES, RULES).subsidy_after == 0


def test_appeals_come_from_those_who_lose() -> None:
    assert compare(crowd(100, "A", "A"), RULES, RULES).appeals == 0
    assert compare(crowd(100, "A", "B"), RULES, RULES).appeals == 10
    assert compare(crowd(100, "A", "A", lost=5000), RULES, RULES).appeals == 2
    assert compare(crowd(100, "A", "A", lost=4999), RULES, RULES).appeals == 0
    assert compare(crowd(100, "B", "NR"), RULES, RULES).appeals == 10, "who loses a good grade to 未评 objects, too"
    assert compare(crowd(100, "D", "NR"), RULES, RULES).appeals == 0


def test_the_upper_half_of_the_grades_is_favoured() -> None:
    assert [g for g in ("A", "B", "C", "D", "NR") if favoured(g, RULES)] == ["A", "B"]
    assert [g for g in ("AAA", "AA", "A", "B", "C", "D") if favoured(g, scoring_rules("company-2026"))] == ["AAA", "AA"]


@pytest.mark.parametrize(
    ("value", "said"), [(0, "不足1人"), (1, "1–9人"), (9, "1–9人"), (10, "10–49人"), (49, "10–49人"), (50, "50人以上")]
)
def test_sizes_fall_into_bands(value: int, said: str) -> None:
    assert band(value, [1, 10, 50], "人") == said


@pytest.mark.parametrize(("k", "n", "low", "high"), [(0, 10, 0, 278), (5, 10, 236, 764), (10, 10, 722, 1000), (50, 100, 403, 597)])
def test_wilson_of_a_share(k: int, n: int, low: int, high: int) -> None:
    found = share_interval(k, n)
    assert abs(found[0] - low) <= 1 and abs(found[1] - high) <= 1


def test_a_gap_between_groups_comes_with_an_interval_that_knows_how_few_they_are() -> None:
    def some(n: int, lost: int, sex: str) -> list[Member]:
        return crowd(n, "B", "B", lost=lost, sex=sex) + crowd(n, "B", "B", lost=lost + 2000, sex=sex)

    few = compare(some(10, 0, "女") + some(10, 1000, "男"), RULES, RULES).gaps
    many = compare(some(1000, 0, "女") + some(1000, 1000, "男"), RULES, RULES).gaps
    women = next(one for one in few if one.group == "女")
    # 20 of each, a thousandth variance of 1000² × 20/19; 1.96 × √(2 × 1052631.6 / 20) = 635.9
    assert (women.mean, women.gap, women.low, women.high) == (69_000, 1000, 364, 1636)
    assert next(one for one in many if one.group == "女").low > 900
    assert not compare(some(4, 0, "女") + some(40, 0, "男"), RULES, RULES).gaps
