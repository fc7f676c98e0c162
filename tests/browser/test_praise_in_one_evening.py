"""Story 5: thirty five-star ratings from three phones in one evening change no score; the company is flagged; a human decides."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from jiaxin import pipeline
from jiaxin.apps.governance import queries as cases
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry.models import Subject
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring import queries as scoring
from jiaxin.kit import clock
from tests.browser.district import District, press
from tests.factories.market_facts import FIRST, MarketFacts, _fact
from tests.factories.street import DRAFTER, SIGNATORY

pytestmark = pytest.mark.browser
EVENING = date(2026, 11, 20)
PHONES = tuple(f"phone{n:011d}" for n in range(3))


def ordered(district: District) -> None:
    """Three households, ten small orders each, all of one evening."""
    Subject.objects.bulk_create(Subject(id=one, kind="household", made_at=clock.now()) for one in PHONES)
    ledger.append([_fact("order", district.street.her, EVENING, **about, ordered_on=str(EVENING), finished_on=str(EVENING), service="保洁", amount_fen=3000, status="done") for about in evening(district)])


def praised(district: District) -> None:
    """Five stars for each of them, none verified by scan or contract."""
    ledger.append([_fact("rating", district.street.her, EVENING, **about, stars=5, rated_on=str(EVENING), verified=False) for about in evening(district)])


def evening(district: District) -> list[dict[str, str]]:
    return [{"counterparty": PHONES[n % 3], "company": district.street.company, "order_no": f"EVENING{n}"} for n in range(30)]


def test_story_5_thirty_stars_in_one_evening_change_nothing_and_a_human_decides(here: tuple[District, Browser]) -> None:
    district, browser = here
    market = MarketFacts()
    rules.set_up(DRAFTER, SIGNATORY, registering.place(settings.DISTRICT.name), ["reputation-2026"])
    market.enrol()
    market.tell(-1, (date(2026, 10, 30) - FIRST).days)
    district.at(str(EVENING), "12:00")
    ordered(district)
    pipeline.estimate_reputation()
    district.follow()
    before = scoring.scores_of([district.street.her, district.street.company])
    praised(district)
    district.at(str(EVENING + timedelta(days=1)))
    pipeline.estimate_reputation()
    district.follow()
    after = scoring.scores_of([district.street.her, district.street.company])
    assert {s: (one.points, one.grade) for s, one in after.items()} == {s: (one.points, one.grade) for s, one in before.items()}
    flagged = [one for one in scoring.suspicions() if one.firm == district.street.company]
    assert {one.household for one in flagged} == set(PHONES), "all three phones wait for a human"
    assert not cases.open_cases("measure") and not record.facts_about(district.street.company, opened=False).of("measure"), "nothing follows by itself"
    with district.seat(browser, "clerk") as page:
        page.goto(f"{district.address}/office/suspicions")
        assert "不扣分，不处罚" in page.content()
        page.goto(f"{district.address}/office/suspicions/{flagged[0].household}")
        page.get_by_label("结论").select_option("staged")
        page.get_by_label("怎样核实的").select_option("papers")
        press(page.get_by_role("button", name="记录结论"))
        page.goto(f"{district.address}/office/suspicions?decided=1")
        assert "虚构订单或评价" in page.content()
    district.picture(browser, "clerk", "/office/suspicions", "suspicions")

