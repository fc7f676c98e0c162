"""我的评分 — hers to read, adding up, with advice; nobody else's; the office sees the same down to the cell."""

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as people
from jiaxin.apps.scoring import actions as rules
from jiaxin.domain.permissions import Role
from tests.factories.street import DRAFTER, SIGNATORY
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(settings):
    rules.set_up(DRAFTER, SIGNATORY, registry.place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
    company, subject = district()
    phone = people.people([subject])[subject].phone
    herself = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=phone))
    return company, subject, herself


def test_she_reads_what_helped_what_hurt_and_what_to_do(somebody):
    _, _subject, herself = somebody
    page = herself.get("/me/score")
    text = page.content.decode()
    assert "加了分的" in text and "没有扣分" in text and "怎样就能评级" in text and "未评" in text and "只供参考" in text
    made = page.context["account"].assessment
    assert sum(r.points for r in made.reasons) == made.points
    assert "看每一分从哪里来" in herself.get("/me/").content.decode()


def test_the_office_sees_the_same_with_its_cells_and_for_other_days(somebody):
    company, subject, herself = somebody
    officer = desk(Role.BUREAU_CLERK)
    page = officer.get(f"/office/score/{subject}")
    text = page.content.decode()
    assert "与当日保存的结果一致" in text and "01-template-order.xlsx" in text
    assert page.context["account"].assessment.digest == herself.get("/me/score").context["account"].assessment.digest
    early = officer.get(f"/office/score/{subject}?as_of=2019-01-01").content.decode()
    assert "这一天没有评分" in early and "2019-01-01 没有已发布的" in early
    ahead = officer.get(f"/office/score/{subject}?as_of=2099-01-01").content.decode()
    assert "这一天还没到" in ahead and "与当日保存的结果" not in ahead and "怎样就能评级" not in ahead
    assert "company-2026 不是评服务员用的规则" in officer.get(f"/office/score/{subject}?rulebook=company-2026").content.decode()
    assert officer.get(f"/office/score/{subject}?as_of=gestern").status_code == 400 or "日期读不懂" in officer.get(
        f"/office/score/{subject}?as_of=gestern"
    ).content.decode()
    assert "查看评分依据" in herself.get("/me/looks").content.decode()
    firm = people.employers([subject])[subject]
    assert officer.get(f"/office/score/{firm}").status_code == 200
    assert company.get("/company/score").context["account"].assessment.subject == firm


def test_her_score_is_not_for_strangers(somebody):
    _company, subject, herself = somebody
    for client in (herself, signed_in(access.set_up_account(console_actor(), "other", Role.HOUSEHOLD))):
        assert client.get(f"/office/score/{subject}").status_code == 404
    assert signed_in(access.set_up_account(console_actor(), "o2", Role.HOUSEHOLD)).get("/me/score").status_code == 404


def test_a_family_reads_three_plain_reasons_at_most(somebody):
    _, _, herself = somebody
    card = herself.get("/me/card").content.decode()
    assert "稳健均值" not in card and "折" not in card.split("核验了什么")[0]
