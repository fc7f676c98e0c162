"""The desk of identity checks: a list goes out, the answer comes in, and only what was asked and official counts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from jiaxin import pipeline
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries
from jiaxin.apps.intake.models import VerificationRequest
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.factories.rosters import a_workbook
from tests.portals.office.officers import SOMEBODY, district, officer
from tests.portals.office.test_identity import fresh
from tests.portals.walking import own_data, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db
RETURN = ("姓名", "身份证号", "核验批次号", "核验结果", "核验日期", "核验方式")


def _returned(actor: Actor, *rows: tuple[str, ...]) -> list[str]:
    """Codes of what was said about the rows."""
    batch, _ = intake.receive(actor, "回执.xlsx", a_workbook(rows, RETURN), "police-return")
    intake.work(only=batch)
    if queries.batch(batch).good:
        intake.accept(actor, batch)
        intake.work(only=batch)
    pipeline.advance()
    return [f.code for f in queries.findings(batch) if f.code.startswith("registry-")]


def _signed_in(actor: Actor) -> Client:
    client = signed_in(actor)
    fresh(client)
    return client


def _verified(subject: str) -> bool:
    return "identity" not in registry.file_lines([subject])[subject].missing


def _today() -> str:
    return clock.today().isoformat()


def test_who_confirmed_is_sent_and_an_official_answer_makes_her_verified():
    _, subject = district()
    actor = replace(officer(Role.BUREAU_ADMIN), fresh=True)
    client = _signed_in(actor)
    assert queries.verification_desk().waiting == 1
    answer = client.post("/office/verification/send")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    sent = VerificationRequest.objects.get()
    assert (sent.subject, sent.answer) == (subject, "")
    assert queries.verification_desk().waiting == 0
    assert not _verified(subject)
    assert _returned(actor, ("金娜静", SOMEBODY, sent.batch_no, "通过", _today(), "公安比对")) == []
    assert _verified(subject)
    page = client.get("/office/verification").content.decode()
    assert sent.batch_no in page and "已全部回执" in page


def test_an_answer_under_another_name_or_to_a_closed_request_changes_nothing():
    _, subject = district()
    actor = replace(officer(Role.BUREAU_ADMIN), fresh=True)
    sent = intake.send_to_verify(actor)
    batch_no = sent.batch_no
    assert sent.people == [("金娜静", SOMEBODY)]
    assert _returned(actor, ("金改名", SOMEBODY, batch_no, "通过", _today(), "公安比对")) == ["registry-name-conflict"]
    assert not _verified(subject)
    assert _returned(actor, ("金娜静", SOMEBODY, batch_no, "查无", _today(), "公安比对")) == []
    line = registry.file_lines([subject])[subject]
    assert not _verified(subject) and line.colour != "red"
    assert _returned(actor, ("金娜静", SOMEBODY, batch_no, "通过", _today(), "窗口核验")) == ["registry-check-not-asked"]
    assert not _verified(subject)


def test_late_answers_are_alarmed_and_a_year_later_she_is_due_again(monkeypatch):
    district()
    actor = replace(officer(Role.BUREAU_ADMIN), fresh=True)
    intake.send_to_verify(actor)
    sent = VerificationRequest.objects.get()
    sent.due_on = clock.today() - timedelta(days=1)
    sent.save()
    assert queries.verification_desk().late == 1
    assert "已超期" in _signed_in(actor).get("/office/verification").content.decode()
    VerificationRequest.objects.update(answer="passed", answered_on=clock.today() - timedelta(days=336))
    assert queries.verification_desk().again == 1
    assert intake.send_to_verify(actor).batch_no.endswith("-02")


def test_nobody_to_send_is_said_in_words():
    client = _signed_in(officer(Role.BUREAU_ADMIN))
    assert "没有需要送核的人" in client.post("/office/verification/send").content.decode()
