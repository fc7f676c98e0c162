"""Real rules of support against worked amounts; one more of them as data alone; a budget spent to the fen."""

import pytest

from jiaxin.domain.incentives.rules import FEN, Applicant, computed, missing_for_next
from jiaxin.domain.rulebooks.reading import packaged, read

BOOK = packaged("incentives-2026")
OPEN = {"no_severe_item": True, "pledge_kept": True, "operating_one_year": True}


def paid(code: str, counts: str, have: int, **gates: bool) -> int:
    (award,) = computed(BOOK, code, [Applicant("a", {counts: have}, OPEN | gates)])
    return award.fen // FEN


@pytest.mark.parametrize(("have", "yuan"), [(999, 49_950), (1_000, 50_000), (1_200, 50_000)])
def test_fifty_a_head_with_a_cap(have: int, yuan: int) -> None:
    assert paid("new-worker", "verified_new", have) == yuan


@pytest.mark.parametrize(("have", "yuan"), [(29, 0), (30, 15_000)])
def test_a_minimum_count(have: int, yuan: int) -> None:
    assert paid("credit-record", "records", have) == yuan


@pytest.mark.parametrize(
    ("have", "yuan"),
    [(9, 0), (10, 50_000), (19, 50_000), (20, 80_000), (49, 80_000), (50, 120_000), (99, 120_000), (100, 200_000)],
)
def test_tiers_by_head_count(have: int, yuan: int) -> None:
    assert paid("employee-mode", "employees", have) == yuan


@pytest.mark.parametrize("gate", ["no_severe_item", "pledge_kept"])
def test_a_closed_gate_pays_nothing_and_says_why(gate: str) -> None:
    (award,) = computed(BOOK, "new-worker", [Applicant("a", {"verified_new": 10}, OPEN | {gate: False})])
    assert award.fen == 0 and ("失信" in award.reasons[0] or "承诺" in award.reasons[0])


def test_what_is_not_known_is_a_closed_gate() -> None:
    (award,) = computed(BOOK, "new-worker", [Applicant("a", {"verified_new": 10}, {})])
    assert award.fen == 0


def test_once_only_and_the_next_tier() -> None:
    one = Applicant("a", {"employees": 17}, OPEN, had_before=True)
    assert computed(BOOK, "employee-mode", [one])[0].reasons == ("已经享受过一次",)
    assert missing_for_next(BOOK, "employee-mode", one) == (3, 80_000)
    assert missing_for_next(BOOK, "employee-mode", Applicant("b", {"employees": 100}, OPEN)) is None


def test_the_first_hundred_and_no_arbitrary_choice_among_equals() -> None:
    people = [Applicant(f"w{n:03}", {"file_score": 1000 - n}, OPEN) for n in range(150)]
    awards = computed(BOOK, "top-workers", people)
    assert sum(a.fen > 0 for a in awards) == 100 and awards[99].fen and not awards[100].fen
    equal = [Applicant(f"w{n:03}", {"file_score": 5 if n >= 99 else 9}, OPEN) for n in range(101)]
    assert sum(a.fen > 0 for a in computed(BOOK, "top-workers", equal)) == 99


def test_a_budget_too_small_is_shared_to_the_fen() -> None:
    people = [Applicant(f"f{n}", {"verified_new": n}, OPEN) for n in (1, 2, 4)]
    awards = computed(BOOK, "new-worker", people, budget_yuan=100)
    assert sum(a.fen for a in awards) == 100 * FEN
    assert [a.fen for a in awards] == [1429, 2857, 5714]
    assert all("按比例" in a.reasons[-1] for a in awards)


def test_every_yuan_leads_to_its_rule_and_evidence() -> None:
    (award,) = computed(BOOK, "new-worker", [Applicant("a", {"verified_new": 2}, OPEN, evidence=("e1", "e2"))])
    assert (award.rule, award.digest, award.evidence) == ("new-worker", BOOK.digest, ("e1", "e2"))


def test_one_more_real_rule_is_data_alone() -> None:
    """莆田城厢区 2017: model station 20 000 a year for three years, as instalments."""
    more = read(
        'kind = "incentives"\nversion = "x"\nlabel = "x"\nfrom = 2017-01-01\n[[rule]]\ncode = "station"\nlabel = "示范站"\n'
        'shape = "tiers"\ncounts = "stations"\ntiers = [{ from = 1, yuan = 60000 }]\ninstalments = 3\nsource = "莆田市城厢区2017年"\n'.encode()
    )
    (award,) = computed(more, "station", [Applicant("a", {"stations": 1}, {})])
    assert award.instalments == (2_000_000, 2_000_000, 2_000_000)
