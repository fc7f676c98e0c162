"""满意度调查: asked once for an order, answered or not, kept apart from the visit, told in sums of months that are over."""

from typing import Any
from unittest.mock import Mock

import pytest

from jiaxin.apps.access import vault
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.presenting import surveying, visiting
from jiaxin.apps.presenting.models import SurveySheet, Visit
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring import daily
from jiaxin.apps.scoring.models import DayCount
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.kit import clock as now
from tests.apps.presenting.test_visiting import scan

pytestmark = pytest.mark.django_db
DRAFTER, SIGNER = Actor("drafts", Role.BUREAU_ADMIN, fresh=True), Actor("signs", Role.BUREAU_ADMIN, fresh=True)


def rated(her: str, clock: Any) -> str:
    """A visit of its own: the live code of another hour, so that each is worth one and no day has too many."""
    clock.forward(minutes=75)
    secret = visiting.confirm(*scan(her))
    visiting.say_as_family(secret, 5, "")
    return secret


def asked(her: str, clock: Any) -> str:
    secret = rated(her, clock)
    assert surveying.ask(secret)
    return secret


def this_month() -> str:
    return f"{now.today():%Y-%m}"


def test_a_family_is_asked_after_its_rating_and_once(her: str, clock: Any) -> None:
    secret = visiting.confirm(*scan(her))
    assert not surveying.ask(secret) and surveying.waiting(secret) is None
    visiting.say_as_family(secret, 5, "")
    assert surveying.ask(secret) and surveying.waiting(secret) is not None
    assert not surveying.ask(secret)
    surveying.answer(secret, {"overall": "满意"})
    assert surveying.waiting(secret) is None and not surveying.ask(secret)
    with pytest.raises(Refused, match=r"survey.over"):
        surveying.answer(secret, {"overall": "不满意"})
    assert [one.answers for one in surveying.sheets([this_month()])] == [{"overall": "满意"}]


def test_nothing_is_kept_of_a_form_without_an_answer(her: str, clock: Any) -> None:
    secret = asked(her, clock)
    with pytest.raises(Refused, match=r"survey.empty"):
        surveying.answer(secret, {"overall": "别的"})
    assert not SurveySheet.objects.exists() and surveying.waiting(secret) is not None


def test_who_declines_or_lets_the_days_pass_leaves_an_empty_sheet(her: str, clock: Any) -> None:
    surveying.decline(asked(her, clock))
    late = asked(her, clock)
    clock.forward(days=13)
    assert surveying.close_due() == 0
    clock.forward(days=2)
    assert surveying.waiting(late) is None
    with pytest.raises(Refused, match=r"survey.over"):
        surveying.answer(late, {"overall": "满意"})
    assert surveying.close_due() == 1 and surveying.close_due() == 0
    assert [one.answers for one in surveying.sheets([SurveySheet.objects.values_list("month", flat=True).first()])] == [{}, {}]


def test_a_sheet_says_neither_which_visit_nor_which_worker_and_is_sealed(her: str, clock: Any) -> None:
    surveying.answer(asked(her, clock), {"overall": "不满意", "work": "不够好"})
    surveying.decline(asked(her, clock))
    rows = list(SurveySheet.objects.values())
    visits = set(Visit.objects.values_list("id", flat=True))
    for row in rows:
        assert row.keys() == {"id", "month", "version", "box"}
        box = bytes(row["box"])
        assert not visits & {row["id"]} and her.encode() not in box and "不满意".encode() not in box
    assert len({len(bytes(row["box"])) for row in rows}) == 1, "the length of a sheet would tell"
    assert all(her not in str(one) for one in surveying.sheets([this_month()]))


def test_old_sheets_go_with_the_key_of_their_month(her: str, clock: Any) -> None:
    month = this_month()
    surveying.answer(asked(her, clock), {"overall": "满意"})
    clock.forward(days=31 * 23)
    assert surveying.forget_old() == 0
    clock.forward(days=62)
    assert surveying.forget_old() == 1
    assert vault.destroyed([f"survey:{month}"]) == {f"survey:{month}"} and not SurveySheet.objects.exists()


def test_results_come_with_the_next_month_and_with_ten(her: str, clock: Any) -> None:
    for _ in range(12):
        surveying.answer(asked(her, clock), {"overall": "满意"})
    assert not oversight.survey_results(now.today()).told, "the month is not over"
    clock.forward(days=31)
    found = oversight.survey_results(now.today(), by="month")
    assert found.told and [(one.name, one.good) for one in found.lines] == [(found.months[-1], 95)]
    figures = {one.code: (one.part, one.whole) for one in oversight.counted_now().counted.figures if one.code.startswith("survey")}
    assert figures == {"survey_content": (12, 12), "survey_silent": (0, 12)}
    assert oversight.own_survey("another", now.today())[1] == ()


def test_nine_give_no_figure_and_no_table(her: str, clock: Any) -> None:
    for _ in range(9):
        surveying.answer(asked(her, clock), {"overall": "满意"})
    clock.forward(days=31)
    assert not oversight.survey_results(now.today()).told
    assert not [one for one in oversight.counted_now().counted.figures if one.code.startswith("survey")]


def test_a_new_question_set_takes_two_hands_and_then_it_is_asked(her: str, clock: Any) -> None:
    text = packaged("survey-2026").raw.decode().replace('"survey-2026"', '"survey-2026-2"').replace("from = 2020-01-01", f"from = {now.today()}").replace("她按说好的时间来了吗？", "她来得准时吗？")
    book = rules.draft(DRAFTER, text.encode())
    assert surveying.survey_on(now.today()).version == "survey-2026"
    with pytest.raises(Refused):
        rules.promulgate(DRAFTER, book.digest, "D" * 16)
    rules.promulgate(SIGNER, book.digest, "D" * 16)
    assert [one.ask for one in surveying.waiting(asked(her, clock)).questions][1] == "她来得准时吗？"
    with pytest.raises(Refused, match=r"survey.length"):
        rules.draft(DRAFTER, (text.replace("survey-2026-2", "survey-2026-3") + '\n[[question]]\ncode = "one_more"\nask = "多一题？"\nanswers = ["是", "否"]\ngood = ["是"]\n').encode())


def test_in_a_large_district_the_tables_are_kept_for_an_hour_and_hold_no_small_count(her: str, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "AT_ONCE", -1)
    for number in range(13):
        surveying.answer(asked(her, clock), {"overall": "满意" if number else "不满意"})
    clock.forward(days=31)
    company = registry.employers([her]).get(her, "")
    first, own = oversight.survey_results(now.today()), oversight.own_survey(company, now.today())
    opened = Mock(side_effect=surveying.sheets)
    monkeypatch.setattr(surveying, "sheets", opened)
    assert oversight.survey_results(now.today()) == first and oversight.own_survey(company, now.today()) == own and not opened.called
    assert oversight.survey_results(now.today(), by="street").by == "street" and opened.call_count == 1, "another table is counted by itself"
    assert DayCount.objects.filter(name__startswith="survey").count() == 3 and first.told
    counts = [cell for one in DayCount.objects.filter(name__startswith="survey:") for line in [*one.said["questions"], *one.said["lines"], one.said["whole"]] for cell in line[2:]]
    assert [cell for cell in counts if cell is not None] and all(cell is None or cell % 5 == 0 for cell in counts), "in fives, as the page tells them"
    assert dict(first.spread)["不满意"] is None, "the one that was not content"
    clock.forward(minutes=61)
    assert oversight.survey_results(now.today()).counted_at > first.counted_at and opened.call_count == 2
