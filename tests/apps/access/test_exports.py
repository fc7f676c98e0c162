"""A leaked fragment names its copy; without marks nothing is claimed; budgets of a day hold."""

import random

import pytest

from jiaxin.apps.access import actions, limits, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import FieldClass
from jiaxin.kit import marks

pytestmark = pytest.mark.django_db


def test_fifty_rows_sorted_and_typed_anew_name_the_recipient(district):
    copies = {who: actions.mark_export(district[who], f"样例用途{who}", 500) for who in ("bureau", "clerk", "rival")}
    for who, codes in copies.items():
        fragment = sorted(random.Random(7).sample(codes, 50))
        typed = [code.lower().replace("0", "o").replace("1", "l") for code in fragment]
        typed[:5] = ["ZZZZ9"] * 5  # typed wrongly
        found = queries.trace_leak([*typed, "王*芳", "保洁", "2026-12-01"])
        assert (found.actor, found.found) == (district[who].id, 45) and found.chance < 1e-6


def test_with_every_mark_removed_it_says_so(district):
    actions.mark_export(district["clerk"], "样例用途", 500)
    found = queries.trace_leak(["王*芳", "保洁", "2026-12-01"] * 50)
    assert found.export == "" and found.actor == ""


def test_somebody_elses_list_is_pinned_on_nobody(district):
    actions.mark_export(district["clerk"], "样例用途", 5_000)
    chance = random.Random(3)
    strangers = ["".join(chance.choices(marks.SIGNS, k=5)) for _ in range(200)]
    assert queries.trace_leak(strangers).export == ""


def test_codes_of_a_copy_differ_and_are_the_same_when_asked_again(district):
    codes = actions.mark_export(district["clerk"], "样例用途", 20_000)
    assert len(set(codes)) == 20_000 and all(marks.read(code) == code for code in codes)


def test_the_rows_of_a_day_are_limited(district, monkeypatch):
    monkeypatch.setattr(limits, "EXPORT_ROWS_A_DAY", 100)
    actions.mark_export(district["clerk"], "样例用途", 100)
    with pytest.raises(Refused, match="上限"):
        actions.mark_export(district["clerk"], "样例用途", 1)
    actions.mark_export(district["rival"], "样例用途", 1)


def test_the_thirty_first_reveal_of_a_day_is_refused_and_recorded(district):
    for _ in range(limits.REVEALS_A_DAY):
        actions.spend(district["bureau"], "reveal")
        actions.log_read(district["bureau"], ["A" * 16], [FieldClass.IDENTITY], "显示身份证号：样例", "reveal")
    with pytest.raises(Refused, match="上限"):
        actions.spend(district["bureau"], "reveal")
    actions.spend(district["clerk"], "reveal")
