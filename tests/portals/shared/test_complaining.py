"""Complaints by other ways than one's own phone: at the counter for whoever called, and by a worker against a family."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor, phone_of_family
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices.delivery import State
from jiaxin.apps.notices.models import Message
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.models import Subject
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.portals.shared.test_cases import case_at, scene  # noqa: F401  # the fixture of the same people
from tests.portals.walking import own_data, signed_in  # noqa: F401  # every test has a folder of its own

pytestmark = pytest.mark.django_db
PHOTO = b"\xff\xd8\xff\xe0photo"


def test_a_call_is_filed_at_the_counter_and_the_caller_follows_it_with_that_phone(scene):  # noqa: F811  # the fixture
    _, subject, her, _, clerk, _ = scene
    where = f"/office/cases/new/complaint/{subject}"
    page = clerk.get(where).content.decode()
    assert "服务质量" in page and "拖欠、克扣工资" in page and "投诉人手机号" in page, "kinds are chosen, not typed"
    form = {"topic": "quality", "text": "来电反映没有擦窗", "who": "family"}
    assert "手机号不对" in clerk.post(where, form | {"phone": "12345"}).content.decode()
    case = case_at(clerk.post(where, form | {"phone": "16512340009"}))
    clerk.post(f"/office/cases/{case}/do/accept")
    (fact,) = ledger.facts_about(subject).of("complaint")
    assert (fact.get("topic"), fact.get("channel")) == ("quality", "bureau")
    caller = signed_in(access.set_up_account(console_actor(), "p-caller", Role.HOUSEHOLD, subject=queries.case(case).party))
    assert "没有擦窗" in caller.get(f"/family/cases/{case}").content.decode(), "whoever owns the phone sees how it stands"
    assert "16512340009" not in her.get(f"/me/cases/{case}").content.decode()
    again = case_at(clerk.post(where, form | {"phone": "16512340009"}))
    assert queries.case(again).party == queries.case(case).party, "one family, one id"
    assert any(e.verb == "flag" for e in queries.case(again).events), "the second about the same is shown to a human as a possible double"
    assert queries.case(case_at(clerk.post(where, form))).party == "", "nobody has to leave a number"


def test_a_family_shows_what_happened_and_so_does_the_counter(scene):  # noqa: F811  # the fixture
    _, subject, her, family, clerk, _ = scene
    against = f"http://localhost/c/{registry.codes([subject])[subject]}"
    assert 'type="file"' in family.get("/family/cases").content.decode()
    form = {"against": against, "topic": "quality", "text": "窗户没有擦"}
    assert "不是照片或扫描件" in family.post("/family/cases/complain", form | {"evidence": photo(b"text")}).content.decode()
    assert not queries.open_cases("complaint"), "nothing half filed"
    case = case_at(family.post("/family/cases/complain", form | {"evidence": photo()}))
    name = queries.case(case).events[0].said["evidence"]
    assert her.get(f"/me/cases/{case}/file/{name}").content == family.get(f"/family/cases/{case}/file/{name}").content == PHOTO
    case = case_at(clerk.post(f"/office/cases/new/complaint/{subject}", {"topic": "fee", "text": "多收了钱", "evidence": photo()}))
    assert clerk.get(f"/office/cases/{case}/file/{queries.case(case).events[0].said['evidence']}").content == PHOTO


def photo(data: bytes = PHOTO) -> SimpleUploadedFile:
    return SimpleUploadedFile("照片.jpg", data, content_type="image/jpeg")


def test_a_worker_at_the_counter_is_known_by_the_phone_of_her_file(scene):  # noqa: F811  # the fixture
    company, subject, her, _, clerk, _ = scene
    firm = registry.company_named("样例瑞瑞")[0].subject
    phone = registry.people([subject])[subject].phone
    where = f"/office/cases/new/complaint/{firm}"
    form = {"topic": "wages", "text": "三个月没有发工资", "who": "worker"}
    assert "没有找到用这个手机号建档的服务员" in clerk.post(where, form | {"phone": "16512340008"}).content.decode()
    case = case_at(clerk.post(where, form | {"phone": phone}))
    assert "三个月没有发工资" in her.get(f"/me/cases/{case}").content.decode()
    clerk.post(f"/office/cases/{case}/do/accept")
    page = company.get(f"/company/cases/{case}").content.decode()
    assert "拖欠、克扣工资" in page and phone not in page


def test_a_worker_complains_about_the_family_of_an_order_and_the_family_answers(scene):  # noqa: F811  # the fixture
    _, subject, her, family, clerk, chief = scene
    assert "投诉雇主家庭" not in her.get("/me/cases").content.decode(), "without an order there is no family to name"
    home = registering.open_household()
    clear = {"order_no": "单1", "service": "cleaning", "ordered_on": "2026-05-20", "status": "done"}
    said = Provenance("bureau", Channel.SHEET, "clerk")
    ledger_actions.append([Fact("order", subject, date(2026, 5, 20), said, ("单1",), clear, counterparty=home)])
    (entry,) = [e.id for e in ledger.facts_about(subject).of("order")]
    page = her.get("/me/cases").content.decode()
    assert "投诉雇主家庭" in page and "2026-05-20" in page and home not in page
    form = {"topic": "insult", "text": "骂人", "order": "nothing"}
    assert "没有找到这个订单" in her.post("/me/cases/complain", form).content.decode()
    case = case_at(her.post("/me/cases/complain", form | {"order": entry}))
    one = queries.case(case)
    assert (one.subject, one.party) == (home, subject)
    page = clerk.get(f"/office/cases/{case}").content.decode()
    assert "雇主家庭" in page and "侮辱、歧视" in page
    clerk.post(f"/office/cases/{case}/do/accept")
    employer = signed_in(access.set_up_account(console_actor(), "p-home", Role.HOUSEHOLD, subject=home))
    assert employer.post(f"/family/cases/{case}/do/answer", {"answer": "没有的事"}).status_code == 302
    assert family.get(f"/family/cases/{case}").status_code == 404
    assert chief.post(f"/office/cases/{case}/do/dismiss", {"why": "查无实据"}).status_code == 302


def test_a_workers_complaint_back_and_again_is_put_before_a_human_and_handled_all_the_same(scene):  # noqa: F811  # the fixture
    _, subject, her, _, clerk, _ = scene
    home = registering.open_household()
    clear = {"order_no": "单2", "service": "cleaning", "ordered_on": "2026-05-20", "status": "done"}
    ledger_actions.append([Fact("order", subject, date(2026, 5, 20), Provenance("bureau", Channel.SHEET, "clerk"), ("单2",), clear, counterparty=home)])
    (entry,) = [e.id for e in ledger.facts_about(subject).of("order")]
    employer = signed_in(access.set_up_account(console_actor(), "p-home", Role.HOUSEHOLD, subject=home))
    case_at(employer.post("/family/cases/complain", {"against": f"http://localhost/c/{registry.codes([subject])[subject]}", "topic": "quality", "text": "窗户没有擦"}))
    form = {"topic": "insult", "text": "骂人", "order": entry}
    first, again = (case_at(her.post("/me/cases/complain", form)) for _ in range(2))
    flags = [str(next(e for e in queries.case(one).events if e.verb == "flag").said["suspect"]) for one in (first, again)]
    assert "可能报复" in flags[0] and "可能重复" not in flags[0] and "可能报复" in flags[1] and "可能重复" in flags[1] and first in flags[1]
    assert "可能重复" in clerk.get(f"/office/cases/{again}").content.decode() and "可能重复" not in her.get(f"/me/cases/{again}").content.decode()
    assert clerk.post(f"/office/cases/{again}/do/accept").status_code == 302, "nothing is refused because of it"


def test_a_matter_under_another_file_of_hers_opens_on_her_page_once_both_are_one(scene):  # noqa: F811  # the fixture
    _, subject, her, family, _, _ = scene
    other = "B" * 16
    Subject.objects.create(id=other, kind="worker", made_at=clock.now())
    whoever = Actor("family:x", Role.HOUSEHOLD, subject="F" * 16)
    case = actions.open_case(whoever, "complaint", other, "o", {"topic": "quality", "text": "窗户没有擦干净"}, party="F" * 16)
    assert her.get(f"/me/cases/{case}").status_code == 404
    registering.merge("clerk", subject, other, "核对了两份证件", original_seen=True)
    assert "窗户没有擦干净" in her.get(f"/me/cases/{case}").content.decode()
    assert case in her.get("/me/cases").content.decode() and family.get(f"/me/cases/{case}").status_code != 200


def test_the_family_of_an_order_signs_in_with_its_phone_answers_and_objects_to_what_was_found(scene):  # noqa: F811  # the fixture
    """A company's order names it under an id of its own; who signs in with that phone has another, and is told there."""
    _, subject, her, stranger, clerk, _ = scene
    home = registering.enrol([registering.Claimed("样例家庭", "", "12099990077")], "household")[0].subject
    clear = {"order_no": "单3", "service": "cleaning", "ordered_on": "2026-05-20", "status": "done"}
    ledger_actions.append([Fact("order", subject, date(2026, 5, 20), Provenance("bureau", Channel.SHEET, "clerk"), ("单3",), clear, counterparty=home)])
    (entry,) = [e.id for e in ledger.facts_about(subject).of("order")]
    case = case_at(her.post("/me/cases/complain", {"topic": "insult", "text": "当着外人骂人", "order": entry}))
    employer = signed_in(access.set_up_account(console_actor(), "p-own", Role.HOUSEHOLD, subject=queries.case(case).subject))
    assert queries.case(case).subject != home and phone_of_family(queries.case(case).subject) == "12099990077"
    clerk.post(f"/office/cases/{case}/do/accept")
    assert Message.objects.filter(subject=queries.case(case).subject).exclude(state=State.ON_PAGE).exists(), "told by the phone it signs in with"
    assert "当着外人骂人" in employer.get(f"/family/cases/{case}").content.decode() and stranger.get(f"/family/cases/{case}").status_code == 404
    assert employer.post(f"/family/cases/{case}/do/answer", {"answer": "没有的事"}).status_code == 302
    assert "关于您的记录" in employer.get("/family/cases").content.decode() and "关于您的记录" not in stranger.get("/family/cases").content.decode()
    (kept,) = ledger.facts_about(queries.case(case).subject).of("complaint")
    assert "没有找到这条记录" in stranger.post("/family/cases/object", {"entry": kept.id, "why": "不是我的"}).content.decode()
    raised = case_at(employer.post("/family/cases/object", {"entry": kept.id, "why": "不是我的"}))
    assert queries.case(raised).state == "marked" and kept.id in ledger.facts_about(queries.case(case).subject).disputed
    assert "异议中" in employer.get("/family/cases").content.decode()
    again = case_at(her.post("/me/cases/complain", {"topic": "wages", "text": "工钱没有给", "order": entry}))
    assert queries.case(again).subject == queries.case(case).subject, "one family, one id"
