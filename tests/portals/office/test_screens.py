"""区级和街道 — every page for its role and closed to others; names masked; receipts left; few questions asked."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from jiaxin.apps.access.models import Read
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.permissions import Role
from tests.portals.office.officers import SOMEBODY, desk, district, officer
from tests.portals.walking import ROSTERS, own_data, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db
EVERYTHING = (
    "/office/", "/office/upload", "/office/batches", "/office/workers", "/office/companies", "/office/coverage",
    "/office/coverage.xlsx", "/office/reviews", "/office/rules",
)  # fmt: skip


def test_every_page_says_something_before_anything_has_been_filed():
    bureau = desk(Role.BUREAU_ADMIN)
    for address in EVERYTHING:
        assert bureau.get(address).status_code == 200, address
    assert "今天没有等您办理的事" in bureau.get("/office/").text
    assert "还没有人员" in bureau.get("/office/workers").text


def test_every_page_renders_for_the_bureau_and_leads_back_to_the_cell():
    _, subject = district()
    bureau = desk(Role.BUREAU_CLERK)
    company = WorkerFile.objects.get(subject=subject).company
    for address in (*EVERYTHING, f"/office/workers/{subject}", f"/office/companies/{company}"):
        assert bureau.get(address).status_code == 200, address
    page = bureau.get(f"/office/workers/{subject}").text
    assert "工作人员登记表!P2" in page and "账本第" in page and SOMEBODY not in page


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        (Role.ASSOCIATION, ("/office/workers", "/office/batches", "/office/log", "/office/reviews")),
        (Role.AUDITOR, ("/office/workers", "/office/companies", "/office/coverage")),
        (Role.SYSTEM_ADMIN, ("/office/workers", "/office/log")),
        (Role.BUREAU_ADMIN, ("/office/log",)),
    ],
)
def test_a_page_outside_the_role_is_refused_with_the_reason(role, closed):
    client = desk(role)
    assert client.get("/office/").status_code == 200
    for address in closed:
        assert client.get(address).status_code == 403, address


def test_a_street_sees_its_own_workers_and_finds_nobody_elses_file():
    _, subject = district()
    street = desk(Role.STREET, street="349912001", organisation="street-1")
    assert "金*静" not in street.post("/office/workers", {"q": "金娜静"}).text
    assert street.get(f"/office/workers/{subject}").status_code == 404
    WorkerFile.objects.filter(subject=subject).update(street="349912001")
    assert "金*静" in street.post("/office/workers", {"q": "金娜静"}).text
    assert street.get(f"/office/workers/{subject}").status_code == 200


@pytest.mark.parametrize("typed", ["金娜静", "娜静", "jnj", "9367", "jinna"])
def test_a_worker_is_found_by_what_one_can_type_and_shown_masked(typed):
    district()
    page = desk(Role.BUREAU_CLERK).post("/office/workers", {"q": typed}).text
    assert "金*静" in page and "金娜静" not in page.replace(f'value="{typed}"', "")


def test_a_name_filed_later_is_found_without_a_restart():
    client = desk(Role.BUREAU_CLERK)
    assert "找到 0 人" in client.post("/office/workers", {"q": "金娜静"}).text
    district()
    assert "找到 1 人" in client.post("/office/workers", {"q": "金娜静"}).text


def test_a_department_does_not_see_who_has_not_confirmed():
    district()
    police = desk(Role.POLICE, organisation="police")
    assert "找到 1 人" in police.get("/office/workers").text
    assert "找到 120 人" in desk(Role.BUREAU_CLERK).get("/office/workers").text


def test_the_list_is_cut_down_by_what_is_missing_and_by_state():
    district()
    client = desk(Role.BUREAU_CLERK)
    lacking = sum("background" in missing for missing in WorkerFile.objects.values_list("missing", flat=True))
    assert lacking and f"找到 {lacking} 人" in client.get("/office/workers?missing=background").text
    assert "找到 119 人" in client.get("/office/workers?state=waiting").text
    assert "没有符合条件的人" in client.get("/office/workers?state=red").text


def test_each_page_of_people_leaves_one_receipt():
    district()
    client = desk(Role.BUREAU_CLERK)
    client.get("/office/workers")
    (receipt,) = Read.objects.filter(actor="bureau_clerk")
    assert (receipt.purpose, receipt.readsubject_set.count()) == ("查看人员列表", 20)


def test_an_export_asks_what_for_and_everybody_on_it_can_read_that():
    district()
    client = desk(Role.BUREAU_CLERK)
    assert client.post("/office/workers/list.xlsx", {"purpose": "安排健康体检"}).status_code == 302, "asks for a fresh proof"
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    assert client.post("/office/workers/list.xlsx", {"purpose": " "}).status_code == 409
    answer = client.post("/office/workers/list.xlsx", {"purpose": "安排健康体检"})
    assert load_workbook(BytesIO(answer.content)).active.max_row == 121
    assert Read.objects.get(actor="bureau_clerk").purpose == "导出人员列表：安排健康体检"
    assert client.get("/office/workers/list.xlsx").status_code == 405


def test_a_number_is_revealed_by_post_with_a_purpose_and_the_receipt_comes_first():
    _, subject = district()
    client, address = desk(Role.BUREAU_CLERK), f"/office/workers/{subject}/reveal"
    stale = client.post(address, {"field": "id_number", "purpose": "核对身份证"})
    assert (stale.status_code, "again" in stale["Location"]) == (302, True), "the proof is asked for once more"
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    assert client.post(address, {"field": "id_number", "purpose": "看"}).status_code == 409
    assert not Read.objects.filter(purpose__startswith="显示").exists()
    assert SOMEBODY in client.post(address, {"field": "id_number", "purpose": "核对身份证"}).text
    assert Read.objects.get(purpose="显示身份证号：核对身份证").fields == "identity"
    assert client.get(address).status_code == 405


def test_an_officer_uploads_by_a_way_in_and_stays_in_the_office():
    client = desk(Role.BUREAU_CLERK)
    with (ROSTERS / "01-template-order.xlsx").open("rb") as file:
        answer = client.post("/office/upload", {"file": file, "kind": "worker-roster"})
    page = client.get(answer["Location"]).text
    assert "/office/batches" in page and "/company/workers" not in page
    assert client.post("/office/upload", {"kind": "gossip"}).status_code == 409


def test_the_lists_ask_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    district()
    client = desk(Role.BUREAU_CLERK)
    for address, questions in (("/office/workers", 17), ("/office/batches", 7), ("/office/companies", 10)):
        client.get(address)
        with django_assert_max_num_queries(questions):  # one more where a minute has passed since the session was seen
            client.get(address)


def test_the_auditor_reads_who_looked_and_who_was_refused_but_no_name():
    _, subject = district()
    desk(Role.BUREAU_CLERK).get(f"/office/workers/{subject}")
    desk(Role.ASSOCIATION).get("/office/workers")
    auditor = desk(Role.AUDITOR)
    looked, refused = auditor.get("/office/log").text, auditor.get("/office/log?show=refusals").text
    assert "查看信用档案" in looked and "金" not in looked.replace("金额", "")
    assert "家政员列表" in refused and "角色没有权限" in refused


def test_who_proposes_a_review_does_not_decide_it():
    _, subject = district()
    clerk, admin = desk(Role.BUREAU_CLERK), signed_in(officer(Role.BUREAU_ADMIN))
    opened = clerk.post(f"/office/workers/{subject}/review", {"entry": "an-entry"})
    where = opened["Location"]
    assert "您是提出人" in clerk.get(where).text
    assert clerk.post(f"{where}/do/dismiss", {"why": "不属实"}).status_code == 403, "may it decide at all is asked before where the matter stands"
    assert admin.post(f"{where}/do/dismiss", {"why": "不属实"}).status_code == 302, "asks for a fresh proof"
    session = admin.session
    session["proved_at"] = 4e9
    session.save()
    assert admin.post(f"{where}/do/dismiss", {"why": "不属实"})["Location"] == where
    assert "不成立" in admin.get("/office/reviews?closed=1").text
