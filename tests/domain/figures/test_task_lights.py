"""A light follows from day, state and figure; what is behind says how far."""

from dataclasses import replace
from datetime import date

import pytest

from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.tasks import Task, expected, light, reminder_days

RULES = figure_rules(date(2026, 11, 2))
TASK = Task("case", "第 4 次会议", "建档率到 85%", "样例街道办事处", (), "349912001", date(2026, 9, 1), date(2026, 12, 10), "running", "推进中", None, (), "")
AIMED = replace(TASK, figure="coverage", baseline=500, target=850)


@pytest.mark.parametrize(
    ("task", "today", "state", "word"),
    [
        (TASK, date(2026, 11, 2), "ok", "正常"),
        (TASK, date(2026, 12, 7), "watch", "快到期"),
        (replace(TASK, state="reported"), date(2026, 12, 9), "ok", "正常"),
        (TASK, date(2026, 12, 11), "stop", "逾期"),
        (replace(TASK, state="given"), date(2026, 11, 2), "watch", "没有启动"),
        (replace(TASK, state="done", closed_on=date(2026, 12, 12)), date(2027, 1, 1), "ok", "逾期办结"),
        (replace(AIMED, now=700), date(2026, 10, 1), "ok", "正常"),
        (replace(AIMED, now=520), date(2026, 11, 2), "watch", "落后"),
        (replace(AIMED, now=850), date(2026, 11, 2), "ok", "已达标"),
        (replace(AIMED, now=900), date(2026, 12, 11), "stop", "逾期"),
        (replace(AIMED, now=None), date(2026, 11, 2), "ok", "正常"),
    ],
)
def test_the_light_of_a_task(task: Task, today: date, state: str, word: str) -> None:
    found = light(task, today, RULES)
    assert (found.state, found.word) == (state, word) and found.why


def test_the_line_goes_straight_from_where_it_stood_to_the_target() -> None:
    assert [expected(AIMED, day) for day in (date(2026, 9, 1), date(2026, 10, 21), date(2026, 12, 10), date(2027, 1, 1))] == [500, 675, 850, 850]


def test_reminders_are_three_days_before_and_one_after() -> None:
    assert reminder_days(TASK, RULES) == (date(2026, 12, 7), date(2026, 12, 11))
