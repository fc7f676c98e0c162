"""What is shown and counted of a past day needs rules of that day: facts of two years ago are followed like those of today."""

from datetime import date

import pytest

from jiaxin.domain.rulebooks.reading import packaged_for

ASKED_OF_ANY_DAY = ("code", "consent", "employment", "figures", "intake", "procedures")


@pytest.mark.parametrize("kind", ASKED_OF_ANY_DAY)
def test_a_day_two_years_back_has_its_rules(kind: str) -> None:
    assert packaged_for(kind, date(2024, 11, 1)).kind == kind
