"""What the ledger accepts and refuses, for every kind."""


import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.records.shapes import Shape, shape
from jiaxin.domain.records.validating import validate
from tests.factories.records import A_DAY, a_fact, facts

KINDS = sorted(kinds())


def refusal(fact: Fact) -> Refused:
    with pytest.raises(Refused) as caught:
        validate(fact)
    return caught.value


@pytest.mark.parametrize("code", KINDS)
def test_a_full_fact_of_each_kind_passes(code):
    assert validate(a_fact(code)) is None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KINDS).flatmap(facts))
def test_any_fact_made_from_the_declarations_passes(fact):
    assert validate(fact) is None


@pytest.mark.parametrize("code", KINDS)
def test_each_required_field_is_asked_for_by_name(code):
    for field in kinds()[code].fields:
        if field.required:
            said = refusal(a_fact(code, **{field.name: None}))
            assert said.code == "fact.missing"
            assert field.label in said.said


@pytest.mark.parametrize("code", KINDS)
def test_a_field_on_the_wrong_side_is_refused(code):
    for field in kinds()[code].fields:
        fact = a_fact(code)
        clear, sealed = dict(fact.clear), dict(fact.sealed)
        if field.sealed:
            clear[field.name] = sealed.pop(field.name)
        else:
            sealed[field.name] = clear.pop(field.name)
        said = refusal(fact._replace(clear=clear, sealed=sealed))
        assert said.code == ("fact.must-be-sealed" if field.sealed else "fact.must-be-clear")


@pytest.mark.parametrize("code", KINDS)
def test_a_float_has_no_place_in_any_field(code):
    for field in kinds()[code].fields:
        fact = a_fact(code)
        side = "sealed" if field.sealed else "clear"
        values = dict(getattr(fact, side)) | {field.name: [1.5] if field.many else 1.5}
        assert refusal(fact._replace(**{side: values})).code == "fact.wrong-value"


@pytest.mark.parametrize("wrong", ["2026.5.6", "20260506", "2026-W19-3", "2026-02-30", "2026-5-6", "", 20260506])
def test_a_day_is_iso_text_of_a_day_that_exists(wrong):
    assert refusal(a_fact("visit", happened_on=A_DAY, confirmed_on=wrong)).code == "fact.wrong-value"


def test_true_is_not_a_whole_number_and_one_is_not_true():
    assert refusal(a_fact("order", amount_fen=True)).code == "fact.wrong-value"
    assert refusal(a_fact("order", repeat=1)).code == "fact.wrong-value"


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_go_from_one_to_five(stars):
    said = refusal(a_fact("rating", stars=stars))
    assert "1 到 5" in said.do_this


def test_a_closed_list_names_its_choices_when_it_refuses():
    said = refusal(a_fact("penalty", penalty_class="大"))
    assert "minor（轻微）" in said.do_this


@pytest.mark.parametrize("hours", ["7,5", "1e3", "07.5", ".5", "７.５"])
def test_a_decimal_is_plain_text_digits(hours):
    assert refusal(a_fact("training", training_hours=hours)).code == "fact.wrong-value"


def test_an_unknown_field_is_refused_by_name():
    fact = a_fact("praise")
    said = refusal(fact._replace(clear=dict(fact.clear) | {"religion": "无"}))
    assert said.code == "record.no-field"
    assert "religion" in said.said


def test_an_unknown_kind_is_refused():
    assert refusal(a_fact("praise")._replace(kind="gossip")).code == "record.unknown-kind"


def test_a_list_holds_only_its_choices():
    assert refusal(a_fact("consent", purposes=["filing", "dancing"])).code == "fact.wrong-value"
    assert refusal(a_fact("consent", purposes="filing")).code == "fact.wrong-value"


def test_a_key_has_as_many_parts_as_declared():
    assert refusal(a_fact("rating")._replace(key=("A", "B"))).code == "fact.key"


def test_every_shape_occurs_in_some_field():
    used = {shape(field) for kind in kinds().values() for field in kind.fields}
    assert set(Shape) - used <= {Shape.INSTANT}
