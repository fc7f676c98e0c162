"""导出审批: much, or with identity numbers, leaves only after another officer has said yes; once, within a day, and no more than asked."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from jiaxin.apps.access import limits
from jiaxin.apps.access.models import Export, ExportAsk
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.office.officers import desk, district, fresh, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/office/workers/list.xlsx"
PURPOSE = {"purpose": "核对东湖街道名册"}


@pytest.fixture
def clerk(monkeypatch):
    """A clerk who may take nothing alone."""
    district()
    monkeypatch.setattr(limits, "SHARE_AT_LEAST", 0)
    return fresh(desk(Role.BUREAU_CLERK))


def asked(clerk) -> str:
    answer = clerk.post(LIST, PURPOSE)
    assert answer.status_code == 302 and answer["Location"].startswith("/exports/"), answer
    return answer["Location"]


def taken(clerk, where, **more):
    """The button of the request's page, with everything that stands in its form."""
    page = clerk.get(where)
    return clerk.post(LIST, {"approval": where.rpartition("/")[2], **dict(page.context["form"]), **more})


def test_another_officer_says_yes_and_the_file_is_made_once(clerk):
    where = asked(clerk)
    assert not Export.objects.exists() and "等待批准" in clerk.get(where).text
    assert asked(clerk) == where, "the same request twice is one"
    admin = fresh(desk(Role.BUREAU_ADMIN))
    assert "1 份导出申请等您批准" in admin.get("/office/").text
    assert "核对东湖街道名册" in admin.get("/exports/").text and "批准" in admin.get(where).text
    assert not admin.get(where).context["form"], "what was filled in is for who filled it in"
    assert admin.post(f"{where}/decide", {"grant": "yes", "reason": "工作需要"}).status_code == 302
    assert "份导出申请" not in admin.get("/office/").text
    book = load_workbook(BytesIO(taken(clerk, where).content)).active
    assert book.max_row == 121
    one = Export.objects.get()
    assert (one.budget, one.approval, one.rows, one.purpose) == ("second", where.rpartition("/")[2], 120, "核对东湖街道名册")
    again = clerk.post(LIST, {**PURPOSE, "approval": one.approval})
    assert again.status_code == 409 and "已经用过了" in again.text
    assert "已生成文件" in clerk.get("/exports/").text


def test_nobody_grants_her_own_request(clerk):
    where = asked(clerk)
    answer = clerk.post(f"{where}/decide", {"grant": "yes", "reason": "自己批准"})
    assert answer.status_code == 403 and "提出人以外的另一人" in answer.text
    assert "不能批准自己的申请" in clerk.get(where).text and 'name="grant"' not in clerk.get(where).text
    assert taken(clerk, where, **PURPOSE).status_code == 409 and not Export.objects.exists()


def test_a_no_has_a_reason_and_holds(clerk):
    where, admin = asked(clerk), fresh(desk(Role.BUREAU_ADMIN))
    silent = admin.post(f"{where}/decide", {"grant": "no", "reason": " "})
    assert silent.status_code == 409 and "没有写理由" in silent.text
    admin.post(f"{where}/decide", {"grant": "no", "reason": "范围太大"})
    assert "范围太大" in clerk.get(where).text
    assert clerk.post(LIST, {**PURPOSE, "approval": where.rpartition("/")[2]}).status_code == 409
    late = admin.post(f"{where}/decide", {"grant": "yes", "reason": "改主意了"})
    assert late.status_code == 409 and "已经办过" in late.text


def test_what_was_granted_is_taken_and_nothing_else(clerk):
    where = asked(clerk)
    fresh(desk(Role.BUREAU_ADMIN)).post(f"{where}/decide", {"grant": "yes", "reason": "同意"})
    number = where.rpartition("/")[2]
    for other in ({"purpose": "另外的用途"}, {"state": "waiting"}):
        answer = clerk.post(LIST, {**PURPOSE, "approval": number, **other})
        assert answer.status_code == 409 and "批准的不是这一份" in answer.text
    ExportAsk.objects.update(rows=0)
    assert "批准的是 0 行" in clerk.post(LIST, {**PURPOSE, "approval": number}).text
    assert not Export.objects.exists()


