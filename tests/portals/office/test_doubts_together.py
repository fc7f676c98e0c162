"""一并下结论 — many doubts of one company and one kind in one go: each with its own step and notice, all or none, and back again."""

import re

import pytest

from jiaxin.apps.access.models import Read
from jiaxin.apps.governance.models import Case
from jiaxin.apps.intake.models import DoubtStep, RecordDoubt
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.notices.delivery import State
from jiaxin.apps.notices.models import Message
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id
from tests.factories.records import a_fact
from tests.portals.company.test_papers import CHENG, PAN, WEI, ZHAO, her
from tests.portals.office.officers import desk, fresh
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
STREET, KIND, DO = "349912001", "skill-number-shared", "/office/doubts/together"


@pytest.fixture
def firm(own_data) -> str:  # noqa: F811 - the fixture is asked for by its name
    """Four people of one company, every two of them with one certificate; one more doubt of another kind."""
    landed(signed_in(manager()))
    people = [her(one) for one in (WEI, CHENG, PAN, ZHAO)]
    WorkerFile.objects.filter(subject__in=people).update(street=STREET)
    company = WorkerFile.objects.get(subject=people[0]).company
    for first, second in ((0, 1), (0, 2), (1, 2)):
        _doubt(company, KIND, people[first], people[second])
    _doubt(company, "row-copied", people[2], people[3])
    return company


def _doubt(company: str, code: str, subject: str, other: str) -> None:
    RecordDoubt.objects.create(id=new_id(), code=code, about=new_id(), company=company, street=STREET, subject=subject, other=other, state="open", since=clock.today())


def _ids(code: str = KIND) -> list[str]:
    return sorted(RecordDoubt.objects.filter(code=code).values_list("id", flat=True))


def _chosen(firm: str, ids: list[str], tab: str = "", **more: str) -> dict[str, object]:
    return {"firm": firm, "kind": KIND, "tab": tab, "doubt": ids} | more


def _steps() -> list[list[str]]:
    return [list(DoubtStep.objects.filter(doubt=one).order_by("id").values_list("verb", flat=True)) for one in _ids()]


def test_the_list_leads_to_those_of_one_sort_and_the_next_page_says_how_many_and_whom(firm: str) -> None:
    clerk = fresh(desk(Role.BUREAU_CLERK))
    page = clerk.get("/office/doubts").content.decode()
    assert "证书共用 · 3 条" in page and 'name="doubt"' not in page, "nothing is ticked among doubts of different sorts"
    where = re.search(r'href="(\?firm=[^"]+)">一起看', page)
    assert where is not None
    listed = clerk.get("/office/doubts" + where[1].replace("&amp;", "&")).content.decode()
    assert listed.count('name="doubt"') == 3 and "这 3 条都选" in listed
    two = clerk.post(DO, _chosen(firm, _ids()[:2])).content.decode()
    assert "要办的 2 条，涉及 3 人" in two and "这 2 条的结论" in two and 'value="false"' not in two
    assert all(f"/office/doubts/{one}" in two for one in _ids()[:2]) and _ids()[2] not in two
    assert Read.objects.filter(purpose="核查记录疑点", reference="list").exists()
    assert "要办的 3 条" in clerk.post(DO, _chosen(firm, [], every="1")).content.decode()
    assert set(RecordDoubt.objects.values_list("state", flat=True)) == {"open"} and not DoubtStep.objects.exists()


def test_one_finding_is_kept_for_each_and_each_can_be_looked_at_again(firm: str) -> None:
    clerk = fresh(desk(Role.BUREAU_CLERK))
    answer = clerk.post(DO, _chosen(firm, _ids(), sure="1", finding="genuine", why="发证机构说明编号印错"), follow=True)
    assert "已对 3 条记录结论：真实" in answer.content.decode() and answer.redirect_chain[-1][0].startswith("/office/doubts?tab=settled&firm=")
    assert _steps() == [["genuine"]] * 3
    assert set(DoubtStep.objects.values_list("said", flat=True)) == {"发证机构说明编号印错"}
    assert RecordDoubt.objects.get(code="row-copied").state == "open"
    assert 'name="doubt"' in answer.content.decode(), "under the tab where they lie now they can be taken back together"
    again = clerk.post(DO, _chosen(firm, _ids(), tab="settled", sure="1", finding="reopen", why="说明有误"), follow=True)
    assert "3 条已回到待核查" in again.content.decode()
    assert _steps() == [["genuine", "reopen"]] * 3 and {one.state for one in RecordDoubt.objects.filter(code=KIND)} == {"open"}
    one = _ids()[0]
    assert clerk.post(f"/office/doubts/{one}/decide", {"finding": "unclear", "why": "再看一次原件"}).status_code == 302


