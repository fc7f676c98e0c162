"""可疑评价 in the office: the list with reasons, one family with its orders, a finding by who may; everybody else is turned away."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from jiaxin import pipeline
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring import actions
from jiaxin.apps.scoring import queries as scores
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.factories.market_facts import FIRST, MarketFacts
from tests.factories.street import DRAFTER, SIGNATORY
from tests.portals.office.officers import desk, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def suspected(tmp_path: Path):
    facts = MarketFacts(attack="ballot")
    now = datetime.combine(FIRST + timedelta(days=366), datetime.min.time(), UTC)
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: now):
        actions.set_up(DRAFTER, SIGNATORY, registry.place(settings.DISTRICT.name), ["reputation-2026"])
        facts.enrol()
        facts.tell(-1, 366)
        pipeline.estimate_reputation()
        yield scores.suspicions()


def test_an_officer_reads_why_and_decides(suspected) -> None:
    clerk, worst = desk(Role.BUREAU_CLERK), suspected[0]
    page = clerk.get("/office/suspicions").text
    assert f"/office/suspicions/{worst.household}" in page and "不扣分，不处罚" in page
    one = clerk.get(f"/office/suspicions/{worst.household}").text
    assert worst.reasons[0][0] in one and "本人停止展示" in one and "记录结论" in one
    where = f"/office/suspicions/{worst.household}/find"
    refused = clerk.post(where, {"finding": "staged", "ground": ""})
    assert refused.status_code == 409 and "核查依据" in refused.text
    assert clerk.post(where, {"finding": "staged", "ground": "papers", "note": "没有付款凭证"}).status_code == 302
    assert "虚构订单或评价" in clerk.get("/office/suspicions?decided=1").text
    assert f"/office/suspicions/{worst.household}" not in clerk.get("/office/suspicions").text
    assert fresh(clerk).post("/office/suspicions.xlsx", {"purpose": "核查可疑评价"}).status_code == 200


def test_before_there_is_anything_the_page_says_why(client, tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: datetime.combine(date(2026, 11, 2), datetime.min.time(), UTC)):
        assert "还没有做过口碑估计" in desk(Role.BUREAU_CLERK).get("/office/suspicions").text


def test_who_is_not_of_the_bureau_or_market_supervision_sees_nothing(suspected) -> None:
    worst = suspected[0].household
    for role in (Role.ASSOCIATION, Role.STREET, Role.AUDITOR):
        somebody = desk(role, organisation="elsewhere")
        assert somebody.get("/office/suspicions").status_code == 403
        assert somebody.get(f"/office/suspicions/{worst}").status_code == 403
    market = desk(Role.MARKET, organisation="market")
    assert "记录结论" not in market.get(f"/office/suspicions/{worst}").text
    assert market.post(f"/office/suspicions/{worst}/find", {"finding": "genuine", "ground": "called"}).status_code == 403
