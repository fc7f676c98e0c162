"""What the company search shows."""

from datetime import date

import pytest

from jiaxin.domain.disclosure import Standings, disclose_company
from jiaxin.domain.facts import Fact, Facts, Value
from tests.domain.disclosure import cast

TODAY = date(2026, 11, 23)


def penalty(kind: str, on: str, number: str = "样例市监罚〔2026〕1号", basis: str = "《广告法》第五十五条") -> Fact:
    return cast.fact(
        "penalty", date.fromisoformat(on), penalty_class=kind, decided_on=on, document_no=number, legal_basis=basis,
        authority="样例区市场监督管理局", conduct="王某某虚假宣传",
    )  # fmt: skip


def firm(*more: Fact, **registered: Value) -> Facts:
    fields: dict[str, Value] = {
        "company_name": "样例家安家政服务有限公司",
        "company_credit_code": "91340299MA00TEST0X",
        "operating_mode": "员工制",
        "status": "active",
        "legal_representative": "李建国",
        "phone": "16512345678",
    }
    registration = cast.fact("company.registration", date(2016, 5, 9), **(fields | registered))
    return Facts("FIRM1", cast.entries([registration, *more]))


def test_a_company_without_registration_has_no_page() -> None:
    assert disclose_company(Facts("FIRM1", ()), Standings(), None, TODAY) is None


def test_minor_penalties_are_never_published() -> None:
    card = disclose_company(firm(penalty("minor", "2026-11-01")), Standings(), None, TODAY)
    assert card is not None
    assert card.penalties == ()


@pytest.mark.parametrize(
    ("kind", "decided", "day", "shown"),
    [
        ("general", "2026-05-08", date(2027, 5, 7), True),
        ("general", "2026-05-08", date(2027, 5, 8), False),
        ("general", "2026-11-30", date(2027, 11, 29), True),
        ("severe", "2028-02-29", date(2031, 2, 27), True),
        ("severe", "2028-02-29", date(2031, 2, 28), False),
        ("general", "2026-05-08", date(2026, 5, 7), False),
    ],
)
def test_a_penalty_vanishes_on_the_day_its_period_ends(kind: str, decided: str, day: date, shown: bool) -> None:
    card = disclose_company(firm(penalty(kind, decided)), Standings(), None, day)
    assert card is not None
    assert bool(card.penalties) is shown


@pytest.mark.parametrize("lacking", [{"number": ""}, {"basis": ""}])
def test_a_penalty_without_document_or_legal_basis_is_not_published(lacking: dict[str, str]) -> None:
    card = disclose_company(firm(penalty("severe", "2026-05-08", **lacking)), Standings(), None, TODAY)
    assert card is not None
    assert card.penalties == ()


def test_the_page_turns_grey_by_itself_when_a_penalty_runs_out() -> None:
    card = disclose_company(firm(penalty("general", "2025-11-25")), Standings(), None, TODAY)
    assert card is not None
    assert card.good_until == date(2026, 11, 25)


def test_the_rate_of_valid_codes_is_unknown_while_nobody_has_confirmed() -> None:
    none = disclose_company(firm(), Standings(), None, TODAY)
    some = disclose_company(firm(), Standings(workers=3, green=2), None, TODAY)
    assert none is not None and some is not None
    assert (none.valid_code_percent, some.valid_code_percent) == (None, 66)


def test_nobody_of_the_company_is_named() -> None:
    card = disclose_company(firm(penalty("severe", "2026-05-08")), Standings(), None, TODAY)
    assert not any(secret in repr(card) for secret in ("李建国", "16512345678", "王某某"))


def test_a_breached_pledge_is_told() -> None:
    pledge = cast.fact("pledge", date(2026, 3, 15), signed_on="2026-03-15", breached_on="2026-06-01")
    card = disclose_company(firm(pledge), Standings(), None, TODAY)
    before = disclose_company(firm(pledge), Standings(), None, date(2026, 5, 31))
    assert card is not None and before is not None
    assert (card.pledge_breached, before.pledge_breached) == (True, False)
