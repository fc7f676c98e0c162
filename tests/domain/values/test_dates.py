"""Days in every style; what cannot be told apart is an error."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.values.dates import Precision, last_of_range, months_later, parse, years_earlier


@pytest.mark.parametrize(
    "cell",
    [
        "2026-05-06",
        "2026.5.6",
        "2026/5/6",
        "2026、5、6",
        "2026 5 6",
        "20260506",
        20260506,
        "2026年5月6日",
        "2026 年 5 月 6 号",
        "二〇二六年五月六日",
        "２０２６．５．６",
        "2026-05-06 00:00:00",
        "2026-5-6 8:30",
        "2026-05-06T08:30:00",
        46148,
        46148.5,
        "46148",
        date(2026, 5, 6),
        datetime(2026, 5, 6, 8, 30),  # noqa: DTZ001  # as a spreadsheet gives it
        "6-May-2026",
    ],
)
def test_one_day_in_many_styles(cell):
    assert parse(cell).iso == "2026-05-06"


@pytest.mark.parametrize("cell", ["5/6/24", "24/5/6", "1.2.24", "3/4/2025", 2019.1, "260506"])
def test_what_cannot_be_told_apart_is_no_guess(cell):
    assert parse(cell).code == "date-ambiguous"


@pytest.mark.parametrize(
    "cell", ["2026.2.30", "2025/0/12", "2026-13-01", "20260431", "2025-11-00", "2026年6月31日", "去年三月", 110.5]
)
def test_days_that_do_not_exist(cell):
    assert parse(cell).code == "date-invalid"


@pytest.mark.parametrize("cell", ["2019.1", "2019-01", "201901", 201901, "2019年1月", "二〇一九年一月"])
def test_a_month_is_read_as_a_month(cell):
    read = parse(cell)
    assert (read.iso, read.precision) == ("2019-01-01", Precision.MONTH)


def test_numbers_with_two_decimals_are_clear_months():
    assert [parse(n).iso for n in (2019.3, 2019.11, 2019.12)] == ["2019-03-01", "2019-11-01", "2019-12-01"]


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")),
)
def test_every_day_is_read_back(day, style):
    assert parse(day.strftime(style)).iso == day.isoformat()


def test_years_and_months_before_and_after():
    assert years_earlier("2028-02-29") == "2027-02-28"
    assert months_later("2026-11-23", -12) == "2025-11-23"
    assert months_later("2026-01-31", 1) == "2026-02-28"


@pytest.mark.parametrize(
    "text", ["2026年12月31日24时", "2026-12-31 24:00", "2026-12-31 星期四", "2026.12.31（周四）", "2026年12月31日 上午9时"]
)
def test_a_time_or_a_weekday_behind_the_day_is_cut_off(text):
    assert parse(text).iso == "2026-12-31"


@pytest.mark.parametrize(
    "text",
    ["2026.1.1-12.31", "2026年1月1日至12月31日", "20260101-20261231", "至2026年12月31日", "2026-12-31止", "2026.12.31止"],
)
def test_an_end_is_read_however_the_period_is_written(text):
    assert parse(last_of_range(text)).iso == "2026-12-31"


@pytest.mark.parametrize("text", ["2026.12.1-3.5", "至", "止", "到期"])
def test_what_names_no_end_stays_an_error(text):
    assert parse(last_of_range(text)).code == "date-invalid"


def test_the_later_end_of_a_range_counts():
    assert last_of_range("2025-05-06至2026-05-05") == "2026-05-05"
    assert last_of_range("2026-05-05") == "2026-05-05"


@pytest.mark.parametrize(
    "cell",
    ["二O二六年五月六日", "二0二六年五月六日", "2026年五月六日", "2026年5月六日", "2026·5·6", "2026。5。6", "2026\\5\\6", "2026.5.6。", "2026年五月6号"],
)
def test_signs_and_numerals_of_other_keyboards_mean_the_same_day(cell):
    assert parse(cell) == ("2026-05-06", Precision.DAY, "")


@pytest.mark.parametrize("cell", ["3月4日", "12月31号", "5月 6日"])
def test_a_day_without_its_year_is_incomplete_and_no_invalid_day(cell):
    assert parse(cell).code == "date-incomplete"


@pytest.mark.parametrize("cell", ["2026年3一月4日", "2026年十三月一日", "2026年二月三十日", "二O二六年十三月"])
def test_numerals_that_make_no_day_are_refused(cell):
    assert parse(cell).code == "date-invalid"
