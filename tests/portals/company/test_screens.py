"""企业端 — from the drop zone to the file of a worker, and closed to everybody else."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from jiaxin import pipeline
from jiaxin.apps.intake import actions as confirming
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Role
from tests.portals.walking import landed, manager, own_data, rival, signed_in, upload  # noqa: F401 - a fixture among them

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
                    "/company/template/worker-roster"):  # fmt: skip
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
    answer = client.post("/company/template-filled", {"purpose": "核对本企业名册"})
    assert answer.status_code == 302 and "again" in answer["Location"]


def test_an_unknown_heading_is_asked_about_once_and_remembered():
    from openpyxl import Workbook

    from jiaxin.apps.intake import actions

    book = Workbook()
    book.active.append(["姓名", "身份证号", "手机号", "工种", "甲乙丙丁"])
    book.active.append(["金娜静", "340210196208189367", "16495931760", "母婴护理", "样例区样例街道一号"])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "新表头.xlsx"
    client = signed_in(manager())
    where = client.post("/company/upload", {"file": out})["Location"]
    actions.work()
    assert "甲乙丙丁" in client.get(f"{where}/headings").content.decode()
    assert client.post(f"{where}/headings", {"column-0": "residence_address"}).status_code == 302
    actions.work()
    one = intake.batch(where.rpartition("/")[2])
    assert not one.unmapped and "residence_address" in one.mapping[0]["columns"].values()


def test_who_is_not_in_the_next_roster_leaves_only_by_a_tick():
    from jiaxin.apps.intake import actions
    from jiaxin.apps.ledger import queries as ledger
    from jiaxin.domain.permissions import Role

    actor = manager()
    client = signed_in(actor)
    landed(client)
    source = load_workbook("tests/fixtures/rosters/01-template-order.xlsx")
    source.active.delete_rows(3, 2)
    out = BytesIO()
    source.save(out)
    batch_id, _ = actions.receive(actor, "下月.xlsx", out.getvalue())
    actions.work()
    compared = intake.comparison(actor, batch_id)
    assert actor.role is Role.COMPANY_MANAGER and compared is not None
    assert (compared.new, compared.changed, len(compared.absent)) == (0, 0, 2)
    gone, stays = (one.subject for one in compared.absent)
    answer = client.post(f"/company/batches/{batch_id}/left", {"subject": [gone], "ended_on": "2026-11-20"})
    assert answer.status_code == 302

    def ended(subject: str) -> list[object]:
        return [e.get("ended_on") for e in ledger.facts_about(subject, with_claims=True).of("employment") if e.get("ended_on")]

    assert (ended(gone), ended(stays)) == (["2026-11-20"], [])
    assert [one.subject for one in intake.comparison(actor, batch_id).absent] == [stays]


def test_a_row_that_goes_back_for_its_name_is_compared_with_nothing_and_its_person_is_not_called_absent():
    from jiaxin.apps.intake import actions

    client = signed_in(manager())
    landed(client)
    source = load_workbook("tests/fixtures/rosters/01-template-order.xlsx")
    name = next(cell for row in source.active.iter_rows() for cell in row if cell.value in ("姓名", "*姓名"))
    source.active.cell(name.row + 1, name.column).value = "王改名"
    out = BytesIO()
    source.save(out)
    batch_id, _ = actions.receive(manager(), "改名.xlsx", out.getvalue())
    actions.work()
    compared = intake.comparison(manager(), batch_id)
    assert intake.batch(batch_id).rows["error"] == 1 and compared is not None
    assert (compared.new, compared.changed, compared.absent) == (0, 0, ())
    assert client.get(f"/company/batches/{batch_id}/comparison").status_code == 200


def test_the_quality_page_counts_what_is_verified_and_says_what_comes_first():
    client = signed_in(manager())
    assert "还没有已建档的人员" in client.get("/company/quality").text
    landed(client)
    subject = registry.by_id_number("340210196208189367") or ""
    confirming.confirm(Actor(id="worker:1", role=Role.WORKER, subject=subject), subject, "phone")
    pipeline.advance()
    page = client.get("/company/quality").text
    assert "先补什么最划算" in page and "公安核验" in page and "金娜静" not in page
