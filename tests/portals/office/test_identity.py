"""Questions of identity: a row that may mean somebody waits for a person; two files are put together and taken apart."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client

from jiaxin import pipeline
from jiaxin.apps.access.queries import receipts
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries
from jiaxin.apps.intake.models import IdentityQuestion
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Role
from tests.factories.rosters import a_number, a_workbook
from tests.portals.office.officers import officer
from tests.portals.walking import manager, own_data, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db
HOTLINE = ("投诉编号", "受理日期", "被投诉人姓名", "身份证号", "手机号", "投诉类别", "投诉内容")


def _people(*rows: tuple[str, str, str]) -> None:
    """A company's roster has landed and the index of the register has followed."""
    actor = manager()
    batch, _ = intake.receive(actor, "名册.xlsx", a_workbook([(*row, "母婴护理") for row in rows]), "worker-roster")
    intake.work(only=batch)
    intake.accept(actor, batch)
    intake.work(only=batch)
    pipeline.advance()


def _hotline(actor: Actor, *rows: tuple[str, str, str, str]) -> str:
    lines = [(no, "2026-05-06", name, number, phone, "服务质量", "样例内容") for no, name, number, phone in rows]
    batch, _ = intake.receive(actor, "热线.xlsx", a_workbook(lines, HOTLINE), "hotline-complaints")
    intake.work(only=batch)
    intake.accept(actor, batch)
    intake.work(only=batch)
    return batch


def _masked(number: str) -> str:
    return number[:6] + "********" + number[-4:]


def _desk() -> tuple[Actor, Client]:
    actor = replace(officer(Role.BUREAU_ADMIN), fresh=True)
    client = signed_in(actor)
    fresh(client)
    return actor, client


def _complaints(number: str) -> int:
    subject = registry.by_id_number(number)
    return len(record.facts_about(subject or "").of("complaint"))


def test_a_masked_row_lands_by_itself_only_where_one_person_clearly_fits():
    _people(("王样芬", a_number(21), "15400000021"), ("李样梅", a_number(31), "15400000031"))
    actor, _ = _desk()
    _hotline(actor, ("T1", "王样芬", _masked(a_number(21)), "15400000021"))
    assert _complaints(a_number(21)) == 1
    assert not IdentityQuestion.objects.exists()


def test_an_ambiguous_row_waits_and_lands_with_whom_a_person_chose():
    _people(("王样芬", a_number(21), "15400000021"), ("王样芬", a_number(41), "15400000041"))
    actor, client = _desk()
    _hotline(actor, ("T2", "王样芬", "", ""))
    assert _complaints(a_number(21)) == _complaints(a_number(41)) == 0
    (one,) = queries.identity_questions(decided=False)
    assert "王样芬" not in client.get("/office/identity").content.decode()
    page = client.get(f"/office/identity/{one.id}").content.decode()
    assert "姓名相同" in page and a_number(21) in page and a_number(41) in page
    assert any("判断身份疑问" in r.purpose for r in receipts())
    chosen = registry.by_id_number(a_number(41))
    answer = client.post(f"/office/identity/{one.id}/decide", {"answer": "same", "subject": chosen, "why": "电话核实"})
    assert answer.status_code == 302
    assert (_complaints(a_number(21)), _complaints(a_number(41))) == (0, 1)
    assert client.get("/office/identity?decided=1").status_code == 200
    with connection.cursor() as cursor:  # what waited is readable no more
        cursor.execute("SELECT sealed FROM intake_identity_question")
        assert not bytes(cursor.fetchone()[0])


def test_none_of_them_is_an_answer_too_and_nothing_lands():
    _people(("王样芬", a_number(21), "15400000021"), ("王样芬", a_number(41), "15400000041"))
    actor, client = _desk()
    _hotline(actor, ("T3", "王样芬", "", ""))
    (one,) = queries.identity_questions(decided=False)
    client.post(f"/office/identity/{one.id}/decide", {"answer": "different", "why": "两人都不认识此事"})
    assert _complaints(a_number(21)) == _complaints(a_number(41)) == 0
    assert not queries.identity_questions(decided=False)


def test_two_files_that_look_like_one_are_found_merged_and_split():
    _people(("王样芬", a_number(21), "15400000021"), ("王样芬", a_number(23), "15400000021"))
    _, client = _desk()
    assert intake.look_for_doubles() == 1
    assert intake.look_for_doubles() == 0
    (one,) = queries.identity_questions(decided=False)
    first, second = one.subject, one.candidates[0].subject
    fresh(client)
    said = {"answer": "same", "subject": second, "why": "看过原件，第二份录错一位", "original": "1", "keep": "first"}
    assert client.post(f"/office/identity/{one.id}/decide", said).status_code == 302
    assert registry.resolve_many([first, second]) == {first: first, second: first}
    pipeline.follow_codes()
    assert set(registry.file_lines([first, second])) == {first}
    assert client.post(f"/office/identity/{one.id}/decide", {"answer": "split", "why": "其实是姐妹"}).status_code == 302
    pipeline.follow_codes()
    assert set(registry.file_lines([first, second])) == {first, second}
    assert intake.look_for_doubles() == 0  # decided is decided


def test_two_numbers_are_not_merged_without_papers_and_the_page_says_why():
    _people(("王样芬", a_number(21), "15400000021"), ("王样芬", a_number(23), "15400000021"))
    _, client = _desk()
    intake.look_for_doubles()
    (one,) = queries.identity_questions(decided=False)
    fresh(client)
    said = {"answer": "same", "subject": one.candidates[0].subject, "why": "同名同电话"}
    answer = client.post(f"/office/identity/{one.id}/decide", said)
    assert "两份档案的身份证号都有效且不同" in answer.content.decode()


def test_a_batch_that_is_taken_back_takes_its_questions_along():
    _people(("王样芬", a_number(21), "15400000021"), ("王样芬", a_number(41), "15400000041"))
    actor, _ = _desk()
    batch = _hotline(actor, ("T4", "王样芬", "", ""))
    intake.undo(actor, batch)
    intake.work(only=batch)
    assert not IdentityQuestion.objects.exists()


def fresh(client: Client) -> None:
    """She has just proved who she is."""
    session = client.session
    session["proved_at"] = 4e9
    session.save()
