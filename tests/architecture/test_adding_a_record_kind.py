"""The recipe for a new kind of record, followed to the letter."""

import re
import sys
from pathlib import Path

import pytest

import jiaxin.domain.records as folder
from jiaxin.domain.errors import Refused
from jiaxin.domain.records import kind as declarations
from jiaxin.domain.records import segments, validating
from tests.factories.records import a_fact, an_entry
from tools import glossary, write_records

RECIPE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-record-kind.md"


@pytest.fixture
def new_kind(tmp_path, monkeypatch):
    code = re.search(r"```python\n(.*?)```", RECIPE.read_text("utf-8"), re.S)[1]
    (tmp_path / "street_visit.py").write_text("\n".join(line[3:] for line in code.splitlines()), "utf-8")
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])
    caches = (
        declarations.kinds,
        validating._rules,
        segments.columns,
        segments.measured,
        segments._blank,
        segments._places,
    )
    for cached in caches:
        cached.cache_clear()
    yield "street.visit"
    sys.modules.pop("jiaxin.domain.records.street_visit", None)
    for cached in caches:
        cached.cache_clear()


def test_one_file_is_enough_for_facts_to_be_validated(new_kind):
    assert validating.validate(a_fact(new_kind)) is None
    with pytest.raises(Refused) as caught:
        validating.validate(a_fact(new_kind, patrolled_on=None))
    assert "巡查日期" in caught.value.said


def test_one_file_is_enough_for_its_columns_in_the_segments(new_kind):
    line = dict(zip([c.name for c in segments.columns()], segments.row(an_entry(a_fact(new_kind))), strict=True))
    assert line["persons_met"] == 1
    assert "patrol_note" not in line


def test_the_glossary_asks_for_its_words_and_the_page_is_stale(new_kind):
    assert ("上门巡查", "street.visit") in glossary.missing()
    assert write_records.stale() == ["records.md", "records/street.visit.md"]
    assert "巡查日期" in write_records.pages()["records/street.visit.md"]
