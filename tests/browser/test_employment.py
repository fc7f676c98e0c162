"""Spells of work in a browser: she answers on her phone, the company and the bureau see what does not agree."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from playwright.sync_api import Browser, expect

from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.kit.ids import new_id
from tests.browser.district import District, press
from tests.cast import CAST

pytestmark = [pytest.mark.browser, pytest.mark.skipif(connection.vendor == "postgresql", reason="what a browser shows is the same on both databases")]


def test_she_answers_and_the_company_and_the_bureau_see_what_does_not_agree(here: tuple[District, Browser]) -> None:
    district, browser = here
    her, rival = district.street.her, registry.enrol_companies([(CAST.rival.credit_code, CAST.rival.name)])[CAST.rival.credit_code]
    said = Provenance(rival, Channel.SHEET, "clerk", sheet="花名册", row=7)
    clear = {"started_on": "2026-09-01", "employment_mode": "员工制"}
    spell = Fact("employment", her, date(2026, 9, 1), said, (rival, "2026-09-01"), clear, {}, Standing.CLAIMED, company=rival, claim=new_id())
    mine = spell._replace(provenance=replace(said, source=district.street.company), key=(district.street.company, "2026-10-01"),
                   clear={**clear, "started_on": "2026-10-01"}, company=district.street.company, claim=new_id())  # fmt: skip
    ledger.append([spell, mine])
    district.follow()
    district.picture(browser, "her", "/me/work", "work-asked")
    with district.seat(browser, "her", 390) as page:
        page.goto(f"{district.address}/me/work")
        there = page.locator("div.jx-gap", has=page.get_by_role("heading", name=CAST.company.name)).first
        there.locator("summary").click()
        press(there.get_by_role("button", name="我从来没有在这里工作"))
        expect(page.get_by_text("公司会看到这条提示")).to_be_visible()
        press(page.get_by_role("button", name="对", exact=True))
        expect(page.get_by_text(f"您在{CAST.rival.name}工作")).to_be_visible()
        expect(page.get_by_text("同时把您登记为全职员工")).to_be_visible()
    district.follow()
    district.picture(browser, "her", "/me/work", "work-answered")
    with district.seat(browser, "company") as page:
        page.goto(f"{district.address}/company/employment")
        expect(page.get_by_role("cell", name="本人否认").first).to_be_visible()
    district.picture(browser, "company", "/company/employment", "company-employment")
    district.picture(browser, "clerk", "/office/employment", "office-employment")
    district.picture(browser, "clerk", f"/office/employment/{district.street.company}", "office-employment-company")
