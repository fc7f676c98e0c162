"""House rules of record kinds that no type can hold."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

import jiaxin.domain.records as folder
from jiaxin.domain.records.kind import Basis, Sight, Tone, kinds
from jiaxin.domain.records.natural_key import PARTIES
from jiaxin.domain.records.segments import measured
from jiaxin.domain.records.shapes import NUMBERS, READERS, Shape, shape
from jiaxin.domain.rulebooks.publication import publication_rules

KINDS = list(kinds().values())
BY_CODE = pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.code)
SUBMITTERS = {
    "worker", "household", "company", "street", "grid", "association", "trainer", "bureau",
    "department:market", "department:labour", "department:civil", "department:police",
}  # fmt: skip


def test_each_kind_has_a_file_of_its_own_named_after_its_code():
    files = {}
    for module in iter_modules(folder.__path__):
        found = getattr(import_module(f"{folder.__name__}.{module.name}"), "KIND", None)
        if found is not None:
            files[module.name] = found.code
    assert files == {kind.code.replace(".", "_"): kind.code for kind in KINDS}
    assert len(files) == len(KINDS) >= 27


@BY_CODE
def test_adverse_kinds_end_and_can_be_contested(kind):
    if kind.tone is Tone.ADVERSE:
        assert kind.retention and kind.objection


@BY_CODE
def test_a_check_of_a_person_ends_and_can_be_contested(kind):
    if kind.code.endswith(".check") and kind.code != "health.check":
        assert kind.retention and kind.objection


@BY_CODE
def test_every_number_has_a_unit_and_nothing_else_has(kind):
    for field in kind.fields:
        assert bool(field.unit) == (shape(field) in NUMBERS), field.name


@BY_CODE
def test_every_field_has_a_label_a_reader_and_one_name(kind):
    names = [field.name for field in kind.fields]
    assert len(names) == len(set(names))
    for field in kind.fields:
        assert field.label and field.reads in READERS, field.name
        assert len({field.label, *field.aliases}) == 1 + len(field.aliases), f"{field.name}: an alias twice"


@BY_CODE
def test_public_fields_speak_chinese(kind):
    for field in kind.fields:
        if field.sight is Sight.PUBLIC:
            assert any("一" <= letter <= "鿿" for letter in field.label)
            assert all(field.word(code) != code or code.isdigit() for code in field.choices)


@BY_CODE
def test_sealed_fields_are_never_measured(kind):
    for field in kind.fields:
        assert not (field.sealed and field.measured), field.name
        assert field.name not in measured() or not field.sealed


@BY_CODE
def test_free_text_about_people_is_sealed(kind):
    for field in kind.fields:
        if field.reads == "long_text" and field.name != "legal_basis":
            assert field.sealed, field.name


def test_a_background_check_keeps_a_status_and_a_date_and_no_words():
    background = kinds()["background.check"]
    assert {shape(field) for field in background.fields} <= {Shape.CODE, Shape.DATE, Shape.TEXT}
    assert [f.name for f in background.fields if shape(f) is Shape.TEXT] == ["batch_no"]
    assert not any(field.reads in ("text", "long_text", "file") for field in background.fields)


@BY_CODE
def test_choices_have_words_and_no_word_means_two_things(kind):
    for field in kind.fields:
        if field.choices:
            assert len(field.choices) == len(field.words), field.name
        spellings = [word for group in field.words for word in group]
        assert len(spellings) == len(set(spellings)), field.name


@BY_CODE
def test_keys_and_the_day_it_happened_name_fields_that_exist(kind):
    assert set(kind.key) <= kind.names | PARTIES
    if kind.happened:
        assert shape(kind.field(kind.happened)) is Shape.DATE


@BY_CODE
def test_who_may_say_so_is_known_and_only_the_system_says_system_facts(kind):
    assert set(kind.submitters) <= SUBMITTERS
    assert bool(kind.submitters) == (kind.basis is not Basis.SYSTEM)


@BY_CODE
def test_every_kind_names_its_source(kind):
    assert kind.source and (import_module(f"{folder.__name__}.{kind.code.replace('.', '_')}").__doc__ or "").strip()


def test_one_name_has_one_shape_in_all_kinds():
    shapes = {}
    for kind in KINDS:
        for field in kind.fields:
            assert shapes.setdefault(field.name, (shape(field), field.many)) == (shape(field), field.many), field.name


def test_nothing_forbidden_is_collected():
    labels = "".join(word for kind in KINDS for field in kind.fields for word in (field.label, *field.aliases))
    for word in ("宗教", "婚姻", "血型", "基因", "指纹", "病史", "生肖", "星座", "收入", "存款", "房产", "民族"):
        assert word not in labels


@BY_CODE
def test_every_retention_is_a_period_of_the_rulebook(kind):
    if kind.retention:
        assert kind.retention in publication_rules().retention_months
