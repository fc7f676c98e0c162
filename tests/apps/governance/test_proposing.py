"""The ladder climbs by itself: a finding that reaches a rung proposes its measure once, and decides nothing."""

from pathlib import Path

import pytest
from django.test import override_settings

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as registered
from jiaxin.domain.errors import Refused
from jiaxin.domain.measures import in_force_on
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.apps.governance.acting import CHIEF, CLERK, MARKET, OTHER_CHIEF, at, finding, serve
from tests.cast import CAST
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(tmp_path: Path):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])
        yield next(iter(registered.companies()))


def proposed() -> list[str]:
    return sorted(str(one.events[0].said["measure"]) for one in queries.open_cases("measure"))


def test_each_new_finding_proposes_the_measure_of_its_rung_once(firm: str) -> None:
    finding(firm, "工1", "2026-05-08")
    assert actions.propose_by_ladder() == 1 and actions.propose_by_ladder() == 0
    assert proposed() == ["reminder"]
    finding(firm, "工2", "2026-05-20")
    assert actions.propose_by_ladder() == 1
    assert proposed() == ["reminder", "warning"]
    finding(firm, "工3", "2026-05-30")
    assert actions.propose_by_ladder() == 1
    assert proposed() == ["no_recommendation", "reminder", "warning"]
    assert in_force_on(ledger.facts_about(firm), clock.today()) == (), "a proposal is no consequence"


def test_what_an_officer_proposed_already_is_not_proposed_again(firm: str) -> None:
    entry = finding(firm)
    said = {"measure": "reminder", "basis": "第三条", "why": "一件", "ground": "findings", "entries": [entry]}
    actions.open_case(CLERK, "measure", firm, "by-hand", said, organisation=firm)
    assert actions.propose_by_ladder() == 0


def test_spared_stays_spared_and_an_old_finding_that_falls_out_of_the_window_proposes_nothing(firm: str) -> None:
    finding(firm, "工1", "2025-07-01")
    finding(firm, "工2", "2026-05-20")
    assert actions.propose_by_ladder() == 1 and proposed() == ["warning"]
    (case,) = queries.open_cases("measure")
    assert actions.take_step(CHIEF, case.id, "spare", {"why": "第一次，轻微，已改正"}) == "spared"
    with at("2026-08-01"):
        finding(firm, "工9", "2025-07-20")  # arrives late and is older than the newest
        assert actions.propose_by_ladder() == 0


def test_history_typed_in_later_proposes_nothing(firm: str) -> None:
    finding(firm, "旧1", "2025-09-01")
    finding(firm, "旧2", "2026-03-01")
    assert actions.propose_by_ladder() == 0


def test_a_disputed_finding_waits_until_the_objection_is_settled(firm: str) -> None:
    entry = finding(firm)
    manager = Actor("manager", Role.COMPANY_MANAGER, firm)
    case = actions.open_case(manager, "objection", firm, entry, {"entry": entry, "why": "不实"}, organisation=firm)
    assert actions.propose_by_ladder() == 0
    actions.take_step(CHIEF, case, "refuse", {"why": "属实", "basis": "第六条"})
    assert actions.propose_by_ladder() == 1


def test_who_served_the_notice_does_not_decide(firm: str) -> None:
    finding(firm)
    actions.propose_by_ladder()
    (case,) = queries.open_cases("measure")
    with pytest.raises(Refused, match=r"effect\.no-notice|procedure\.no-step"):
        actions.take_step(CHIEF, case.id, "decide", {"why": "属实"})
    actions.take_step(CHIEF, case.id, "notify")
    serve(case.id)
    with at("2026-06-12"):
        with pytest.raises(Refused, match=r"procedure\.same-person"):
            actions.take_step(CHIEF, case.id, "decide", {"why": "属实"})
        assert actions.take_step(OTHER_CHIEF, case.id, "decide", {"why": "属实"}) == "in_force"


def test_the_first_page_of_an_officer_counts_what_waits_for_that_role_and_what_is_late(firm: str) -> None:
    finding(firm)
    actions.propose_by_ladder()
    clerk = signed_in(officer(Role.BUREAU_CLERK, "desk"))
    assert "1 件行业措施等您办理" in clerk.get("/office/").content.decode()
    with at("2026-06-20"):
        page = clerk.get("/office/").content.decode()
        assert "1 件行业措施等您办理，其中 1 件已超期" in page and "/office/cases?kind=measure" in page
    assert queries.waiting(MARKET) == [], "it is not the business of another office"
