"""Readers: one cell in, a value or a code out."""

import pytest

from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.shapes import READERS as DECLARED
from jiaxin.domain.values.readers import READERS, Manner, reader

JOBS = kind("profile").field("job_types").words
CLASSES = kind("health.check").field("health_class").words
EDUCATION = kind("profile").field("education").words
MODES = kind("employment").field("employment_mode").words


def test_every_reader_that_records_name_exists():
    assert READERS.keys() >= DECLARED


@pytest.mark.parametrize("code", sorted(READERS))
def test_every_reader_takes_blank_cells_and_failed_calculations(code):
    read = reader(code)
    assert read(None)[1] == () and read(" \u3000\u200b\ufeff\n")[1] == ()
    assert read("#N/A") == (None, ("cell-error",))


@pytest.mark.parametrize(
    ("code", "words", "cell", "value"),
    [
        ("name", (), " 张\u3000 三・丰\u200b", "张三·丰"),
        ("name", (), "杨䶮", "杨䶮"),
        ("id_number", (), "'340104196803154027", "340104196803154027"),
        ("id_number", (), '="340104196803154027"', "340104196803154027"),
        ("id_number", (), 340104680315402, "340104196803154027"),
        ("phone", (), 15412345678.0, "15412345678"),
        ("education", EDUCATION, "全日制大专毕业", "大专"),
        ("employment_mode", MODES, "中介机构介绍", "中介制"),
        ("employment_mode", MODES, "劳务派遣制", "派遣"),
        ("job_types", JOBS, "月嫂/做饭阿姨；保姆（住家）＋护工", ["母婴护理", "做饭", "保姆", "病患陪护"]),
        ("health_class", CLASSES, "养老类", "养老照护服务员"),
        ("skill_level", (), "Ⅲ级", 3),
        ("skill_level", (), "高级技师", 1),
        ("skill_level", (), "三级/高级工", 3),
        ("skill_level", (), 4.0, 4),
        ("hours", (), "1.5 小时", "1.5"),
        ("hours", (), 12.0, "12"),
        ("month_or_date", (), 201905, "2019-05-01"),
        ("consent", (), "√", True),
        ("consent", (), "未签", False),
        ("consent", (), None, False),
        ("money_fen", (), "¥1,200.50元", 120050),
        ("money_fen", (), "1.2万元", 1200000),
        ("stars", (), "★★★★☆", 4),
        ("stars", (), "五星", 5),
        ("yes_no", (), "否", False),
        ("code_text", (), "pyl 2025１", "PYL20251"),
        ("datetime", (), "2026/5/6 8:30", "2026-05-06T08:30:00+08:00"),
    ],
)
def test_values(code, words, cell, value):
    assert reader(code, Manner(words=words))(cell) == (value, ())


@pytest.mark.parametrize(
    ("code", "cell", "said"),
    [
        ("name", "王阿姨", "name-invalid"),
        ("name", "蔡姐", "name-invalid"),
        ("name", "张梅（已离职）", "name-invalid"),
        ("name", "李秀芳2", "name-invalid"),
        ("name", "欧阳" * 16, "name-invalid"),
        ("id_number", 3.40212197506069e17, "id-lost-digits"),
        ("id_number", "3.40212E+17", "id-lost-digits"),
        ("id_number", "111111111111111111", "placeholder"),
        ("date", "2026年5月", "date-incomplete"),
        ("month_or_date", "2019", "date-incomplete"),
        ("month_or_date", 2019.1, "date-ambiguous"),
        ("skill_level", "金牌", "level-unknown"),
        ("hours", "若干", "training-hours-invalid"),
        ("text", "待补", "placeholder"),
        ("long_text", "xxx", "placeholder"),
        ("phone", "测试", "placeholder"),
    ],
)
def test_codes(code, cell, said):
    assert reader(code)(cell) == (None, (said,))


def test_nothing_is_an_empty_cell_or_a_filler_as_the_column_wants():
    assert reader("text")("无") == (None, ())
    assert reader("address", Manner(nothing=False))("—") == (None, ("placeholder",))


def test_a_name_that_ends_like_a_title_is_a_name():
    assert reader("name")("刘三姐") == ("刘三姐", ())


def test_an_expiry_column_gives_the_day_a_year_before():
    assert reader("health_date", Manner(expiry=True))("2027/6/13") == ("2026-06-13", ())


def test_one_unknown_job_among_known_ones_keeps_the_known_ones():
    assert reader("job_types", Manner(words=JOBS))("保洁、保安") == (["保洁"], ("job-unknown",))


def test_a_named_older_form_is_passed_on_for_the_check_on_versions():
    assert reader("consent")("已签（2023版）") == (True, ("consent-version:2023",))
