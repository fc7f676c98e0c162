"""Conditions from the record, each with a reason; the application rate over those who could have applied."""

from datetime import date

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.projects import conditions, project_rules, projects, unmet, uptake
from jiaxin.domain.incentives.rules import Applicant

BOOK = project_rules(date(2026, 6, 1))
OPEN = {"no_severe_item": True, "pledge_kept": True}


def test_each_condition_is_met_or_not_with_what_the_record_says() -> None:
    one = Applicant("c", {"employees": 9}, OPEN)
    found = conditions(BOOK, "employee-mode", one)
    assert [c.met for c in found] == [False, False, True, True]
    assert found[0].said == "现有 9，要求 10 以上" and found[1].said == "档案里没有记载"
    assert unmet(map(str, found)) == [str(found[0]), str(found[1])]
    ready = conditions(BOOK, "employee-mode", Applicant("c", {"employees": 10}, {**OPEN, "operating_one_year": True}))
    assert all(c.met for c in ready) and not unmet(map(str, ready))


def test_a_project_nobody_wrote_down_is_refused_and_each_names_its_source() -> None:
    with pytest.raises(Refused, match=r"project\.unknown"):
        conditions(BOOK, "moon", Applicant("c", {}, {}))
    assert all(one.source and (one.yuan > 0 or one.award) for one in projects(BOOK))


def test_the_rate_counts_the_eligible_and_a_reason_only_of_who_stayed_away() -> None:
    found = uptake({"a", "b", "c", "d"}, {"a", "x"}, {"a": "small", "b": "small", "c": "paperwork", "y": "small"}, BOOK)
    assert (found.eligible, found.applied, found.permille, found.silent) == (4, 1, 250, 1)
    assert dict(found.reasons) == {"金额不值得": 1, "材料太多": 1}
    assert uptake(set(), set(), {}, BOOK).permille is None
