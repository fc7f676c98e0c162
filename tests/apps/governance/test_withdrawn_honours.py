"""An honour is shown while it is held, counts no more once it is withdrawn with due process, and comes back when that is revoked."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client, override_settings

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.publication.company_page import company_page
from jiaxin.apps.publication.published import company_cards
from jiaxin.apps.publication.rendering import Place
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Role
from jiaxin.domain.scoring.context import NOTHING
from jiaxin.domain.scoring.engine import assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.apps.governance.acting import CLERK, OTHER_CHIEF, at, serve
from tests.cast import CAST
from tests.portals.office.officers import officer, signed_in

pytestmark = pytest.mark.django_db
RULES = scoring_rules("company-2026")
NAME = "2026年诚信家政企业"


@pytest.fixture
def firm(tmp_path: Path):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        subject = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
        said = Provenance("market", Channel.FEED, "market")
        clear = {"company_credit_code": CAST.company.credit_code, "company_name": CAST.company.name, "status": "active", "operating_mode": "employee", "established_on": "2018-05-09"}
        ledger.append([Fact("company.registration", subject, date(2026, 1, 5), said, (CAST.company.credit_code,), clear)])
        yield subject


def honoured(firm: str, through: str = "2028-06-08") -> str:
    clear = {"honour_name": NAME, "honour_level": "district", "awarded_on": "2026-05-06", "valid_through": through}
    (placed,) = ledger.append([Fact("honour", firm, date(2026, 5, 6), Provenance("bureau", Channel.SYSTEM, "chief"), (NAME, "2026-05-06"), clear)])
    return str(placed.id)


def shown(firm: str, day: str) -> str:
    with at(day):
        card = company_cards([firm], date.fromisoformat(day))[firm]
    return company_page(card, Place("样例区"))


def points(firm: str, day: str) -> int:
    """Thousandths that the honour brings under the company rules."""
    facts, on = record.facts_about(firm, as_of=date.fromisoformat(day)), date.fromisoformat(day)
    return sum(r.points for r in assess(facts, NOTHING, RULES, on).reasons if r.indicator == "company.honours")


def proposed(firm: str, honour: str, **more: str) -> str:
    said = {"measure": "award_withdrawn", "basis": "表彰办法第八条", "why": "申报材料不实", "ground": "findings", "honour": honour, **more}
    return actions.open_case(CLERK, "measure", firm, f"m-{honour}", said, organisation=firm)


def test_it_is_shown_with_its_level_and_its_end_and_not_a_day_longer(firm: str) -> None:
    assert "荣誉" not in shown(firm, "2026-06-01")
    honoured(firm)
    page = shown(firm, "2026-06-02")
    assert f"{NAME}（区级），有效至 2028-06-08" in page
    assert NAME in shown(firm, "2028-06-08") and NAME not in shown(firm, "2028-06-09")
    with at("2028-06-07"):
        assert company_cards([firm], date(2028, 6, 7))[firm].good_until == date(2028, 6, 9)
    assert len(page.encode()) < 16_000


def test_it_is_withdrawn_by_the_decision_alone_and_given_back_by_its_revocation(firm: str) -> None:
    honour = honoured(firm)
    case = proposed(firm, honour)
    actions.take_step(CLERK, case, "notify")
    serve(case)
    with at("2026-06-08"), pytest.raises(Refused, match=r"effect\.too-early"):
        actions.take_step(OTHER_CHIEF, case, "decide", {"why": "属实"})
    assert NAME in shown(firm, "2026-06-08") and points(firm, "2026-06-08") > 0
    with at("2026-06-09"):
        assert NAME in " ".join(words for _, words in queries.letter(case, 2, "x", "样例区商务局").parts)
        assert actions.take_step(OTHER_CHIEF, case, "decide", {"why": "属实"}) == "in_force"
        assert queries.honours_held(firm) == []
    assert NAME not in shown(firm, "2026-06-09") and points(firm, "2026-06-09") == 0
    with at("2026-07-01"):
        (measure,) = record.facts_about(firm).of("measure")
        actions.take_step(OTHER_CHIEF, case, "revoke", {"entry": measure.id, "document_no": "撤1", "why": "复议改变"})
    assert f"{NAME}（区级），有效至 2028-06-08" in shown(firm, "2026-07-01") and points(firm, "2026-07-01") > 0


def test_only_an_honour_that_is_held_can_be_named_and_only_by_a_withdrawal(firm: str) -> None:
    old = honoured(firm, through="2026-05-31")
    for named in (old, "nonsense"):
        with pytest.raises(Refused, match=r"measure\.no-such-honour"):
            proposed(firm, named)
    with pytest.raises(Refused, match=r"measure\.honour"):
        proposed(firm, "")
    said = {"measure": "warning", "basis": "第九条", "why": "x", "ground": "findings", "honour_stood": "{}"}
    with pytest.raises(Refused, match=r"measure\.honour"):
        actions.open_case(CLERK, "measure", firm, "m", said, organisation=firm)


def test_the_form_offers_the_honours_that_are_held_and_the_case_names_the_one(firm: str) -> None:
    desk: Client = signed_in(officer(Role.BUREAU_CLERK, "desk"))
    form = f"/office/cases/new/measure/{firm}"
    assert "撤销哪项荣誉" not in desk.get(form).content.decode()
    honour = honoured(firm)
    assert f'<option value="{honour}">{NAME}' in desk.get(form).content.decode()
    answer = desk.post(form, {"measure": "award_withdrawn", "basis": "第八条", "why": "不实", "ground": "findings", "honour": honour}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and f"荣誉称号：{NAME}" in page and honour not in page
