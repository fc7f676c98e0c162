"""A number that several offices make together: bound before told, a liar named, a late one refused, and only that number draws."""

from pathlib import Path

import pytest
from django.test import Client, override_settings

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.inspections.draw import joint_number
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import CHIEF, CLERK, MARKET, POLICE, at
from tests.cast import CAST
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(tmp_path: Path):
    """A list of one firm, fixed on the first of June."""
    with override_settings(DATA=tmp_path):
        with at("2026-06-01"):
            registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])
            made = actions.commit_round(CLERK, "2026年第1次", {"C": 1}, "四部门共同随机数", ["甲检", "乙检"], [])
        with at("2026-06-02"):
            yield made


def test_bound_first_told_later_drawn_with_that_number_alone(case: str) -> None:
    actions.bind_number(MARKET, case, "market-42")
    with pytest.raises(Refused, match=r"draw\.few"):
        actions.tell_number(MARKET, case, "market-42")
    actions.bind_number(POLICE, case, "police-99")
    with pytest.raises(Refused, match=r"draw\.promised"):
        actions.bind_number(POLICE, case, "police-98")
    assert queries.draw_shown(case).told == {} and "market-42" not in str(queries.case(case).events), "the number itself is not kept"
    with pytest.raises(Refused, match="market公布的数与承诺的不符") as lie:
        actions.tell_number(MARKET, case, "market-43")
    assert lie.value.code == "draw.reveal"
    actions.tell_number(MARKET, case, "market-42")
    with pytest.raises(Refused, match=r"draw\.late"):
        actions.bind_number(CHIEF, case, "bureau-17")
    with pytest.raises(Refused, match=r"draw\.untold"):
        actions.draw_jointly(CLERK, case)
    actions.tell_number(POLICE, case, "police-99")
    one = queries.draw_shown(case)
    assert one.joint == joint_number(one.bound, one.told)
    with at("2026-06-03"):
        with pytest.raises(Refused, match=r"draw\.joint"):
            actions.draw_round(CLERK, case, "08 11 19", one.told_at)
        assert actions.draw_jointly(CLERK, case) == 1
        drawn = queries.draw_shown(case)
        assert drawn.number == one.joint and not drawn.wrong
        page = Client().get(f"/notices/draws/{case}").content.decode()
    assert "market-42" in page and one.bound["market"] in page and one.joint in page


def test_an_office_does_it_on_its_own_page(case: str) -> None:
    access.set_up_organisation(console_actor(), "market", "样例市监局", "market", "349912")
    market = signed_in(officer(Role.MARKET, "market-desk", organisation="market"))
    assert "2026年第1次" in market.get("/office/draws/joint").content.decode()
    assert "容易被猜到" in market.post("/office/draws/joint", {"case": case, "number": "1", "verb": "bind"}).content.decode()
    assert market.post("/office/draws/joint", {"case": case, "number": "market-42", "verb": "bind"}).status_code == 302
    assert "公开原来的随机数" in market.get("/office/draws/joint").content.decode()
    assert signed_in(officer(Role.STREET, "street", street="349912001")).get("/office/draws/joint").status_code == 403
