"""照护人员名单 as a workbook: only after saying what for and proving once more who it is; each row marked, each person told."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.test import Client

from jiaxin.apps.access.models import Export, Read, ReadSubject
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.factories.carers import STREET, carer, follow, set_street
from tests.factories.street import Street
from tests.portals.office.officers import desk, fresh

pytestmark = pytest.mark.django_db
ASKED = {"grade": "3", "street": STREET, "start": "2026-11-23", "day": ["mon", "tue"]}


@pytest.fixture
def her() -> Iterator[str]:
    one = Street()
    with clock.set_clock(lambda: one.now):
        one.open()
        set_street()
        found = carer(one, 1, orders=6)
        follow()
        yield found


def _sent(client: Client, **more: str) -> Any:
    return client.post("/office/carers.xlsx", ASKED | more)


def test_the_list_leaves_with_its_purpose_under_marks_and_receipts(her: str) -> None:
    answer = _sent(fresh(desk(Role.CIVIL)), purpose="为评估三级老人联系照护")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)).worksheets
    headings, row = ([cell.value for cell in line] for line in list(sheet.iter_rows())[:2])
    assert headings[:3] == ["核对码", "名次", "姓名"] and row[0] and "*" in row[2]
    copy, receipt = Export.objects.get(), Read.objects.latest("id")
    assert (copy.purpose, copy.rows, copy.receipt) == ("为评估三级老人联系照护", 1, receipt.pk)
    assert receipt.purpose == "导出照护人员名单：为评估三级老人联系照护"
    assert list(ReadSubject.objects.filter(read_id=receipt.pk).values_list("subject", flat=True)) == [her]


def test_without_a_purpose_or_a_second_proof_nothing_leaves(her: str) -> None:
    civil = desk(Role.CIVIL)
    stopped = _sent(civil, purpose="为评估三级老人联系照护")
    assert stopped.status_code == 302 and "next=" in stopped["Location"], "asked who it is, and the form is kept"
    assert "没有写明查阅目的" in _sent(fresh(civil), purpose="看").text
    assert civil.get("/office/carers.xlsx").status_code == 405
    assert not Export.objects.exists()


def test_the_page_offers_it_and_who_may_not_export_is_refused(her: str) -> None:
    page = desk(Role.CIVIL).get("/office/carers", ASKED).text
    assert 'name="purpose"' in page and "导出 1 人" in page
    assert _sent(fresh(desk(Role.SUPERVISOR)), purpose="为评估三级老人联系照护").status_code == 403
