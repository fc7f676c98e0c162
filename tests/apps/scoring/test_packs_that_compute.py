"""A rule pack by which nothing could be computed is neither kept nor signed, and what is wrong is told by its place in the file."""

import pytest

from jiaxin.apps.scoring import actions
from jiaxin.apps.scoring.models import RulebookDraft
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import packaged, read
from jiaxin.kit import clock
from tests.factories.street import DRAFTER, SIGNATORY

pytestmark = pytest.mark.django_db


def _other(version: str, *changed: tuple[str, str]) -> bytes:
    text = packaged(version).raw.decode()
    for old, new in ((f'version = "{version}"', f'version = "{version}-own"'), *changed):
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


@pytest.mark.parametrize(
    ("version", "changed", "said"),
    [
        ("worker-2026", ("maximum = 100\n", ""), "缺少 maximum"),
        ("worker-2026", ('subject = "worker"', 'subject = "plumber"'), "没有写明评谁"),
        ("worker-2026", ("[evidence]", "[proof]"), "缺少 evidence"),
        ("worker-2026", ("[[dimension]]", "[[dimensions]]"), "不足总分|未列入"),
        ("worker-2026", ("points = 8", 'points = "8"'), r"dimension\[\d\]\.items\[\d\]\.points 应当是整数"),
        ("worker-2026", ("months = 24", 'months = "24"'), "“.+”的参数写法不对：months"),
        ("worker-2026", ("full = 200", "full = 0"), "“.+” 按写的数算不出分"),
        ("company-2026", ("worst = 200", "worst = 0"), "“.+” 按写的数算不出分"),
        ("company-2026", ("full_fen = 500000000", "full_fen = 0"), "“.+” 按写的数算不出分"),
        ("company-2026", ("[workforce]", "[staff]"), "缺少 workforce"),
        ("company-2026", ("rating_spread_milli = 640", "rating_spread_milli = true"), "rating_spread_milli 应当是整数"),
        ("company-2026", ("step_milli = ", "steps = "), r"缺少 district\.step_milli"),
        ("calendar-2026", ("[fixed]", "[firm]"), "缺少 fixed"),
        ("calendar-2026", ('"01-01"', '"New Year"'), "写不对的日期"),
        ("calendar-2026", ("[2024-01-01, 2024-01-01]", "[2024-01-01]"), "写不对的日期"),
        ("reputation-2026", ("every_days = 7", "every_days = 0"), r"refit\.every_days 应当是 1 到 366 的整数"),
        ("reputation-2026", ("step_milli = 50", 'step_milli = "50"'), r"publish\.step_milli 应当是"),
        ("reputation-2026", ("level_1 = 3", "level_one = 3"), r"不认识 certificates\.level_one"),
        ("incentives-2026", ('shape = "per_head"', 'form = "per_head"'), r"缺少 rule\[1\]\.shape"),
    ],
)
def test_a_pack_that_cannot_be_computed_with_is_refused(version: str, changed: tuple[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said) as why:
        actions.draft(DRAFTER, _other(version, changed))
    assert why.value.do_this and not RulebookDraft.objects.filter(version=f"{version}-own").exists()


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as why:
        actions.draft(DRAFTER, _other("worker-2026", ("maximum = 100\n", ""), ("[evidence]", "[proof]"), ('subject = "worker"', "")))
    assert why.value.code == "rulebook.shape" and "有 3 处不对" in why.value.said


def test_a_calendar_kept_from_before_it_was_looked_at_is_not_signed() -> None:
    book = read(_other("calendar-2026", ("[fixed]", "[firm]")))
    RulebookDraft.objects.create(pk=book.digest, kind=book.kind, version=book.version, raw=book.raw, drafted_by=DRAFTER.id, drafted_at=clock.now())
    with pytest.raises(Refused, match=r"rulebook\.shape"):
        actions.promulgate(SIGNATORY, book.digest, "D" * 16)


@pytest.mark.parametrize("version", ["worker-2026", "worker-2027", "company-2026", "company-2027", "calendar-2026", "reputation-2026", "incentives-2026"])
def test_what_ships_can_be_revised(version: str) -> None:
    assert actions.draft(DRAFTER, _other(version)).version == f"{version}-own"
