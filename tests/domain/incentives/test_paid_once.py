"""What earlier lists have paid is not paid again: per worker, per company and year, per place among the first; and instalments."""

from datetime import date

import pytest

from jiaxin.domain.facts import Facts, Standing
from jiaxin.domain.incentives import lists
from jiaxin.domain.incentives.counting import Earlier, company_applicant, head, ranked_companies
from jiaxin.domain.incentives.rules import FEN, Applicant, computed, rule_of
from jiaxin.domain.rulebooks.reading import packaged, read
from tests.domain.established import COMPANY, entry, facts

ON = date(2026, 11, 23)
BOOK = packaged("incentives-2026")
OPEN = {"no_severe_item": True, "pledge_kept": True, "operating_one_year": True}
DUE = read(
    'kind = "incentives"\nversion = "x"\nlabel = "x"\nfrom = 2026-01-01\n[[rule]]\ncode = "scale"\nlabel = "规上企业奖励"\n'
    'shape = "tiers"\ncounts = "employees"\ntiers = [{ from = 1, yuan = 50000 }, { from = 5, yuan = 80001 }]\ninstalments = 2\nsource = "x"\n'.encode()
)


def award(code: str, **more: object):
    (found,) = computed(BOOK, code, [Applicant("a", gates=OPEN, **more)])  # type: ignore[arg-type]  # named per test
    return found


@pytest.mark.parametrize(
    ("have", "before", "paid", "yuan"),
    [(10, 0, 0, 500), (10, 10, 500, 0), (12, 10, 500, 100), (1_200, 900, 45_000, 5_000), (1_200, 1_000, 50_000, 0), (1_000, 999, 49_950, 50)],
)
def test_per_head_pays_for_new_heads_within_the_cap_of_the_year(have: int, before: int, paid: int, yuan: int) -> None:
    found = award("new-worker", counts={"verified_new": have}, counted_before={"verified_new": before}, fen_before=paid * FEN)
    assert found.fen == yuan * FEN
    assert ("已经发过" in found.reasons[0]) is bool(before)


def test_the_minimum_is_of_all_and_the_money_for_the_new_ones() -> None:
    assert award("credit-record", counts={"records": 32}, counted_before={"records": 30}).fen == 1_000 * FEN


def test_a_higher_tier_in_the_same_year_pays_the_difference_alone() -> None:
    found = computed(DUE, "scale", [Applicant("a", {"employees": 5}, OPEN, fen_before=50_000 * FEN)])[0]
    assert found.fen == 30_001 * FEN and "差额" in found.reasons[0]
    assert computed(DUE, "scale", [Applicant("a", {"employees": 4}, OPEN, fen_before=50_000 * FEN)])[0].fen == 0


def worker(name: str, company: str = COMPANY):
    her = facts(
        entry("claim.confirmed", "2026-02-01", standing=Standing.PHONE),
        entry("identity.check", "2026-02-01", result="passed", checked_on="2026-02-01"),
        entry("employment", "2026-01-05", company=company, started_on="2026-01-05"),
    )
    return Facts(name, her.entries)


def test_a_worker_is_paid_for_once_whichever_company_she_works_for_now() -> None:
    known = Earlier(frozenset({head("new-worker", "w1")}))
    found = company_applicant(Facts(COMPANY, ()), [worker("w1"), worker("w2")], ON, "new-worker", known)
    assert (found.counts["verified_new"], found.counted_before["verified_new"]) == (2, 1)
    assert [e for e in found.heads if e.startswith("verified_new:")] == [f"verified_new:{head('new-worker', 'w2')}"]
    assert sum(e.startswith("verified_new:") for e in found.evidence) == 1
    other = company_applicant(Facts(COMPANY, ()), [worker("w1")], ON, "credit-record", known)
    assert other.counted_before["records"] == 0, "another rule is another matter"


def test_a_list_names_nobody_and_reads_back_with_its_heads() -> None:
    one = company_applicant(Facts(COMPANY, ()), [worker("w1")], ON, "new-worker")
    (line,) = lists.written(computed(BOOK, "new-worker", [Applicant(one.subject, one.counts, OPEN, evidence=one.evidence, heads=one.heads)]), "verified_new")
    assert "w1" not in line.replace(head("new-worker", "w1"), "")
    assert lists.read([line])[0].heads == (head("new-worker", "w1"),)


def test_of_instalments_a_list_pays_the_first_and_the_plan_adds_up() -> None:
    lines = lists.written(computed(DUE, "scale", [Applicant("a", {"employees": 5}, OPEN)]), "employees")
    (line,) = lists.read(lines)
    assert (line.fen, line.plan, line.part) == (4_000_050, (4_000_050, 4_000_050), 1) and sum(line.plan) == 80_001 * FEN
    assert lists.total(lines) == 4_000_050 and "第 1 期" in line.reasons[-1]
    (second,) = lists.read(lists.following([(line, 2, "case1", ())]))
    assert (second.fen, second.part, second.began) == (4_000_050, 2, "case1")
    (waits,) = lists.read(lists.following([(line, 2, "case1", ("有严重失信信息正在公示",))]))
    assert waits.fen == 0 and waits.reasons == ("有严重失信信息正在公示",)


def test_places_that_were_paid_this_year_are_taken() -> None:
    people = [Applicant(f"w{n:03}", {"file_score": 1000 - n}, OPEN, had_before=n < 60) for n in range(150)]
    found = computed(BOOK, "top-workers", people)
    assert sum(a.fen > 0 for a in found) == 40 and found[60].fen and found[99].fen and not found[100].fen
    assert found[0].reasons == ("今年的名单已经发过",)


def test_the_support_of_the_first_goes_to_their_companies_and_not_through_a_closed_gate() -> None:
    rule = rule_of(BOOK, "top-workers")
    firms = [Applicant("f1", {}, OPEN), Applicant("f2", {}, OPEN), Applicant("f3", {}, OPEN | {"no_severe_item": False})]
    found = ranked_companies(BOOK, rule, [("f1", "w1", "e1"), ("f1", "w2", "e2"), ("f3", "w3", "e3")], firms)
    assert [a.fen for a in found] == [4_000 * FEN, 0, 0]
    assert found[0].evidence == ("file_score:e1", "file_score:e2") and found[2].reasons == ("有严重失信信息正在公示",)
