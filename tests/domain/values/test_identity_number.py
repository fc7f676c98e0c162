"""Identity numbers: vectors, the trap of abolished areas, and what the check character catches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.errors import Refused
from jiaxin.domain.values import identity_number as idn

VALID = (
    "11010519491231002X",
    "440524188001010014",
    "110101199003070011",
    "360426199101010071",
    "340104196803154027",
    "34022219750606006X",
    "340222197506060027",
    "340123198402290026",
    "340104200912310016",
)

numbers = st.builds(
    lambda area, day, seq: (first := f"{area}{day:%Y%m%d}{seq:03d}") + idn.check_character(first),
    st.sampled_from(("110105", "340104", "340222", "412723", "650102")),
    st.dates(date(1900, 1, 1), date(2020, 12, 31)),
    st.integers(0, 999),
)


@pytest.mark.parametrize("text", VALID)
def test_valid_numbers_pass_abolished_areas_among_them(text):
    assert idn.read(text).text == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("340104196803154026", "id-checksum"),
        ("340123198202290021", "id-date"),
        ("34010419680315402", "id-length"),
        ("3401041968031540277", "id-length"),
        ("34O104196803154027", "id-format"),
        ("340104********4027", "id-masked"),
        ("161703198306279323", "id-province"),
        ("990212197105319729", "id-province"),
        ("330112711345978", "id-date"),
    ],
)
def test_what_is_wrong_is_named(text, code):
    with pytest.raises(Refused) as refused:
        idn.read(text)
    assert refused.value.code == code
    assert "19680315" not in refused.value.said, "a refusal must not repeat the number"


@pytest.mark.parametrize("cross", "×✕╳")
def test_a_cross_is_the_x_where_the_digits_ask_for_one_and_hides_a_digit_elsewhere(cross):
    with_other = "34010419680315402"
    with_x = next(f"340104196803{i:05d}" for i in range(10000, 10100) if idn.check_character(f"340104196803{i:05d}") == "X")
    assert idn.normal(with_x + cross) == with_x + "X"
    assert idn.fault(idn.normal(with_other + cross)) == "id-masked"


def test_fifteen_digits_are_completed_without_a_word():
    assert idn.read("340104680315402").text == "340104196803154027"


@pytest.mark.parametrize(
    "text", ["１１０１０５１９４９１２３１００２ｘ", " 110105-19491231-002x ", "110105 1949 1231 002X"]
)
def test_habits_of_writing_do_not_matter(text):
    assert idn.read(text).text == "11010519491231002X"


def test_sex_birth_age_and_mask_follow_from_the_number():
    number = idn.read("340104196803154027")
    assert (number.sex, number.birth, number.area) == ("女", date(1968, 3, 15), "340104")
    assert [number.age(day) for day in (date(2026, 3, 14), date(2026, 3, 15))] == [57, 58]
    assert number.masked == "340104********4027"


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(number, place, step):
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert idn.fault(number) == ""
    assert idn.fault(wrong) != ""


@given(numbers, st.integers(0, 15))
def test_swapped_neighbours_are_always_caught(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or idn.fault(swapped) != ""


@given(numbers)
def test_reading_again_changes_nothing(number):
    assert idn.normal(idn.normal(number)) == number
