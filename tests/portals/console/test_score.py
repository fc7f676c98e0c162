"""`jiaxin score`: made again from the record, explained to the cell, compared between two moments."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from jiaxin import pipeline
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import merging
from jiaxin.apps.registry.actions import Claimed
from jiaxin.domain.permissions import Actor
from jiaxin.domain.values.identity_number import check_character
from jiaxin.kit import clock
from jiaxin.portals.console.score import run
from tests.factories.street import Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    made = Street()
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: made.now):
        made.open()
        made.rate(5, 5)
        made.say("complaint.finding", "2026-10-05", made.her, complaint_no="7", upheld=True, severity="serious", decided_on="2026-10-05")
        pipeline.advance()
        yield made


def told(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out)


def test_the_account_adds_up_and_names_its_facts(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([street.her, "--explain", "--json"]) == 0
    found = told(capsys)
    assert sum(reason[2] for reason in found["reasons"]) == found["points"]
    assert found["stored_digest"] == found["digest"]
    complaint = next(line for line in found["lines"] if line["label"] == "有责投诉")
    assert [f["kind"] for f in complaint["facts"]] == ["complaint.finding"]
    assert complaint["changes_on"] == "2026-11-05" and complaint["points"] == "−12"
    assert found["next_change_on"] <= found["ahead"][0]["on"]


def test_in_plain_words(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([street.her, "--explain"]) == 0
    said = capsys.readouterr().out
    assert "有责投诉 −12 分" in said and "依据的记录" in said and "以后的变动" in said
    assert said.endswith("与当日保存的结果一致\n")


def test_a_late_correction_is_named_and_the_old_answer_can_still_be_made(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    (finding,) = ledger.facts_about(street.her).of("complaint.finding")
    street.now += timedelta(days=9)
    ledger_actions.correct(Actor.job("undo"), [finding], "wrong_value")
    pipeline.turn_the_day()
    pipeline.advance()
    assert run([street.her, "--diff", "2026-11-02", "2026-11-11", "--as-of", "2026-11-02", "--json"]) == 0
    found = told(capsys)
    assert [(f["kind"], f["counts_now"], f["entry"]) for f in found["facts"]] == [("complaint.finding", False, finding.id)]
    assert [(m["indicator"], m["before"], m["after"]) for m in found["lines"]] == [("worker.upheld-complaints", -12_000, 0)]
    assert run([street.her, "--as-of", "2026-11-02", "--known-at", "2026-11-02", "--json"]) == 0
    assert told(capsys)["points"] == found["before"]["points"]
    assert run([street.her, "--diff", "2026-11-02", "2026-11-11", "--as-of", "2026-11-02"]) == 0
    assert "已被更正" in capsys.readouterr().out


def test_a_company_is_counted_again_from_its_workers(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([street.company, "--json"]) == 0
    assert told(capsys)["stored_digest"]


def test_who_had_not_confirmed_had_no_score(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([street.her, "--as-of", "2025-11-02"]) == 2
    assert "不评分" in capsys.readouterr().err
    assert run(["NOBODY"]) == 2


def test_rules_for_others_and_days_to_come_are_told_apart(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([street.her, "--rulebook", "company-2026"]) == 2
    assert "company-2026 不是评服务员用的规则" in capsys.readouterr().err
    assert run([street.company, "--rulebook", "worker-2026"]) == 2
    assert "worker-2026 不是评企业用的规则" in capsys.readouterr().err
    assert run([street.her, "--as-of", "2027-06-01"]) == 0, "nothing was stored on a day that has not come"
    assert "这一天还没到" in capsys.readouterr().out
    assert run([street.her, "--known-at", "2019-01-01"]) == 2
    assert "限定了入库日期的，也请放宽" in capsys.readouterr().err


def test_the_moment_is_the_end_of_the_local_day(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    street.now = datetime(2026, 11, 3, 15, 59, 0, tzinfo=UTC)  # 23:59 in China; a minute later it is recorded
    street.say("praise", "2026-11-02", street.her, praise_kind="letter", given_on="2026-11-02")
    assert run([street.her, "--as-of", "2026-11-03", "--known-at", "2026-11-03", "--json"]) == 0
    before = told(capsys)["position"]
    assert run([street.her, "--as-of", "2026-11-03", "--known-at", "2026-11-04", "--json"]) in (0, 1)
    assert told(capsys)["position"] == before + 1


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01"])
def test_a_day_no_calendar_reaches_is_refused_with_the_days_that_can_be_asked(street: Street, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    for arguments in ([street.her, "--as-of", typed], [street.her, "--known-at", typed], [street.her, "--diff", typed, "2026-11-02"]):
        assert run([*arguments, "--explain"]) == 2
        assert "请写 1950-01-01 到 2200-12-31 之间的日期" in capsys.readouterr().err
    assert run([street.her, "--as-of", "2200-12-31", "--explain"]) == 0, "the last day looks ahead as well"


def test_who_was_put_together_with_another_is_answered_for_and_who_was_erased_is_told_so(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    (other,) = registry.enrol([Claimed("样乙", "99020219700201001" + check_character("99020219700201001"), "12000000077")])
    merging.merge("clerk", street.her, other.subject, "核对了两份证件", original_seen=True)
    assert run([other.subject, "--explain"]) == 0
    assert f"{other.subject} 已并入 {street.her}" in capsys.readouterr().out
    registry.erase([street.her, other.subject])
    for subject in (street.her, other.subject):
        assert run([subject, "--explain", "--json"]) == 2
        assert "已按本人要求删除" in capsys.readouterr().err
    assert run(["没有这个人", "--explain"]) == 2
    assert "没有编号为“没有这个人”的服务员或企业" in capsys.readouterr().err
