"""问卷: what a question set may be; what its sums tell and what they keep back."""

from dataclasses import replace
from datetime import date

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import packaged, read
from jiaxin.domain.surveys import (
    Sheet,
    by_group,
    by_question,
    lately,
    months_before,
    packaged_surveys,
    share,
    spread,
    survey_of,
)

SURVEY = survey_of(packaged("survey-2026"))
FIRST = SURVEY.questions[0]


def sheets(month: str, company: str, **answered: int) -> list[Sheet]:
    """`content`, `other`, `none`: how many of each."""
    said = {"content": {FIRST.code: "满意"}, "other": {FIRST.code: "不满意"}, "none": {}}
    return [Sheet(month, SURVEY.version, "s", company, said[word]) for word, count in answered.items() for _ in range(count)]


def test_the_question_set_that_ships_is_short_plain_and_dated() -> None:
    assert [one.version for one in packaged_surveys()] == ["survey-2026"]
    assert 1 <= len(SURVEY.questions) <= 6
    assert all(2 <= len(one.answers) <= 4 and one.good < set(one.answers) for one in SURVEY.questions)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("least = 10", "least = 9", "survey.number"),
        ("keep_months = 24", "keep_months = 11", "survey.number"),
        ("period_days = 90", "period_days = 0", "survey.number"),
        ('good = ["满意"]', 'good = ["满意", "还行", "不满意"]', "survey.question"),
        ('answers = ["满意", "还行", "不满意"]', 'answers = ["满意", "满意", "不满意"]', "survey.question"),
        ('ask = "总的来说，您满意吗？"', f'ask = "{"很" * 21}"', "survey.question"),
        ('code = "work"', 'code = "punctual"', "survey.question"),
        ('[[question]]\ncode = "again"', '[[question]]\ncode = "one_more"\nask = "多一题"\nanswers = ["是", "否"]\ngood = ["是"]\n\n[[question]]\ncode = "again"', "survey.length"),
    ],
)
def test_a_set_that_does_not_fit_one_screen_or_tells_too_little_apart_is_refused(old: str, new: str, code: str) -> None:
    text = packaged("survey-2026").raw.decode()
    assert old in text
    with pytest.raises(Refused, match=code):
        survey_of(read(text.replace(old, new, 1).encode()))


def test_only_answers_that_can_be_given_are_heard() -> None:
    assert SURVEY.heard({"overall": "满意", "work": "随便写", "csrf": "x"}) == {"overall": "满意"}
    with pytest.raises(Refused, match=r"survey.empty"):
        SURVEY.heard({"overall": "随便写"})


def test_only_months_that_are_over_count() -> None:
    assert months_before(date(2026, 1, 15), 3) == ("2025-10", "2025-11", "2025-12")
    found = sheets("2026-10", "a", content=2) + sheets("2026-11", "a", content=3) + sheets("2025-10", "a", content=4)
    assert len(lately(found, date(2026, 11, 30), 12)) == 2


def test_a_group_of_nine_is_not_told_nor_follows_from_the_others() -> None:
    found = sheets("m", "a", content=40, none=20) + sheets("m", "b", content=30, other=10, none=20) + sheets("m", "c", content=5, none=4)
    lines, whole = by_group(found, FIRST, lambda one: one.company, {"a": "甲", "b": "乙", "c": "丙"}, 10)
    by_name = {one.name: one for one in lines}
    assert by_name["丙"].asked is None and by_name["丙"].good is None
    assert sum(one.asked is None for one in (*lines, whole)) >= 2, "one hidden number alone would follow from the total"


def test_shares_are_told_in_fives_and_never_as_all_or_none() -> None:
    ((line,), whole) = by_group(sheets("m", "a", content=30), FIRST, lambda one: one.company, {"a": "甲"}, 10)
    assert (line.good, whole.good) == (95, 95)
    ((line,), _) = by_group(sheets("m", "a", content=27, other=13, none=20), FIRST, lambda one: one.company, {"a": "甲"}, 10)
    assert (line.asked, line.answered, line.good, line.none) == (60, 40, 65, 35)


def test_what_belongs_to_no_group_is_told_as_the_last_one() -> None:
    found = sheets("m", "a", content=30, none=20) + sheets("m", "gone", content=20, none=20) + sheets("m", "", content=20, none=10)
    lines, whole = by_group(found, FIRST, lambda one: one.company, {"a": "甲"}, 10)
    assert [(one.name, one.asked) for one in lines] == [("甲", 50), ("", 70)] and whole.asked == 120


def test_an_answer_of_an_older_version_counts_as_not_answered() -> None:
    older = [Sheet("m", "survey-2025", "s", "a", {FIRST.code: "很好"})] * 20
    assert share([*older, *sheets("m", "a", content=30)], FIRST) == (30, 30)


def test_the_answers_of_one_question_hide_the_few() -> None:
    told = dict(spread(sheets("m", "a", content=60, other=3), FIRST, 10))
    assert told["不满意"] is None
    assert dict(spread(sheets("m", "a", content=60, other=20), FIRST, 10))["满意"] == 60


def test_every_question_has_its_line_and_none_below_the_least() -> None:
    asked = replace(SURVEY, questions=SURVEY.questions[:2]).questions
    assert [one.answered for one in by_question(sheets("m", "a", content=9), asked, 10)] == [None, None]
