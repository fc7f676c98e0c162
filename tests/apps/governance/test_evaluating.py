"""A masked batch: what an evaluator reads and what not, by when, with receipts; what comes of it for the star."""

from pathlib import Path

import pytest
from django.test import Client, override_settings

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor, receipts
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.apps.governance.acting import CLERK, at
from tests.cast import CAST
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
MARKS = {"strength": "15", "honesty": "15", "people": "15", "management": "15", "service": "15"}
LOWER = {"strength": "12", "honesty": "11", "people": "10", "management": "12", "service": "11"}


@pytest.fixture
def applied(tmp_path: Path):
    """A company has applied and typed its own name where the turnover belongs; two evaluators of one body."""
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        firm = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
        typed = {one.code: "无" for one in queries.star_application(firm) if not one.value} | {"turnover": f"{CAST.company.name} 800 万"}
        case = actions.apply_for_star(Actor("manager", Role.COMPANY_MANAGER, firm), 4, typed)
        access.set_up_organisation(console_actor(), "assessors", "样例评估中心", "association", "349912")
        for name in ("eva", "evo"):
            access.set_up_account(console_actor(), name, Role.EVALUATOR, organisation="assessors", label=name)
        yield firm, case


def evaluator(name: str) -> Client:
    return signed_in(Actor(name, Role.EVALUATOR, "assessors"))


def test_from_the_office_to_the_masked_sheet_and_back_as_evidence(applied: tuple[str, str]) -> None:
    firm, case = applied
    office = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    assert CAST.company.name in office.get("/office/evaluations").content.decode()
    form = {"round": "六月批", "evaluator": "eva", "case": [case]}
    assert "没有选择申报" in office.post("/office/evaluations", form | {"case": []}).content.decode()
    for who in ("eva", "evo"):
        assert office.post("/office/evaluations", form | {"evaluator": who}).status_code == 302
    (batch,) = queries.my_evaluations(Actor("eva", Role.EVALUATOR, "assessors"))
    hers, his = evaluator("eva"), evaluator("evo")
    where = f"/office/evaluations/mine/{batch.id}"
    page = hers.get(f"{where}/1").content.decode()
    assert "×× 800 万" in page and "综合实力" in page
    for told in (CAST.company.name, CAST.company.credit_code, firm, case):
        assert told not in page and told not in hers.get(where).content.decode()
    assert [(r.actor, r.purpose) for r in receipts() if r.purpose.startswith("第三方评估")] == [("eva", "第三方评估（不见名称）")]
    assert his.get(f"{where}/1").status_code == 404, "another's batch is not there"
    for closed in ("/office/companies", f"/office/companies/{firm}", "/office/board", f"/office/stars/{case}", f"/office/cases/{batch.id}"):
        assert hers.get(closed).status_code in (403, 404), closed
    assert "还有 1 家没有评" in hers.post(where).content.decode()
    assert "0 到 20" in hers.post(f"{where}/1", MARKS | {"people": "21"}).content.decode()
    assert hers.post(f"{where}/1", MARKS).status_code == 302
    assert queries.evaluations_of(case) == ([], None), "blind until it is handed in"
    assert hers.post(where).status_code == 302
    assert "不能再打开" in hers.get(where).content.decode() and "不能再打开" in hers.get(f"{where}/1").content.decode()
    (other,) = queries.my_evaluations(Actor("evo", Role.EVALUATOR, "assessors"))
    his.post(f"/office/evaluations/mine/{other.id}/1", LOWER)
    his.post(f"/office/evaluations/mine/{other.id}")
    kept = ledger.facts_about(firm, opened=False).of("star.evaluation")
    assert sorted(one.get("evaluation_points") for one in kept) == [56, 75] and {one.fact.provenance.evidence for one in kept} == {(case,)}
    given, agreed = queries.evaluations_of(case)
    assert sorted(one.points for one in given) == [56, 75] and agreed is not None and agreed.third
    assert "第三方评估" in office.get(f"/office/stars/{case}").content.decode()
    assert queries.evaluator_agreement()[1] == 1


def test_after_its_working_days_nothing_opens_and_nothing_can_be_written(applied: tuple[str, str]) -> None:
    _, case = applied
    batch = actions.assign_evaluation(CLERK, "六月批", "eva", [case])
    eva = Actor("eva", Role.EVALUATOR, "assessors")
    assert queries.my_evaluation(eva, batch).closes_on.isoformat() == "2026-06-15"
    with at("2026-06-15"):
        queries.evaluation_sheet(eva, batch, "1")
    with at("2026-06-16"):
        for refused in (lambda: queries.evaluation_sheet(eva, batch, "1"), lambda: actions.hand_in_evaluation(eva, batch)):
            with pytest.raises(Refused, match=r"evaluation\.closed"):
                refused()
        with pytest.raises(Refused, match=r"procedure\.too-late"):
            actions.take_step(eva, batch, "mark", {"file": "1", "marks": [f"{k}:{v}" for k, v in MARKS.items()]})
        assert actions.keep_clocks(clock.today()) >= 1 and queries.case(batch).state == "expired"