def test_the_company_is_told_of_each_and_its_phone_rings_once(firm: str) -> None:
    clerk = fresh(desk(Role.BUREAU_CLERK))
    ledger.append([a_fact("company.registration", firm, None, phone="12012340001")])
    clerk.post(DO, _chosen(firm, _ids(), sure="1", finding="ask", why="编号与原件不符", whose="both"))
    rows = list(RecordDoubt.objects.filter(code=KIND))
    assert {(one.state, one.struck) for one in rows} == {("asked", "both")} and len({one.due_on for one in rows}) == 1
    told = list(Message.objects.filter(subject=firm, wording="doubt.asked"))
    assert len(told) == 3 and sum(one.state != State.ON_PAGE for one in told) == 1
    assert not Case.objects.filter(procedure="inspection").exists()
    back = clerk.post(DO, _chosen(firm, _ids(), tab="asked", sure="1", finding="put_right", why="新名册已更正"), follow=True)
    assert "已对 3 条记录结论：已更正" in back.content.decode()


def test_all_or_none_and_what_was_typed_stays(firm: str) -> None:
    clerk = fresh(desk(Role.BUREAU_CLERK))
    without = clerk.post(DO, _chosen(firm, _ids(), sure="1", finding="genuine", why=" "))
    assert without.status_code == 409 and "还缺" in without.content.decode() and 'value="genuine" checked' in without.content.decode()
    none = clerk.post(DO, _chosen(firm, _ids(), sure="1", why="原件核对过"))
    assert none.status_code == 409 and "没有选择核查结论" in none.content.decode() and "原件核对过</textarea>" in none.content.decode()
    many = clerk.post(DO, _chosen(firm, _ids(), sure="1", finding="false", why="发证机构查无此证"))
    assert many.status_code == 409 and not Case.objects.filter(procedure="inspection").exists(), "what is false is said one by one"
    assert "请先勾选" in clerk.post(DO, _chosen(firm, []), follow=True).content.decode()
    assert "请先勾选" in clerk.post(DO, {"doubt": _ids(), "sure": "1", "finding": "genuine", "why": "原件核对过"}, follow=True).content.decode()
    assert not DoubtStep.objects.exists()


def test_those_that_somebody_else_has_settled_meanwhile_are_left_and_the_page_shows_the_rest(firm: str) -> None:
    clerk = fresh(desk(Role.BUREAU_CLERK))
    ids = _ids()
    clerk.post(f"/office/doubts/{ids[0]}/decide", {"finding": "genuine", "why": "原件核对过"})
    late = clerk.post(DO, _chosen(firm, ids, sure="1", finding="unclear", why="原件暂时拿不到"))
    page = late.content.decode()
    assert late.status_code == 409 and "有 1 条已经不在清单里" in page and "要办的 2 条" in page and "原件暂时拿不到</textarea>" in page
    assert sorted(_steps()) == [[], [], ["genuine"]]
    clerk.post(DO, _chosen(firm, ids[1:], sure="1", finding="unclear", why="原件暂时拿不到"))
    assert sorted(_steps()) == [["genuine"], ["unclear"], ["unclear"]]


def test_a_street_reaches_its_own_alone_and_nobody_without_the_place(firm: str) -> None:
    RecordDoubt.objects.filter(id=_ids()[0]).update(street="349912002")
    own = desk(Role.STREET, username="own", street=STREET, organisation="样例街道")
    assert "要办的 2 条" in own.post(DO, _chosen(firm, _ids())).content.decode()
    assert own.post(DO, _chosen(firm, _ids(), sure="1", finding="genuine", why="原件核对过")).status_code == 409
    own.post(DO, _chosen(firm, _ids()[1:], sure="1", finding="genuine", why="原件核对过"))
    assert RecordDoubt.objects.get(id=_ids()[0]).state == "open" and len(DoubtStep.objects.all()) == 2
    for role in (Role.MARKET, Role.ASSOCIATION, Role.AUDITOR):
        assert desk(role, organisation=str(role)).post(DO, _chosen(firm, _ids())).status_code in (403, 404)
    assert own.get(DO).status_code == 405
