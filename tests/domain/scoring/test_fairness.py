"""What a person is cannot move her score: not readable, not measured, and without effect even where it is on record."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaxin.domain.facts import Facts
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.records.segments import measured
from jiaxin.domain.rulebooks.reading import packaged_versions
from jiaxin.domain.scoring.context import NOTHING
from jiaxin.domain.scoring.engine import assess
from jiaxin.domain.scoring.readable import PERSONAL
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.architecture.source import named, under
from tests.domain.established import entry
from tests.domain.scoring.histories import AS_OF, histories

TRAITS = ("sex", "birth_date", "age", "ethnicity", "origin", "marriage", "diagnosis", "religion", "education", "id_number")
READERS_OF_TRAITS = {"sex", "name", "id_number", "phone", "education", "address", "file", "long_text"}
# what an indicator may be built from; none of these hands it an entry
BUILDING = {"jiaxin.domain.scoring.indicator", "jiaxin.domain.scoring.measures", "jiaxin.domain.scoring.picking", "jiaxin.domain.scoring.scale"}
GIVEN = {
    *("code-colour", "company-grade", "district-rating-milli", "reputation-milli", "reputation-half-milli"),
    *("workers-filed", "workers-certified-mille", "workers-trained-mille", "workers-insured-mille", "workers-health-mille"),
    *("workers-verified-mille", "company-repeat-mille", "company-complaints-per-10000"),
    *("company-rating-milli", "company-rating-half-milli"),
}


@pytest.mark.parametrize("path", list(under("jiaxin/domain/scoring/indicators")), ids=lambda path: path.stem)
def test_an_indicator_has_nothing_to_read_a_person_with(path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module in BUILDING, f"{named(path)} imports {node.module}"
        assert not isinstance(node, ast.Import | ast.FunctionDef | ast.ClassDef), f"{named(path)} computes by itself"
        assert not (isinstance(node, ast.Attribute) and node.attr in {"clear", "sealed", "fact", "get"}), named(path)


def test_no_field_that_describes_a_person_is_measured() -> None:
    for one in kinds().values():
        for field in one.fields:
            if field.measured:
                assert field.reads not in READERS_OF_TRAITS and field.name not in PERSONAL, f"{one.code}.{field.name}"
    assert not PERSONAL & set(measured())
    assert set(TRAITS) <= PERSONAL


def test_given_inputs_are_a_closed_list() -> None:
    """Whatever is handed to a score from outside stands here; a trait cannot come in by a side door."""
    for version in packaged_versions():
        if version.startswith(("worker-", "company-")):
            assert set(scoring_rules(version).given) <= GIVEN


@settings(max_examples=40, deadline=None)
@given(
    histories(),
    st.fixed_dictionaries({name: st.text(max_size=6) for name in TRAITS}),
    st.fixed_dictionaries({name: st.text(max_size=6) for name in TRAITS}),
)
def test_two_people_with_the_same_record_have_the_same_score(held: Facts, one: dict, other: dict) -> None:
    rules = scoring_rules("worker-2026")
    found = []
    for traits in (one, other):
        about = entry("profile", "2026-01-05", position=90_000, **traits)
        found.append(assess(Facts(held.subject, (*held.entries, about)), NOTHING, rules, AS_OF).digest)
    assert found[0] == found[1]
