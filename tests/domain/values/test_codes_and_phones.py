"""Credit codes, certificate numbers, phones and regions: vectors and habits of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.errors import Refused
from jiaxin.domain.values import credit_code, phone, region, skill_number


@pytest.mark.parametrize(
    "text",
    [
        "91110000600037341L",
        "91350100M000100Y43",
        "91440300708461136T",
        "91110108551385082Q",
        "91340212MA2Q1W3E0X",
        "91340104MA00TEWT4Y",
        "92340212MA2Q1W3E0T",
        "52340212MA2Q1W3E0Y",
        "51340212MA2Q1W3E02",
        "12340212MA2Q1W3E03",
        "９１１１００００６０００３７３４１Ｌ",
        " 91110000600037341l ",
    ],
)
def test_valid_credit_codes_pass(text):
    assert len(credit_code.read(text).text) == 18


@pytest.mark.parametrize("text", ["91110000600037342L", "A1110000600037341L", "91110000600037341I", "9111000060003734"])
def test_wrong_credit_codes_are_refused(text):
    with pytest.raises(Refused):
        credit_code.read(text)


@pytest.mark.parametrize("text", ["91340212MA2Q1W3E0X", "91340104MA00TEWT4Y", "91110000600037341L"])
def test_the_inner_check_fits_known_codes(text):
    assert credit_code.inner_fits(text)
    assert not credit_code.inner_fits(text[:15] + ("1" if text[15] != "1" else "2") + text[16:])


@given(st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_of_a_credit_code_is_caught(place, other):
    text = "91340212MA2Q1W3E0X"
    wrong = text[:place] + other + text[place + 1 :]
    assert wrong == text or credit_code.fault(wrong)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("15412345678", ("15412345678", "")),
        ("+86 154-1234-5678", ("15412345678", "")),
        ("008615412345678", ("15412345678", "")),
        ("15412345678.0", ("15412345678", "")),
        ("１５４１２３４５６７８", ("15412345678", "")),
        ("15412345678/16012345678", ("15412345678", "phone-multiple")),
        ("15412345678 16012345678", ("15412345678", "phone-multiple")),
        ("15412345678、0553-7812345", ("15412345678", "phone-multiple")),
        ("0553-7812345", ("", "phone-invalid")),
        ("12093010482", ("", "phone-invalid")),
        ("1541234567", ("", "phone-invalid")),
        ("160670O7602", ("", "phone-invalid")),
    ],
)
def test_phones(text, read):
    assert phone.parse(text) == read


@pytest.mark.parametrize(
    "text", ["S000034000123255000001", "Y000123000000195000001", "AB12345678901234567890", "1534216323469030"]
)
def test_certificate_numbers_of_every_form_pass(text):
    assert skill_number.fault(text) == ""


@pytest.mark.parametrize(
    "text", ["A000034000123255000001", "S00003400012325500000", "S00003400O123255000001", "153421632346903"]
)
def test_other_certificate_numbers_do_not(text):
    assert skill_number.fault(text) == "skill-number-pattern"


def test_a_certificate_number_tells_year_and_level():
    assert (skill_number.year_of("S000034000123255000001"), skill_number.level_of("S000034000123255000001")) == (
        2025,
        5,
    )
    assert skill_number.year_of("1534216323469030") is None


def test_regions_have_levels_and_lie_within_each_other():
    assert [region.read(c).level for c in ("340000", "340200", "340212", "340212100", "340212100001")] == [
        "province",
        "city",
        "county",
        "street",
        "community",
    ]
    assert region.read("340212100").within(region.read("340200"))
    assert not region.read("340212100").within(region.read("340221"))


def test_abolished_codes_know_what_became_of_them():
    assert region.history()["340222"].now == "340212"


@pytest.mark.parametrize("text", ["34021", "990212", "3402121000"])
def test_what_is_no_region_is_refused(text):
    with pytest.raises(Refused):
        region.read(text)
