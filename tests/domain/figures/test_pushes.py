"""A push: phases without a gap, one line, a league over everybody's own way, and what must not fall meanwhile."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.errors import Refused
from jiaxin.domain.figures import ALL, DEFINITIONS, Figure, Place
from jiaxin.domain.figures.push_paper import PhaseEnd, Told, paper
from jiaxin.domain.figures.pushes import WHOLE, aim, beside, district_run, kinds, league, on_line, push_rules

BEGINS = date(2026, 3, 1)
ENDS = BEGINS + timedelta(days=199)
BOOK = push_rules(BEGINS)


def figure(code: str, part: int, whole: int | None, place: str = ALL) -> Figure:
    return Figure(code, Place(place, f"{place}街道", "district" if place == ALL else "street"), part, whole, BEGINS)


@given(days=st.integers(28, 550), on=st.integers(0, 600))
def test_phases_lie_end_to_end_and_the_line_never_falls(days: int, on: int) -> None:
    ends = BEGINS + timedelta(days=days - 1)
    want = aim(BOOK, "coverage", "coverage", 950, BEGINS, ends)
    assert want.phases[0].begins == BEGINS and want.phases[-1].ends == ends
    assert all(b.begins == a.ends + timedelta(days=1) and a.begins <= a.ends for a, b in zip(want.phases, want.phases[1:], strict=False))
    day = BEGINS + timedelta(days=on)
    assert 0 <= want.due(day - timedelta(days=1)) <= want.due(day) <= WHOLE and want.due(ends) == WHOLE
    for phase in want.phases:
        assert want.due(phase.ends) == phase.due and want.phase(phase.ends) == phase


def test_a_street_is_ranked_by_its_own_way_and_not_by_where_it_began() -> None:
    want = aim(BOOK, "coverage", "coverage", 900, BEGINS, ENDS)
    start = {"low": figure("coverage", 30, 100, "low"), "high": figure("coverage", 80, 100, "high"), "bare": figure("coverage", 9, None, "bare"), "back": figure("coverage", 91, 100, "back")}
    now = {"low": figure("coverage", 75, 100, "low"), "high": figure("coverage", 85, 100, "high"), "bare": figure("coverage", 12, 60, "bare"), "back": figure("coverage", 88, 100, "back")}
    half = next(p.ends for p in want.phases if p.due == 600)
    runs = league(want, start, now, half)
    assert [(r.code, r.rank, r.done) for r in runs] == [("low", 1, 750), ("high", 2, 500), ("back", 3, 0), ("bare", None, None)]
    assert [r.word for r in runs] == ["正常", "落后", "退步", "不排名次"]
    assert [r.to_go for r in runs] == [15, 5, 2, 42] and runs[0].gained == 450
    assert on_line(runs) == (1, 3)
    after = league(want, start, now, ENDS + timedelta(days=1))
    assert [r.word for r in after] == ["未达标", "未达标", "退步", "不排名次"] and {r.state for r in after[:3]} == {"stop"}
    there = league(want, start, {**now, "high": figure("coverage", 90, 100, "high")}, half)
    assert there[0].code == "high" and there[0].word == "已达标" and there[0].to_go == 0


def test_those_who_have_gone_as_far_and_stand_as_high_share_a_rank() -> None:
    want = aim(BOOK, "coverage", "coverage", 900, BEGINS, ENDS)
    start = {c: figure("coverage", 50, 100, c) for c in "abc"}
    now = {"a": figure("coverage", 70, 100, "a"), "b": figure("coverage", 70, 100, "b"), "c": figure("coverage", 60, 100, "c")}
    assert [r.rank for r in league(want, start, now, ENDS)] == [1, 1, 3]


def test_what_is_watched_beside_is_told_when_it_falls_and_never_makes_up_for_the_aim() -> None:
    start = {"completeness": figure("completeness", 80, 100), "verified": figure("verified", 60, 100), "fresh": figure("fresh", 500, 1000)}
    now = {"completeness": figure("completeness", 77, 100), "verified": figure("verified", 90, 100), "fresh": figure("fresh", 481, 1000)}
    told = {b.now.code: b.fell for b in beside(BOOK, "coverage", start, now)}
    assert told == {"completeness": True, "verified": False, "fresh": False}
    count = beside(BOOK, "quality", {"filed": figure("filed", 1000, None)}, {"filed": figure("filed", 970, None)})
    assert count[0].fell


@pytest.mark.parametrize(
    ("kind", "what", "target", "days", "code"),
    [
        ("coverage", "verified", 900, 100, "push.figure"), ("nothing", "coverage", 900, 100, "push.figure"), ("coverage", "coverage", 0, 100, "push.target"),
        ("coverage", "coverage", 1001, 100, "push.target"), ("coverage", "coverage", 900, 27, "push.days"), ("coverage", "coverage", 900, 551, "push.days"),
    ],
)  # fmt: skip
def test_a_push_that_cannot_be_is_refused_by_its_rule(kind: str, what: str, target: int, days: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        aim(BOOK, kind, what, target, BEGINS, BEGINS + timedelta(days=days - 1))
    assert refused.value.code == code


def test_every_kind_names_figures_that_are_defined_and_aims_at_shares() -> None:
    for kind in kinds(BOOK).values():
        assert all(DEFINITIONS[code].is_share and DEFINITIONS[code].up for code in kind.figures)
        assert not set(kind.figures) & set(kind.beside) and set(kind.beside) <= set(DEFINITIONS)


def test_the_paper_names_both_countings_and_every_number_in_it_stands_in_the_last_table() -> None:
    want = aim(BOOK, "coverage", "coverage", 900, BEGINS, ENDS)
    start, now = figure("coverage", 300, 1000, "a"), figure("coverage", 820, 1000, "a")
    whole = district_run(want, figure("coverage", 300, 1000), figure("coverage", 820, 1000), ENDS)
    runs = tuple(league(want, {"a": start}, {"a": now}, ENDS))
    ends = tuple(PhaseEnd(phase, None, 0, 0, "none", "没有留存统计") for phase in want.phases)
    fell = tuple(beside(BOOK, "coverage", {"verified": figure("verified", 9, 10)}, {"verified": figure("verified", 5, 10)}))
    closing = (("做法与成效", "上门。\n补报。"), ("主要问题", "无固定住处的难找。"), ("下一步", "每月回访。"))
    told = Told("样例攻坚", "建档全覆盖", want, whole, runs, ends, fell, ("a" * 64, BEGINS), ("b" * 64, ENDS), BOOK.version, closing)
    report = paper(told, "样例区商务局")
    assert report.title == "样例攻坚总结报告" and [s.heading[0] for s in report.sections] == list("一二三四五六七八")
    said = " ".join(text for s in report.sections for text in s.texts)
    assert "30.0% 到现在的 82.0%" in said and "核验率从 90.0% 降到 50.0%" in said and "每月回访" in said and "b" * 64 in said
    checks = report.sections[-1].tables[0].rows
    assert ("coverage:a", "a街道", "建档率", "82.0%", "820", "1000", BEGINS.isoformat(), "b" * 16) in checks
    assert ("coverage:all", "all街道", "建档率", "30.0%", "300", "1000", BEGINS.isoformat(), "a" * 16) in checks
    running = paper(Told(*[*(getattr(told, f) for f in told.__slots__[:-1]), ()]), "样例区商务局")
    assert running.title == "样例攻坚进展通报" and any("需要赶上来" in s.heading for s in running.sections)
