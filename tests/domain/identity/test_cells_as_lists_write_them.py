"""One person under the many ways in which lists write her name, number, place, employer and day of birth."""

import numpy as np
import pytest

from jiaxin.domain.identity import comparing
from jiaxin.domain.identity.aspects import Aspect, Birth, Name, Native
from jiaxin.domain.identity.columns import columns
from jiaxin.domain.identity.crowd import commonness, count
from jiaxin.domain.identity.names_heard import hear
from jiaxin.domain.identity.numbers_taken_apart import Standing, take_apart
from jiaxin.domain.identity.places_named import company, pieces, trade
from jiaxin.domain.identity.reading import read


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("9901**1985****123X", "9901**1985****123X"),
        ("9901**1985****1234", "9901**1985****1234"),
        ("9901**1985**123X", "9901**********123X"),  # two places short: only the ends still stand where they belong
        ("990***********1234", "990***********1234"),
        ("尾号1234", "*" * 14 + "1234"),
        ("尾号：123x", "*" * 14 + "123X"),
        ("身份证号后四位1234", "*" * 14 + "1234"),
        ("后六位011234", "*" * 12 + "011234"),
        ("*" * 18, "*" * 18),
        ("9901011985010112345X", "*" * 18),  # twenty places, none of them hidden: nothing to go by
    ],
)
def test_a_number_that_is_partly_hidden_keeps_the_places_that_are_shown(cell, places):
    found = take_apart(cell)
    assert found.places == places
    assert found.standing is (Standing.PART if places.strip("*") else Standing.NONE)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("王秀英2号", "王秀英"),
        ("1.王秀英", "王秀英"),
        ("朱英 新", "朱英"),
        ("王 新", "王新"),  # a name written apart, no remark
        ("张秀英-离职", "张秀英"),
        ("张秀英-安徽", "张秀英"),
        ("欧阳秀英-城东", "欧阳秀英"),
        ("阿依古丽-买买提", "阿依古丽买买提"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
    ],
)
def test_what_stands_behind_a_name_goes_and_what_joins_its_parts_does_not(cell, text):
    assert hear(cell).text == text


def test_long_names_are_told_apart_by_their_ends():
    one, same, other, short = rows_of("阿依古丽·买买提", "阿依古丽-买买提", "阿依古丽·买合木提", "阿依古丽")
    assert name_level(one, same) is Name.SAME
    assert name_level(one, other) not in (Name.SAME, Name.SOUND, Name.LOOSE_SOUND)
    assert name_level(one, short) is Name.FIRST_PART


def rows_of(*names: str) -> list[list[str]]:
    return [[name, "女", "", "", "", "", "", ""] for name in names]


def levels(one: list[str], other: list[str]) -> list[int]:
    c = columns(map(read, (one, other)))
    common = commonness(c, count(c))
    return [int(level) for level in comparing.levels(c, common, np.array([0]), np.array([1]))[0]]


def name_level(one: list[str], other: list[str]) -> Name:
    return Name(levels(one, other)[Aspect.NAME])


@pytest.mark.parametrize(
    ("name", "other", "place"),
    [("安禾家政服务中心", "刘凤静", 7), ("家庭厨师", "梁英英", 6), ("月嫂", "武娜静", 6), ("安徽六安", "许娟红", 5), ("鑫月", "冯兰英", 7)],
)
def test_a_company_a_trade_or_a_place_in_the_names_column_changes_seats_with_the_name(name, other, place):
    cells = [name, "女", "", "1983-05-07", "12004464031", "", "", ""]
    cells[place] = other
    right = [other, *cells[1:]]
    right[place] = name
    assert read(cells) == read(right)
    assert read(cells).name.text == other


def test_a_name_beside_another_name_stays_where_it_is():
    cells = ["许娟红", "女", "", "", "", "", "", "冯兰英"]  # a person as employer
    assert read(cells).name.text == "许娟红"


def test_a_company_is_what_is_left_without_form_trade_and_city():
    said = ("九九市安禾家政服务有限公司", "安禾家政", "安禾", "九九区安禾人力资源有限公司", "安禾保洁服务公司")
    assert {company(cell) for cell in said} == {"安禾"}
    assert company("生活服务") == "生活服务"  # nothing of its own: all of it


def test_a_trade_is_known_by_what_stands_in_it():
    assert trade("烧饭阿姨") == trade("家庭厨师") == trade("做饭") == "做饭"
    assert trade("月子护理") == trade("母婴护理员") == "月嫂"
    assert trade("家电清洗工") != trade("保洁员")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("安徽省芜湖市繁昌区", ("安徽", "芜湖", "繁昌")),
        ("安徽芜湖", ("安徽", "芜湖", "")),
        ("繁昌县", ("", "", "繁昌")),
        ("芜湖", ("", "芜湖", "")),
        ("四川省", ("四川", "", "")),
        ("", ()),
    ],
)
def test_a_place_says_its_steps(cell, found):
    assert pieces(cell) == found


def test_places_contradict_each_other_only_where_both_name_the_same_step():
    def of(one: str, other: str) -> Native:
        cells = [["许娟红", "女", "", "", "", place, "", ""] for place in (one, other)]
        return Native(levels(*cells)[Aspect.NATIVE])

    assert of("安徽芜湖", "繁昌县") is Native.UNKNOWN
    assert of("安徽芜湖", "河南信阳") is Native.OTHER
    assert of("安徽芜湖", "安徽六安") is Native.PARTLY
    assert of("安徽", "安徽省芜湖市") is Native.PROVINCE
    assert of("芜湖市", "安徽芜湖") is Native.CITY
    assert of("繁昌县", "安徽省芜湖市繁昌县") is Native.COUNTY


def test_the_first_of_january_stands_for_the_year_unless_the_number_says_so_too():
    def of(one: str, other: str, number: str = "") -> Birth:
        return Birth(levels(["许娟红", "女", number, one, "", "", "", ""], ["许娟红", "女", "", other, "", "", "", ""])[Aspect.BIRTH])

    assert of("1983-01-01", "1983-05-07") is Birth.YEAR
    assert of("1983-01-01", "1984-05-07") is Birth.NEAR_YEARS
    assert of("1983-01-01", "1983-05-07", "99010119830101****") is not Birth.YEAR
    assert of("1983-01-02", "1983-05-07") is Birth.YEAR_ONLY
