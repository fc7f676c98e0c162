import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.records.segments import measured
from jiaxin.domain.rulebooks.reading import packaged, read
from jiaxin.domain.scoring.indicator import indicators
from jiaxin.domain.scoring.measures import Count, Sum
from jiaxin.domain.scoring.picking import Pick
from jiaxin.domain.scoring.readable import PERSONAL
from jiaxin.domain.scoring.rulebook import scoring_rules

RULES = [scoring_rules("worker-2026"), scoring_rules("company-2026"), scoring_rules("worker-2027"), scoring_rules("company-2027")]
ITEMS = [item for rules in RULES for item in rules.items]


def test_there_are_enough_indicators_of_each_kind() -> None:
    by_subject = [one.subject for one in indicators().values()]
    assert by_subject.count("worker") >= 14
    assert by_subject.count("company") >= 12


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.indicator.code)
def test_an_indicator_reads_only_measured_fields_of_its_kinds(item) -> None:
    for kind, name in item.measure.reads:
        if kind:
            assert kind in kinds()
        if kind and name:
            assert name in measured()
            assert name in kinds()[kind].names
            assert not kinds()[kind].field(name).sealed


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.indicator.code)
def test_marks_lie_between_nothing_and_a_hundred(item) -> None:
    for value in (-5, 0, 1, 2, 50, 1000, 4600, 10**9):
        assert 0 <= item.scale.hundred(value) <= 100_000


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_a_personal_trait_cannot_be_read(name: str) -> None:
    assert name not in measured()
    for declare in (lambda: Pick("profile", where=((name, ("x",)),)), lambda: Sum(Pick("profile"), name)):
        with pytest.raises(Refused, match=r"scoring\.personal-attribute"):
            declare()


def test_a_field_that_is_not_measured_cannot_be_read() -> None:
    with pytest.raises(Refused, match=r"scoring\.not-measured"):
        Count(Pick("profile", where=(("remark", ("x",)),)))


def test_public_and_industry_records_say_on_which_shelf_they_stand() -> None:
    public = {one.code for one in indicators().values() if one.shelf == "public"}
    assert {"company.penalties", "company.severe-penalties", "company.inspections"} <= public
    assert not {one for one in public if "complaint" in one or "rating" in one}


def test_the_dimensions_make_a_hundred() -> None:
    worker = RULES[0]
    assert [(d.label, d.maximum // 1000) for d in worker.dimensions] == [
        ("基础信息", 20),
        ("职业素质", 20),
        ("服务能力", 25),
        ("机构", 5),
        ("信用记录", 25),
        ("安心码", 5),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("parts = 7", "pieces = 7"), "rulebook.knobs"),
        (('"worker.skill-level", points', '"worker.skill-levels", points'), "scoring.unknown-indicator"),
        (('"worker.skill-level", points = 10', '"worker.training-hours", points = 10'), "rulebook.knobs"),
        (("at_least = 85", "at_least = 65"), "rulebook.grades"),
        (('only_with = "worker.upheld-complaints"', 'only_with = "worker.gossip"'), "rulebook.gate"),
        (('subject = "worker"', 'subject = "company"'), "rulebook.wrong-subject"),
    ],
)
def test_a_rule_book_that_does_not_add_up_is_refused(change: tuple[str, str], code: str) -> None:
    text = packaged("worker-2026").raw.decode()
    assert change[0] in text
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        scoring_rules(read(text.replace(*change).encode()))