def test_a_request_lapses_after_a_day(clerk):
    where, admin = asked(clerk), fresh(desk(Role.BUREAU_ADMIN))
    ExportAsk.objects.update(good_until=clock.now() - timedelta(minutes=1))
    assert "已过期" in clerk.get(where).text and "份导出申请" not in admin.get("/office/").text
    assert admin.post(f"{where}/decide", {"grant": "yes", "reason": "同意"}).status_code == 409


def test_strangers_to_a_request_do_not_see_it(clerk):
    where = asked(clerk)
    for role in (Role.CIVIL, Role.STREET):
        other = fresh(signed_in(officer(role)))
        assert other.get(where).status_code == 404
        assert "核对东湖街道名册" not in other.get("/exports/").text


def test_deciding_takes_a_fresh_proof(clerk):
    answer = desk(Role.BUREAU_ADMIN).post(f"{asked(clerk)}/decide", {"grant": "yes", "reason": "同意"})
    assert answer.status_code == 302 and "again" in answer["Location"]


def test_more_pages_of_a_list_are_asked_for_in_the_same_way(clerk):
    refused = clerk.get("/office/workers")
    assert refused.status_code == 403 and "看过的人已达上限" in refused.text
    where = clerk.post("/exports/more", {**PURPOSE, "persons": "20"})["Location"]
    fresh(desk(Role.BUREAU_ADMIN)).post(f"{where}/decide", {"grant": "yes", "reason": "同意"})
    assert clerk.get("/office/workers").status_code == 200
    assert clerk.post("/exports/more", {**PURPOSE, "persons": "99999"}).status_code == 409


def test_a_list_for_the_police_waits_for_a_second_officer_and_then_carries_the_number_of_its_copy(clerk, monkeypatch):
    monkeypatch.setattr(limits, "SHARE_AT_LEAST", 100)
    monkeypatch.setattr(limits, "IDENTITY_ROWS_A_DAY", 0)
    where = clerk.post("/office/verification/send")["Location"]
    assert "身份证号" in clerk.get(where).text
    fresh(desk(Role.BUREAU_ADMIN)).post(f"{where}/decide", {"grant": "yes", "reason": "同意"})
    answer = clerk.post("/office/verification/send", {"approval": where.rpartition("/")[2]})
    assert load_workbook(BytesIO(answer.content)).properties.description == Export.objects.get().pk


def test_a_company_takes_its_own_list_after_saying_what_for():
    client, _ = district()
    assert client.get("/company/workers/list.xlsx").status_code == 405
    assert "again" in client.post("/company/workers/list.xlsx", PURPOSE)["Location"]
    assert fresh(client).post("/company/workers/list.xlsx", {"purpose": "无"}).status_code == 409
    assert fresh(client).post("/company/workers/list.xlsx", PURPOSE)["Content-Type"].endswith("sheet")
    assert (Export.objects.get().budget, Export.objects.get().purpose) == ("own", "核对东湖街道名册")


def test_the_clerk_of_a_company_asks_her_manager(monkeypatch):
    monkeypatch.setattr(limits, "OWN_ROWS_A_DAY", 0)
    client, _ = district()
    where = fresh(client).post("/company/workers/list.xlsx", PURPOSE)["Location"]
    assert fresh(desk(Role.BUREAU_ADMIN)).post(f"{where}/decide", {"grant": "yes", "reason": "同意"}).status_code == 302
    assert ExportAsk.objects.get().granted


def test_a_fresh_proof_is_asked_before_a_request_is_made(clerk):
    stale = signed_in(replace(officer(Role.LABOUR), fresh=False))
    assert "again" in stale.post(LIST, PURPOSE)["Location"] and not ExportAsk.objects.exists()
