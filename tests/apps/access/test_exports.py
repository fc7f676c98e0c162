"""A leaked fragment names its copy; without marks nothing is claimed; budgets of a day hold."""

import random

import pytest

from jiaxin.apps.access import actions, limits, queries
from jiaxin.apps.access.actions import Asked, Outgoing
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import FieldClass
from jiaxin.kit import marks

pytestmark = pytest.mark.django_db


def taken(actor, rows, *classes, budget="back", purpose="样例用途"):
    """The codes of a copy that needs nobody's approval, or of one that does."""
    return actions.let_out(actor, Outgoing("人员", purpose, rows, frozenset(classes or (FieldClass.BASIC,)), 3_000, budget)).codes


def test_fifty_rows_sorted_and_typed_anew_name_the_recipient(district):
    copies = {who: taken(district[who], 500, purpose=f"样例用途{who}") for who in ("bureau", "clerk", "rival")}
    for who, codes in copies.items():
        fragment = sorted(random.Random(7).sample(codes, 50))
        typed = [code.lower().replace("0", "o").replace("1", "l") for code in fragment]
        typed[:5] = ["ZZZZ9"] * 5  # typed wrongly
        found = queries.trace_leak([*typed, "王*芳", "保洁", "2026-12-01"])
        assert (found.actor, found.found) == (district[who].id, 45) and found.chance < 1e-6


def test_with_every_mark_removed_it_says_so(district):
    taken(district["clerk"], 500)
    found = queries.trace_leak(["王*芳", "保洁", "2026-12-01"] * 50)
    assert found.export == "" and found.actor == ""


def test_somebody_elses_list_is_pinned_on_nobody(district):
    taken(district["clerk"], 5_000)
    chance = random.Random(3)
    strangers = ["".join(chance.choices(marks.SIGNS, k=5)) for _ in range(200)]
    assert queries.trace_leak(strangers).export == ""


def test_codes_of_a_copy_differ_and_are_the_same_when_asked_again(district):
    codes = taken(district["clerk"], 20_000)
    assert len(set(codes)) == 20_000 and all(marks.read(code) == code for code in codes)


def test_the_rows_of_a_day_are_limited(district, monkeypatch):
    monkeypatch.setattr(limits, "EXPORT_ROWS_A_DAY", 100)
    taken(district["clerk"], 100)
    with pytest.raises(Refused, match="上限"):
        taken(district["clerk"], 1)
    taken(district["rival"], 1)


def test_the_thirty_first_reveal_of_a_day_is_refused_and_recorded(district):
    for _ in range(limits.REVEALS_A_DAY):
        actions.spend(district["bureau"], "reveal")
        actions.log_read(district["bureau"], ["A" * 16], [FieldClass.IDENTITY], "显示身份证号：样例", "reveal")
    with pytest.raises(Refused, match="上限"):
        actions.spend(district["bureau"], "reveal")
    actions.spend(district["clerk"], "reveal")


def test_the_number_of_a_copy_without_marked_rows_names_it(district):
    copy = actions.let_out(district["clerk"], Outgoing("身份核验名单", "送公安机关核验身份", 12, frozenset({FieldClass.IDENTITY}), 3_000))
    found = queries.trace_leak(["文件属性", copy.id])
    assert (found.export, found.actor, found.purpose) == (copy.id, district["clerk"].id, "送公安机关核验身份")


def test_one_officer_takes_a_share_of_the_register_a_day_and_no_more(district):
    clerk, register = district["clerk"], 42_000
    most = limits.share(register)
    assert most == register // limits.SHARE_ONE_IN and most / register < 0.005
    out = Outgoing("人员", "样例用途", most, frozenset({FieldClass.BASIC}), register)
    assert actions.hold_export(clerk, out, Asked()) == ""
    actions.let_out(clerk, out)
    one_more = Outgoing("人员", "样例用途", 1, frozenset({FieldClass.BASIC}), register)
    assert actions.hold_export(clerk, one_more, Asked("/x", (("q", "甲"),)))
    with pytest.raises(Refused, match="另一位同事批准"):
        actions.let_out(clerk, one_more)
    assert actions.hold_export(district["bureau"], one_more, Asked()) == ""


def test_identity_numbers_leave_alone_only_in_small_numbers(district):
    clerk = district["clerk"]
    few = Outgoing("名单", "样例用途", limits.IDENTITY_ROWS_A_DAY, frozenset({FieldClass.IDENTITY}), 3_000)
    actions.let_out(clerk, few)
    assert actions.hold_export(clerk, Outgoing("名单", "样例用途", 1, frozenset({FieldClass.IDENTITY}), 3_000), Asked())
    assert actions.hold_export(clerk, Outgoing("名单", "样例用途", 1, frozenset({FieldClass.BASIC}), 3_000), Asked()) == ""


def test_pages_of_lists_show_no_more_persons_a_day_than_the_share(district):
    clerk, register = district["clerk"], 3_000
    people = [f"{n:016d}" for n in range(limits.share(register))]
    for at in range(0, len(people), 20):
        actions.meet(clerk, people[at : at + 20], register)
        actions.log_read(clerk, people[at : at + 20], [FieldClass.BASIC], "查看人员列表", "list")
    actions.meet(clerk, people[:20], register)
    with pytest.raises(Refused, match="看过的人已达上限"):
        actions.meet(clerk, ["Z" * 16], register)
    assert queries.persons_left(clerk, register) == (len(people), len(people))
    asked = actions.ask_for_pages(clerk, "核对东湖街道名册", 1)
    actions.decide_export(_proved(district["bureau"]), asked, True, "同意")
    actions.meet(clerk, ["Z" * 16], register)


def test_lists_files_and_exports_together_show_no_more_than_the_share(district):
    clerk, register = district["clerk"], 42_000
    people = [f"{n:016d}" for n in range(limits.share(register))]
    listed, opened, taken = people[:100], people[100:120], people[120:]
    actions.meet(clerk, listed, register)
    actions.log_read(clerk, listed, [FieldClass.BASIC], "查看人员列表", "list")
    for one in opened:
        actions.meet(clerk, [one], register)
        actions.log_read(clerk, [one], [FieldClass.BASIC], "查看信用档案", "file")
    out = Outgoing("人员", "样例用途", len(taken), frozenset({FieldClass.BASIC}), register)
    assert actions.hold_export(clerk, out, Asked()) == ""
    actions.log_read(clerk, taken, [FieldClass.BASIC], "导出名单", "export")
    actions.let_out(clerk, out)
    actions.meet(clerk, [*listed, *opened, *taken], register)
    with pytest.raises(Refused, match="看过的人已达上限"):
        actions.meet(clerk, ["Z" * 16], register)
    one_more = Outgoing("人员", "样例用途", 1, frozenset({FieldClass.BASIC}), register)
    assert actions.hold_export(clerk, one_more, Asked("/x", (("q", "甲"),)))


def _proved(actor):
    return queries.actor_named(actor.id, fresh=True)
