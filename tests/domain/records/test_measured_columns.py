"""The columns of the fact segments, and the row a fact becomes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaxin.domain.records.kind import kinds
from jiaxin.domain.records.segments import HEAD, columns, day_number, measured, row
from tests.factories.records import a_fact, an_entry, facts


def cut(fact):
    return dict(zip([c.name for c in columns()], row(an_entry(fact)), strict=True))


def test_an_order_becomes_a_row_of_days_and_fen():
    line = cut(a_fact("order", ordered_on="1970-01-02", finished_on="2026-11-23", amount_fen=19_900, repeat=False))
    assert line["ordered_on"] == 1
    assert line["finished_on"] == (date(2026, 11, 23) - date(1970, 1, 1)).days
    assert line["amount_fen"] == 19_900
    assert line["repeat"] is False
    assert line["stars"] is None


def test_what_identifies_a_person_is_in_no_column():
    line = cut(a_fact("profile", name="样某某", phone="15400000000"))
    assert "样某某" not in line.values()
    assert "15400000000" not in line.values()
    assert set(measured()).isdisjoint(f.name for k in kinds().values() for f in k.fields if f.sealed)


def test_head_columns_carry_who_when_and_how_well_supported():
    line = cut(a_fact("rating")._replace(counterparty="HOUSEHOLD", claim="C1"))
    assert [line[c.name] for c in HEAD[:4]] == [1, "rating", "AAAABBBBCCCCDDDD", day_number("2026-05-06")]
    assert (line["standing"], line["counterparty"], line["claim"]) == ("L0", "HOUSEHOLD", "C1")
    assert line["recorded_at_ms"] == 1778115723000


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(kinds())).flatmap(facts))
def test_every_cell_has_the_type_of_its_column(fact):
    types = {"int": int, "date": int, "bool": bool, "code": str}
    for column, cell in zip(columns(), row(an_entry(fact)), strict=True):
        assert cell is None or type(cell) is types[column.type]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(kinds())).flatmap(facts))
def test_every_measured_value_of_a_fact_reaches_its_column(fact):
    line = cut(fact)
    for field in kinds()[fact.kind].fields:
        value = fact.clear.get(field.name)
        if field.measured and value is not None:
            assert line[field.name] == (day_number(value) if measured()[field.name] == "date" else value)


@pytest.mark.parametrize(
    ("name", "kind_of"), [("stars", "int"), ("upheld", "bool"), ("result", "code"), ("valid_through", "date")]
)
def test_the_types_others_count_on(name, kind_of):
    assert measured()[name] == kind_of
