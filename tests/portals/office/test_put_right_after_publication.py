"""An inspection's result is public in time; what is put right afterwards renews it, and nothing else of it changes."""

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import CLERK, at, serve
from tests.portals.office.test_support_and_draws import answers, scene, taken  # noqa: F401  # the fixture of the same people
from tests.portals.walking import own_data  # noqa: F401  # every test has a folder of its own

pytestmark = pytest.mark.django_db


def of_the_firm(firm: str) -> Actor:
    return Actor("manager", Role.COMPANY_MANAGER, firm, fresh=True)


def test_what_is_put_right_after_publication_renews_the_result_and_its_time_goes_on_from_the_first(scene):  # noqa: F811  # the fixture
    company, firm, _, clerk, _, _ = scene
    case = actions.open_case(CLERK, "inspection", firm, "insp-2", {"round": "专项", "officers": "甲检、乙检"}, organisation=firm)
    form = answers(clerk, case) | {"item-price": "bad", "note-price": "没有价目表", "photo-price": taken("前"), "fix-price": "2026-07-20"}
    assert clerk.post(f"/office/inspections/{case}", form).status_code == 302
    serve(case)
    item = queries.case(case).events[-2].said["items"][0]
    with at("2026-06-12"):
        assert clerk.post(f"/office/cases/{case}/do/publish").status_code == 302
    (first,) = ledger.facts_about(firm).of("inspection")
    assert first.get("rectified_on") is None and not queries.case(case).closed, "the result is public in time, the putting right goes on"
    with at("2026-07-14"):
        assert "还没有整改后的照片" in clerk.post(f"/office/cases/{case}/do/close_item", {"item": item, "result": "到位"}).content.decode()
        assert company.post(f"/company/cases/{case}/do/fix_item", {"item": item, "given": "已公示", "evidence": taken("后")}).status_code == 302
        assert clerk.post(f"/office/cases/{case}/do/close_item", {"item": item, "result": "到位"}).status_code == 302
        objection = actions.open_case(of_the_firm(firm), "objection", firm, first.id, {"entry": first.id, "why": "不对"}, organisation=firm)
        assert "异议正在核查" in clerk.post(f"/office/cases/{case}/do/close", {"result": "到位"}).content.decode(), "the mark of an objection is not left behind"
        actions.take_step(of_the_firm(firm), objection, "drop")
        assert clerk.post(f"/office/cases/{case}/do/close", {"result": "到位"}).status_code == 302
    (renewed,) = ledger.facts_about(firm).of("inspection")
    assert (renewed.get("rectified_on"), renewed.get("issues_count"), renewed.fact.happened_on) == ("2026-07-14", 1, first.fact.happened_on)
    assert queries.case(case).state == "finished" and queries.case(case).closed


def test_a_result_that_was_corrected_is_not_written_anew_by_what_is_put_right_later(scene):  # noqa: F811  # the fixture
    _, firm, _, clerk, _, _ = scene
    case = actions.open_case(CLERK, "inspection", firm, "insp-3", {"round": "专项", "officers": "甲检、乙检"}, organisation=firm)
    form = answers(clerk, case) | {"item-price": "bad", "note-price": "没有价目表", "photo-price": taken("前"), "fix-price": "2026-07-20"}
    clerk.post(f"/office/inspections/{case}", form)
    serve(case)
    item = queries.case(case).events[-2].said["items"][0]
    with at("2026-06-12"):
        clerk.post(f"/office/cases/{case}/do/publish")
        (first,) = ledger.facts_about(firm).of("inspection")
        objection = actions.open_case(of_the_firm(firm), "objection", firm, first.id, {"entry": first.id, "why": "价目表在另一面墙上"}, organisation=firm)
        actions.take_step(CLERK, objection, "fix", {"why": "核实无误"})
    with at("2026-06-15"):
        assert clerk.post(f"/office/cases/{case}/do/close_item", {"item": item, "result": "到位", "evidence": taken("后")}).status_code == 302
        assert clerk.post(f"/office/cases/{case}/do/close", {"result": "到位"}).status_code == 302
    assert not ledger.facts_about(firm).of("inspection") and queries.case(case).state == "finished"


def test_what_is_never_put_right_can_be_ended_with_a_reason(scene):  # noqa: F811  # the fixture
    _, firm, _, clerk, _, _ = scene
    case = actions.open_case(CLERK, "inspection", firm, "insp-4", {"round": "专项", "officers": "甲检、乙检"}, organisation=firm)
    clerk.post(f"/office/inspections/{case}", answers(clerk, case) | {"item-price": "bad", "note-price": "没有价目表", "photo-price": taken("前"), "fix-price": "2026-06-20"})
    serve(case)
    with at("2026-06-12"):
        clerk.post(f"/office/cases/{case}/do/publish")
        assert "还有 1 项" in clerk.post(f"/office/cases/{case}/do/close", {"result": "到位"}).content.decode()
        assert clerk.post(f"/office/cases/{case}/do/end", {"why": "企业已停业"}).status_code == 302
    (kept,) = ledger.facts_about(firm).of("inspection")
    assert kept.get("rectified_on") is None and queries.case(case).closed
