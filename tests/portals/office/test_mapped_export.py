"""From the list to the ministry's workbook: purpose, preview, file with marks; an edited table needs a second hand."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiaxin import pipeline
from jiaxin.apps.access.models import Export, Read
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Role
from tests.portals.office.officers import desk, district, fresh, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
ASKED = {"mapping": "ministry", "purpose": "上报部级平台"}


@pytest.fixture
def browser_and_her() -> tuple[Client, str]:
    return district()


def test_a_company_exports_who_has_confirmed_and_reads_what_is_missing(browser_and_her: tuple[Client, str]) -> None:
    firm, her = browser_and_her
    assert "按对照表导出" in firm.get("/company/workers").text
    assert "预览" in firm.get("/company/workers/mapped").text
    assert "/sign-in/again/" in firm.post("/company/workers/mapped", ASKED | {"step": "preview"})["Location"]
    assert not Read.objects.filter(purpose__contains="上报部级平台").exists()
    fresh(firm)
    page = firm.post("/company/workers/mapped", ASKED | {"step": "preview"}).text
    assert her in page and "等待本人确认" in page and "本系统不采集民族" in page
    assert "没有写明查阅目的" in firm.post("/company/workers/mapped", ASKED | {"step": "preview", "purpose": "看"}).text
    answer = firm.post("/company/workers/mapped", ASKED | {"step": "file", "picked": "1", "pick": her})
    book = load_workbook(BytesIO(answer.content), read_only=True)
    rows = list(book["家政服务员信用信息"].iter_rows(values_only=True))
    assert len(rows) == 2 and rows[0][0] == "姓名" and rows[0][-1] == "核对码" and rows[1][0] == "金娜静"
    gaps = {row[2]: row[4] for row in book["没有填上的"].iter_rows(min_row=2, values_only=True)}
    assert "不采集" in str(gaps["民族"])
    assert Export.objects.get().rows == 1 and "identity" in Read.objects.order_by("-id").values_list("fields", flat=True)[0]
    assert "没有选中任何人" in firm.post("/company/workers/mapped", ASKED | {"step": "file", "picked": "1"}).text


def test_an_edited_table_is_checked_drafted_and_signed_by_another_hand(browser_and_her: tuple[Client, str]) -> None:
    clerk = desk(Role.BUREAU_CLERK)
    assert "随系统附带" in clerk.get("/office/rules/mappings").text
    form = {"base": "mapping-ministry-2026", "version": "mapping-ministry-2026-2", "label": "部级平台", "from": "2026-01-01", "sheet": "信用信息", "source": "2026 年模板"}
    form |= {"place-0": "2", "heading-0": "姓名", "field-0": "profile.name", "take-0": "latest", "required-0": "1", "place-1": "1", "heading-1": "性别", "field-1": "profile.gender", "codes-1": "男=M\n女=F"}
    refused = clerk.post("/office/rules/mappings/new", form | {"heading-1": "姓名"})
    assert refused.status_code == 409 and "重名" in refused.text and "2026 年模板" in refused.text
    assert clerk.post("/office/rules/mappings/new", form).status_code == 302
    assert "等待签发" in clerk.get("/office/rules/mappings").text
    head = fresh(signed_in(officer(Role.BUREAU_ADMIN)))
    from jiaxin.apps.scoring.queries import drafts_waiting

    (waiting,) = [one for one in drafts_waiting() if one.kind == "mapping"]
    assert head.post(f"/office/rules/{waiting.digest}/promulgate").status_code == 302
    page = clerk.get("/office/rules/mappings").text
    assert "已被取代" in page and "签发" in page
    fresh(clerk)
    answer = clerk.post("/office/workers/mapped", ASKED | {"step": "file"})
    rows = list(load_workbook(BytesIO(answer.content), read_only=True)["信用信息"].iter_rows(values_only=True))
    assert rows[0] == ("性别", "姓名", "核对码") and rows[1][:2] == ("F", "金娜静")


def test_who_may_not_export_whole_persons_is_refused() -> None:
    for role in (Role.ASSOCIATION, Role.STREET, Role.AUDITOR):
        assert desk(role, organisation="elsewhere").get("/office/workers/mapped").status_code == 403


def test_a_preview_of_many_asks_the_database_as_often_as_one_of_a_few(browser_and_her: tuple[Client, str]) -> None:
    """One confirmed worker, then a dozen: what is asked does not grow with the people."""
    clerk = fresh(desk(Role.BUREAU_CLERK))
    counts = []
    for _ in range(2):
        clerk.post("/office/workers/mapped", ASKED | {"step": "preview"})
        with CaptureQueriesContext(connection) as asked:
            answer = clerk.post("/office/workers/mapped", ASKED | {"step": "preview"})
        counts.append((answer.text.count('name="pick"'), len(asked)))
        for other in [line.subject for line in registry.file_lines(registry.all_of("worker")).values() if line.claimed][:12]:
            intake.confirm(Actor(f"worker:{other}", Role.WORKER, subject=other), other, "phone")
        pipeline.advance()
    (few, before), (many, after) = counts
    assert many >= few + 10 and after <= before
