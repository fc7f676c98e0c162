"""Households, asked before entry, days to choose and satisfaction, from records that name nobody."""

from datetime import date

from jiaxin.domain.figures.lookups import Seen, told
from jiaxin.domain.figures.rules import figure_rules

RULES = figure_rules(date(2026, 11, 2))
HOUR, DAY = 3600, 86_400
A, B, C = b"token-a", b"token-b", b"token-c"
HER, OTHER = b"card-her", b"card-other"


def seen(token: bytes, card: bytes, at: int, use: str = "", company: str = "firm") -> Seen:
    return Seen(token, card, company, at, use)


def test_asked_first_is_another_scan_of_the_same_card_well_before_the_door() -> None:
    before = [seen(A, HER, 0), seen(A, HER, 3 * DAY), seen(A, HER, 3 * DAY + 60, "enter")]
    at_the_door = [seen(B, HER, DAY), seen(B, HER, DAY + 60, "enter")]
    another_card = [seen(C, OTHER, 0), seen(C, HER, DAY), seen(C, HER, DAY + 30, "enter")]
    found = told([*before, *at_the_door, *another_card], RULES)
    assert (found.asked_first, found.joined, found.entries, found.households) == (1, 3, 3, 3)
    assert found.choosing_hours == 24, "of those who looked before, the one at the door not among them"
    assert told(at_the_door, RULES).choosing_hours is None


def test_an_entry_without_a_token_counts_in_no_rate_and_is_counted_as_missing() -> None:
    found = told([seen(A, HER, 0), seen(A, HER, DAY, "enter"), seen(b"", HER, DAY, "enter")], RULES)
    assert (found.joined, found.entries) == (1, 2)
    assert told([seen(b"", HER, 0, "enter")], RULES).choosing_hours is None


def test_a_companys_own_browsers_are_out_wherever_they_look() -> None:
    staff = [seen(A, HER, 0), seen(A, OTHER, 10), seen(A, b"", 20, "own", "")]
    assert told(staff, RULES).households == 0


def test_a_round_of_a_whole_company_in_one_day_is_out_and_nine_cards_are_not() -> None:
    def of(count: int) -> int:
        return told([seen(A, b"card%d" % n, n) for n in range(count)], RULES).households

    assert (of(RULES.own_cards_a_day - 1), of(RULES.own_cards_a_day)) == (1, 0)
    spread = [seen(A, b"card%d" % n, n * DAY) for n in range(20)]
    assert told(spread, RULES).households == 1


def test_only_the_last_tap_of_a_browser_counts() -> None:
    found = told([seen(A, HER, 0, "no"), seen(A, HER, 5, "ok"), seen(B, HER, 9, "no")], RULES)
    assert (found.content, found.answered) == (1, 2)


def test_browsers_that_keep_nothing_are_counted_as_others_look() -> None:
    keepers = [one for n in range(50) for one in (seen(b"k%d" % n, HER, n), seen(b"k%d" % n, b"", n, "kept"), seen(b"k%d" % n, HER, n + DAY))]
    found = told([*keepers, *(seen(b"r%d" % n, HER, n) for n in range(10))], RULES)
    assert (found.households, found.unkept, found.scans) == (55, 10, 110)


def test_scans_of_browsers_that_never_tapped_are_the_part_missing_in_satisfaction() -> None:
    found = told([seen(A, HER, 0), seen(A, OTHER, 5), seen(A, HER, 9, "ok"), seen(B, HER, 0), seen(B, HER, 3), seen(C, HER, 1, "enter")], RULES)
    assert (found.untapped, found.scans, found.answered) == (2, 4, 1)


def test_an_entry_counts_in_the_street_of_the_cards_bearer() -> None:
    entries = [Seen(A, HER, "firm", 9, "enter", "349912001"), Seen(B, OTHER, "firm", 9, "enter", "349912002"), Seen(b"", HER, "firm", 9, "enter", "349912001")]
    found = told(entries, RULES)
    assert found.entered == {"349912001": 2, "349912002": 1} and sum(found.entered.values()) == found.entries
