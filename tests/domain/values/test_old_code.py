"""Old codes: one form for all spellings; what is a person's number, or can be counted through, leads nowhere."""

import pytest

from jiaxin.domain.values.old_code import LEAST, LONGEST, is_personal, leads, written


@pytest.mark.parametrize("typed", ["ax-12 34567b", "AX1234567B", "ａｘ１２３４５６７ｂ", " ax.123/4567_b\n"])
def test_spellings_of_one_code_are_one(typed: str) -> None:
    assert written(typed) == "AX1234567B" and leads(typed)


@pytest.mark.parametrize("number", ["340210196208189367", "34021019620818936x", "340210620818936", "15412345678", "+86 154-1234-5678"])
def test_numbers_of_people_lead_nowhere(number: str) -> None:
    number = number.replace("+", "")
    assert is_personal(number) and not leads(number)


def test_short_and_endless_codes_lead_nowhere() -> None:
    assert not leads("A" * (LEAST - 1)) and leads("A" * LEAST) and not leads("A" * (LONGEST + 1))
