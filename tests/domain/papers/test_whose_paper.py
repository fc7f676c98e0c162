"""Whose picture it is and what it is, from names as companies write them; what is doubtful is asked and never guessed."""

from datetime import date

import pytest

from jiaxin.domain.papers.file_names import read_name
from jiaxin.domain.papers.reading import checked
from jiaxin.domain.papers.rules import paper_rules
from jiaxin.domain.papers.whose import ASKED, Answer, Own, whose

RULES = paper_rules(date(2026, 11, 20))


def _number(first: str) -> str:
    return first + next(last for last in "0123456789X" if checked(first + last))


FANG, LI, LI_TOO, LONG = (
    Own("fang", "王秀芳", _number("99010119750606912")), Own("li", "李梅", _number("99010119800101332")),
    Own("li-too", "李梅", _number("99010119810101444")), Own("long", "欧阳小梅", _number("99010119820202555")),
)  # fmt: skip
PEOPLE = (FANG, LI, LI_TOO, LONG)


def said(path: str) -> Answer:
    return whose(read_name(path, RULES), PEOPLE)


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("王秀芳_头像.jpg", ("photo",)), ("照片/王秀芳.jpg", ("photo",)), ("王秀芳健康证照片.jpg", ("health",)), ("健康证书/王秀芳.png", ("health",)),
        ("照片/王秀芳 月嫂证.jpg", ("skill",)), ("体检/2026/王秀芳.jpg", ("health",)), ("王秀芳.jpg", ()), ("王秀芳 健康证 月嫂证.jpg", ("health", "skill")),
        ("王秀芳_养老护理员职业技能等级证书.jpg", ("skill",)),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_a_word_of_the_name_or_the_nearest_folder(path: str, kinds: tuple[str, ...]) -> None:
    assert sorted(read_name(path, RULES).kinds) == sorted(kinds)


@pytest.mark.parametrize(("path", "not_wanted"), [("王秀芳身份证.jpg", True), ("身份证/王秀芳.jpg", True), ("身份证号340_王秀芳_照片.jpg", False), ("王秀芳照片.jpg", False)])
def test_a_picture_of_an_identity_card_is_not_collected(path: str, not_wanted: bool) -> None:
    assert read_name(path, RULES).not_collected is not_wanted


@pytest.mark.parametrize(
    ("path", "whom"),
    [
        (f"{FANG.id_number}.jpg", "fang"), (f"头像/{FANG.id_number.lower()}_王秀芳.jpg", "fang"), ("王秀芳.jpg", "fang"), (f"王秀芳{FANG.id_number[-4:]}.jpg", "fang"),
        (f"李梅 {LI.id_number[-4:]} 健康证.jpg", "li"), (f"李梅{LI_TOO.id_number[-4:]}.jpg", "li-too"), ("王秀芳/健康证.jpg", "fang"),
        (f"{LI.id_number}/头像.jpg", "li"), ("王秀芳健康证2026.jpg", "fang"), ("王秀芳 体检 2026-03-01.jpg", "fang"), ("东湖店 王秀芳 照片(2).jpg", "fang"),
        ("欧阳小梅-照片.jpg", "long"), (f"{FANG.id_number}_母婴护理员证书_Y000034000478254000131.jpg", "fang"), (f"李梅 {LI.id_number[-4:]} 家政服务员四级证书 正面.jpg", "li"),
    ],
)  # fmt: skip
def test_what_says_it_clearly_is_matched(path: str, whom: str) -> None:
    assert said(path) == Answer(whom)


@pytest.mark.parametrize(
    ("path", "why", "candidates"),
    [
        ("李梅.jpg", "two", ("li", "li-too")), ("李梅 照片 2026.jpg", "two", ("li", "li-too")), ("王秀芳1111.jpg", "disagree", ("fang",)),
        (f"李梅_{FANG.id_number}.jpg", "disagree", ("fang", "li", "li-too")), (f"赵六_{FANG.id_number}.jpg", "disagree", ("fang",)),
        (f"王秀芳_{_number('99010119750606913')}.jpg", "disagree", ("fang",)), (f"{_number('99010119750606913')}.jpg", "unknown", ()),
        ("赵六.jpg", "unknown", ()), ("IMG_20260301.jpg", "nobody", ()), ("小梅.jpg", "unknown", ()), ("东湖店王秀芳.jpg", "partly", ("fang",)),
        (f"王秀芳_{FANG.id_number[:17]}{'0' if FANG.id_number[-1] != '0' else '1'}.jpg", "wrong", ("fang",)), (f"{FANG.id_number[-4:]}.jpg", "nobody", ("fang",)),
        (f"{FANG.id_number} {LI.id_number}.jpg", "two", ("fang", "li")),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_asked_with_whom_it_may_be(path: str, why: str, candidates: tuple[str, ...]) -> None:
    assert said(path) == Answer("", why, candidates)
    assert why in ASKED
