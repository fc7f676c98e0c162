"""Three years, day by day: no item of public credit information, measure or star is shown or counted a day too long."""

from datetime import date, timedelta

from jiaxin.domain.disclosure import Standings, disclose_company
from jiaxin.domain.facts import Fact
from jiaxin.domain.measures import star_on, suspended_from_benefits
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.disclosure import cast
from tests.domain.disclosure.test_company_card import firm, penalty

START, DAYS = date(2026, 4, 1), 3 * 366
ITEMS = [("general", "2026-05-08", "2027-05-08"), ("general", "2026-11-30", "2027-11-30"), ("severe", "2026-02-28", "2029-02-28")]


def everything() -> list[Fact]:
    facts = [penalty(kind, on, f"号{n}") for n, (kind, on, _) in enumerate(ITEMS)]
    facts.append(cast.fact("star.rating", date(2026, 4, 1), star=4, rated_on="2026-04-01", valid_through="2028-03-31"))
    facts.append(
        cast.fact(
            "measure", date(2026, 9, 1), measure="no_recommendation", basis="b", document_no="m1", notice_no="n1",
            notified_on="2026-08-20", heard_through="2026-08-28", from_on="2026-09-01", until_on="2026-12-01",
        )
    )  # fmt: skip
    return facts


def test_no_expiry_is_missed_on_the_page_or_in_the_score_on_any_day_of_three_years() -> None:
    facts = firm(*everything())
    rules = scoring_rules(packaged("company-2026"))
    checked = 0
    for day in (START + timedelta(days=n) for n in range(DAYS)):
        due = {f"号{n}" for n, (_, on, stops) in enumerate(ITEMS) if on <= str(day) < stops}
        page = disclose_company(facts, Standings(), star_on(facts, day), day)
        assert page is not None
        assert {p.document_no for p in page.penalties} == due, day
        assert page.star == (4 if day <= date(2028, 3, 31) else None), day
        assert day < page.good_until, day
        assert suspended_from_benefits(facts, day) == (date(2026, 9, 1) <= day < date(2026, 12, 1)), day
        counted = {e for reason in assess(facts, Context({}, {}), rules, day).reasons if reason.indicator in COUNTING for e in reason.because}
        numbers = {str(e.get("document_no")) for e in facts.entries if e.id in counted}
        assert numbers <= due, day
        checked += len(numbers)
    assert checked > 300  # it did count while it should


COUNTING = ("company.penalties", "company.severe-penalties")


def test_a_page_says_by_itself_when_it_must_be_made_again() -> None:
    facts = firm(*everything())
    for day in (START + timedelta(days=n) for n in range(DAYS)):
        page = disclose_company(facts, Standings(), None, day)
        assert page is not None
        assert all(page.good_until <= p.until + timedelta(days=1) for p in page.penalties)


def test_a_minor_item_is_shown_through_its_decision_alone_and_three_months_from_its_document_at_most() -> None:
    plain = firm(penalty("minor", "2026-06-15"))
    entry = next(e for e in plain.entries if e.fact.kind == "penalty")
    decision = cast.fact("penalty.publication", date(2026, 7, 1), of=entry.id, document_no="d", basis="b", until_on="2026-12-31")
    decided = firm(penalty("minor", "2026-06-15"), decision)
    for day in (START + timedelta(days=n) for n in range(400)):
        assert disclose_company(plain, Standings(), None, day).penalties == ()  # type: ignore[union-attr]
        shown = disclose_company(decided, Standings(), None, day).penalties  # type: ignore[union-attr]
        assert bool(shown) == (date(2026, 7, 1) <= day < date(2026, 9, 15)), day


def test_an_item_under_objection_says_so() -> None:
    facts = firm(penalty("general", "2026-05-08"))
    entry = next(e for e in facts.entries if e.fact.kind == "penalty")
    marked = type(facts)(facts.subject, facts.entries, None, frozenset({entry.id}))
    (shown,) = disclose_company(marked, Standings(), None, date(2026, 6, 1)).penalties  # type: ignore[union-attr]
    assert shown.disputed
