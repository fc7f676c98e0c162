"""A social supervisor's visit from the phone to an officer's desk: nothing follows by itself; special campaigns go the way of any inspection."""

from pathlib import Path

import pytest
from django.test import override_settings

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import at
from tests.cast import CAST
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="


@pytest.fixture
def firm(tmp_path: Path):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        yield registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]


def test_a_visit_is_a_finding_for_a_human_and_nothing_by_itself(firm: str) -> None:
    access.set_up_organisation(console_actor(), "association", "样例协会", "association", "349912")
    supervisor = signed_in(officer(Role.SUPERVISOR, "super", organisation="association"))
    assert CAST.company.name in supervisor.get("/office/visits", {"q": CAST.company.name[:4]}).content.decode()
    where = f"/office/visits/{firm}"
    answers = {f"item-{item.code}": "ok" for item in queries.visit_items()[1]}
    assert "还没有选" in supervisor.post(where, {"signature": PNG}).content.decode()
    assert "没有写明情况" in supervisor.post(where, answers | {"item-prices": "bad", "signature": PNG}).content.decode()
    assert "还没有签名" in supervisor.post(where, answers).content.decode()
    assert supervisor.post(where, answers | {"item-prices": "bad", "note-prices": "没有价目表", "signature": PNG}).status_code == 302
    (visit,) = queries.open_cases("supervision")
    assert visit.events[0].said["suspect"] == ["门店或网页上能看到服务项目和收费标准：没有价目表"]
    assert not ledger.facts_about(firm, opened=False).entries, "no fact, no score, no list"
    assert supervisor.get(f"/office/cases/{visit.id}").status_code == 403
    assert "待处理" in supervisor.get("/office/visits").content.decode()
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    assert "1 件社会监督走访等您办理" in clerk.get("/office/").content.decode()
    assert f"/office/cases/{visit.id}" in clerk.get("/office/cases?kind=supervision").content.decode(), "it lies on a desk where somebody looks"
    page = clerk.get(f"/office/cases/{visit.id}").content.decode()
    assert "没有价目表" in page and "转现场检查" in page
    assert "不足两名" in clerk.post(f"/office/cases/{visit.id}/do/inspect", {"officers": "甲检", "why": "看不到价格"}).content.decode()
    answer = clerk.post(f"/office/cases/{visit.id}/do/inspect", {"officers": "甲检、乙检", "why": "看不到价格"})
    assert queries.case(visit.id).state == "inspected"
    opened = queries.case(answer["Location"].rpartition("/")[2])
    assert (opened.procedure, opened.state, opened.subject) == ("inspection", "assigned", firm)
    assert not ledger.facts_about(firm, opened=False).entries


    page = clerk.get("/office/specials").content.decode()
    assert "走访转来的检查" in page and f"/office/cases/{opened.id}" in page
