"""企业端 — from the drop zone to the file of a worker, and closed to everybody else."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from tests.portals.walking import landed, manager, own_data, rival, signed_in, upload  # noqa: F401

pytestmark = pytest.mark.django_db


def test_bad_rows_are_shown_and_come_back_and_good_rows_land():
    client = signed_in(manager())
    where = upload(client, "08-duplicates-swaps.xlsx")
    page = client.get(where).content.decode()
    one = intake.batch(where.rpartition("/")[2])
    assert one.bad > 0 and one.good > 0
    assert "必须修改" in page and "确认入库" in page and f"可入库的 {one.good} 行" in page
    book = load_workbook(BytesIO(client.get(f"{where}/returned").content))
    assert book.sheetnames
    assert client.post(f"{where}/do/accept").status_code == 302
    from jiaxin.apps.intake import actions

    actions.work()
    assert "撤回整批" in client.get(where).content.decode()


def test_the_same_file_again_leads_to_the_earlier_batch_and_says_so():
    client = signed_in(manager())
    first = upload(client, "01-template-order.xlsx")
    assert upload(client, "01-template-order.xlsx") == first
    assert "以前传过" in client.get(first).content.decode()


def test_an_empty_file_is_refused_with_the_next_step():
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = signed_in(manager()).post("/company/upload", {"file": SimpleUploadedFile("空.xlsx", b"")})
    assert answer.status_code == 409 and "空" in answer.content.decode()


def test_every_page_renders_and_masks_names_in_the_list():
    client = signed_in(manager())
    assert "还没有人员" in client.get("/company/").content.decode()
    where = landed(client)
    subject = registry.by_id_number("340210196208189367")
    for address in ("/company/", "/company/upload", "/company/batches", where, f"{where}/comparison", f"{where}/headings",
                    "/company/workers", f"/company/workers/{subject}", f"/company/workers/{subject}/card",
                    "/company/template/worker-roster", "/company/workers/list.xlsx"):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
    listed = client.get("/company/workers?q=金娜静").content.decode()
    assert "金*静" in listed and "找到 1 条" in listed
    own = client.get(f"/company/workers/{subject}").content.decode()
    assert "金娜静" in own and "340210196208189367" not in own and "工作人员登记表!P2" in own


def test_a_stranger_finds_nothing():
    client = signed_in(manager())
    where = landed(client)
    subject = registry.by_id_number("340210196208189367")
    other = signed_in(rival())
    for address in (where, f"{where}/progress", f"{where}/returned", f"{where}/comparison", f"/company/workers/{subject}",
                    f"/company/workers/{subject}/card", "/company/batches/nothing"):  # fmt: skip
        assert other.get(address).status_code == 404, address
    assert other.post(f"{where}/do/undo").status_code == 404
    assert "金*静" not in other.get("/company/workers").content.decode()


def test_the_list_asks_the_database_as_often_for_a_hundred_as_for_a_few(django_assert_max_num_queries):
    client = signed_in(manager())
    landed(client)
    with django_assert_max_num_queries(25):
        client.get("/company/workers")


def test_a_filled_template_holds_numbers_and_takes_a_fresh_proof():
    client = signed_in(manager())
    landed(client)
    answer = client.get("/company/template/worker-roster?filled=1")
    assert answer.status_code == 302 and "again" in answer["Location"]
