"""From words in a picture to the answers of a form: rows as a person reads them, numbers only when they check."""

from math import cos, radians, sin

import pytest

from jiaxin.domain.papers.lines import Word, rows
from jiaxin.domain.papers.reading import checked, read

CARD = ["姓名王秀芳", "性别女民族汉", "出生1975年6月6日", "住址样例省样例市样例区样例东街道", "样例路12号3幢402室", "公民身份号码34021219750606912"]
CERTIFICATE = ["职业技能等级证书", "姓名：刘小梅", "职业名称：养老护理员", "技能等级：四级", "证书编号：S0003499361412246I2695", "发证日期：2022年01月06日"]


def _number(first: str) -> str:
    return first + next(last for last in "0123456789X" if checked(first + last))


def test_a_card_proposes_what_is_printed() -> None:
    number = _number("34021219750606912")
    found = read([*CARD[:-1], "公民身份号码" + number])
    assert found is not None
    assert found.paper == "id_card"
    assert found.answers == {
        "name": "王秀芳", "id_number": number, "gender": "女", "birth_date": "1975-06-06",
        "residence_address": "样例省样例市样例区样例东街道样例路12号3幢402室",
    }  # fmt: skip


def test_a_number_that_does_not_check_is_left_out() -> None:
    number = _number("34021219750606912")
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    found = read([*CARD[:-1], "公民身份号码" + wrong])
    assert found is not None
    assert not {"id_number", "gender", "birth_date"} & set(found.answers)


def test_a_certificate_proposes_its_fields() -> None:
    found = read(CERTIFICATE)
    assert found is not None
    assert found.paper == "certificate"
    assert found.answers == {
        "name": "刘小梅", "skill_name": "养老护理员", "skill_level": "4", "skill_number": "S000349936141224612695", "issued_on": "2022-01-06",
    }  # fmt: skip


def test_a_name_that_stands_on_a_row_of_its_own_is_found_and_a_label_is_no_name() -> None:
    found = read(["赵丽", "姓名", *CARD[1:5], "公民身份号码1"])
    assert found is not None
    assert found.answers["name"] == "赵丽"


def test_another_paper_is_no_paper() -> None:
    assert read(["购物小票", "合计 12.50"]) is None
    assert read([]) is None


@pytest.mark.parametrize("degrees", [-10, 0, 3, 10])
def test_rows_are_read_however_the_paper_was_held(degrees: int) -> None:
    turn = radians(degrees)

    def at(x: float, y: float) -> tuple[float, float]:
        return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)

    def word(text: str, x: float, y: float) -> Word:
        wide = 30.0 * len(text)
        return Word(text, (at(x, y), at(x + wide, y), at(x + wide, y + 30), at(x, y + 30)), 99)

    words = [word("住址", 50, 200), word("王秀芳", 150, 50), word("姓名", 50, 50), word("样例省样例市样例区样例东街道", 150, 200)]
    assert rows(words) == ["姓名王秀芳", "住址样例省样例市样例区样例东街道"]
