"""A company that joined reads its own repeat purchases; one that did not, and one that is too small, are told so."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client, override_settings
from openpyxl import load_workbook

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, campaigning
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.incentives.campaigns import Deal, before, campaign_rules, known_from
from jiaxin.domain.permissions import Role
from jiaxin.portals.shared.language import COOKIE, ENGLISH
from tests.apps.governance.acting import CLERK, at
from tests.cast import CAST
from tests.portals.spoken import CHINESE, Spoken
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
BEGINS, ENDS = date(2026, 3, 15), date(2026, 4, 14)
BOOK = campaign_rules(BEGINS)


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Client, Client, str]]:
    """The browsers of a company that joined and of one that did not, and the campaign; orders of both and five more."""
    with override_settings(DATA=tmp_path), at("2026-03-01"):
        known = registry.enrol_companies([(one.credit_code, one.name) for one in (CAST.company, CAST.rival)])
        seats = []
        for one, name in ((CAST.company, "joined"), (CAST.rival, "other")):
            subject = known[one.credit_code]
            access.set_up_organisation(console_actor(), subject, one.name, "company", one.region, one.credit_code)
            seats.append(access.set_up_account(console_actor(), name, Role.COMPANY_MANAGER, organisation=subject, label=name))
        campaign = actions.plan_campaign(CLERK, "诚信服务月", BEGINS, ENDS, 2)
        actions.join_campaign(seats[0], campaign)
        ours, theirs = (seat.organisation for seat in seats)
        firms = {ours: (10, 30), theirs: (10, 12)} | {f"OTHER{n}": (10 + n % 3, 12 + n % 3) for n in range(5)}
        monkeypatch.setattr(campaigning, "_deals", lambda one: iter([deal for firm, (early, late) in firms.items() for deal in _deals(firm, early, late)]))
    with override_settings(DATA=tmp_path), at(known_from(ENDS, BOOK).isoformat()):
        yield signed_in(seats[0]), signed_in(seats[1]), campaign


def _deals(company: str, early: int, late: int) -> list[Deal]:
    made = []
    for start, count in ((before(BEGINS, ENDS, BOOK)[0], early), (BEGINS, late)):
        for n in range(40):
            day = start.toordinal() + n % 30
            made += [Deal(company, f"{company}{start}{n}", day), Deal(company, f"{company}{start}{n}", day + (90 if n < count else 91))]
    return made


def test_the_company_reads_its_own_change_and_how_it_is_counted(two: tuple[Client, Client, str]) -> None:
    joined, _, campaign = two
    assert f"/company/campaigns/{campaign}" in joined.get("/company/campaigns").content.decode()
    page = joined.get(f"/company/campaigns/{campaign}").content.decode()
    assert "本企业的复购多了" in page and "25.0%（10 / 40 单）" in page and "75.0%（30 / 40 单）" in page
    assert "怎么算" in page and "/ 240 单" not in page
    joined.cookies[COOKIE] = ENGLISH
    english = Spoken(joined.get(f"/company/campaigns/{campaign}").content.decode(), "en").said
    assert not [one for one in english if CHINESE.search(re.sub("诚信服务月|中文|样例.*", "", one))]
    joined.cookies[COOKIE] = "zh"
    sheet = load_workbook(BytesIO(joined.get(f"/company/campaigns/{campaign}?as=xlsx").content)).active
    assert next(iter(sheet.values))[:4] == ("月份", "订单", "其中复购", "复购率") and len(list(sheet.values)) > 3


def test_who_did_not_join_is_refused_and_before_the_time_nothing_is_claimed(two: tuple[Client, Client, str]) -> None:
    joined, other, campaign = two
    assert "没有参加" in other.get(f"/company/campaigns/{campaign}").content.decode()
    assert joined.get("/company/campaigns/nothing").status_code == 404
    with at((known_from(ENDS, BOOK) - timedelta(days=1)).isoformat()):
        assert "还不能下结论" in joined.get(f"/company/campaigns/{campaign}").content.decode()
