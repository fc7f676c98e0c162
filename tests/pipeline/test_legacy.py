"""An older platform's export: she comes in, her old code leads to her new one, and nothing of it counts as verified."""

from pathlib import Path

import brotli
import pytest
from django.conf import settings

from jiaxin import pipeline
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as batches
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import actions as registry_actions
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.portals.consumer.portal import Ask, Portal
from jiaxin.portals.shared.fact_words import moments
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
FILE = Path("tests/fixtures/ways_in/17-legacy-export.xlsx")
PROVES = {"identity.check", "health.check", "insurance", "skill.certificate", "training", "background.check", "photo", "rating", "order"}


@pytest.fixture
def landed(company_clerk: Actor) -> str:
    batch, _ = intake.receive(company_clerk, FILE.name, FILE.read_bytes())
    intake.work()
    intake.accept(company_clerk, batch)
    intake.work()
    pipeline.advance()
    return batch


def somebody(batch: str) -> tuple[str, str]:
    """A worker of the file and her old code."""
    for subject in registry.all_of("worker"):
        facts = ledger.facts_about(subject, with_claims=True)
        for entry in facts.of("legacy.record"):
            if str(entry.get("old_code")).startswith("JZY-34021"):
                return subject, str(entry.get("old_code"))
    raise AssertionError("nobody landed")


def led(code: str) -> tuple[int, str]:
    answer = Portal(settings.DATA).answer(Ask("GET", f"/old/{code}"), 0)
    return answer.status, dict(answer.headers).get("location", "")


def confirmed(subject: str) -> None:
    intake.confirm(Actor("worker:1", Role.WORKER, subject=subject), subject, "phone")
    pipeline.advance()


def card(subject: str) -> str:
    return brotli.decompress(Reader(settings.DATA).card(key_of(registry.codes([subject])[subject]))[3]).decode()


def test_what_an_older_platform_says_proves_nothing_before_and_after_she_confirms(landed: str) -> None:
    one = batches.batch(landed)
    assert one is not None and one.kind == "legacy-export" and one.state == "accepted"
    subject, _ = somebody(landed)
    entries = ledger.facts_about(subject, with_claims=True).entries
    assert {e.fact.kind for e in entries} == {"profile", "employment", "legacy.record"}
    assert {e.fact.provenance.channel for e in entries} == {Channel.LEGACY}
    assert {e.fact.standing for e in entries} == {Standing.CLAIMED}
    confirmed(subject)
    stands = ledger.facts_about(subject)
    legacy = [e for e in stands.entries if e.fact.provenance.channel is Channel.LEGACY]
    assert {e.fact.standing for e in legacy} == {Standing.TYPED}, "her word makes it hers, not verified"
    assert PROVES.isdisjoint(e.fact.kind for e in stands.entries)
    line = registry.file_lines([subject])[subject]
    assert line.confirmed and line.colour == "grey" and {"identity", "health", "insurance"} <= set(line.missing)
    assert subject in registry.unverified()
    assert "由原平台转入，未核验" in card(subject)
    told = moments(stands.entries, frozenset(), {}, {})
    assert {m.what for m in told if "原平台记录" in m.what} == {"原平台记录 · 原平台转入，未核验"}


def test_her_old_code_follows_her_present_one(landed: str) -> None:
    subject, old = somebody(landed)
    assert led(old) == (404, ""), "she has not confirmed: there is no page to lead to"
    confirmed(subject)
    code = registry.codes([subject])[subject]
    assert led(old) == (302, f"/c/{code}")
    new = registry_actions.replace_code(Actor.job("pipeline"), subject, "卡片丢了")
    pipeline.follow_codes()
    assert new != code and led(old) == (302, f"/c/{new}")
    pipeline.rebuild()
    assert led(old)[0] == 302


def test_whatever_anybody_else_says_goes_before_the_older_platform(landed: str) -> None:
    subject, _ = somebody(landed)
    confirmed(subject)
    said = Provenance("bureau", Channel.COUNTER, "clerk")
    typed = Fact("profile", subject, ledger.facts_about(subject).latest("profile").fact.happened_on.replace(year=2020), said, (), {"job_types": ["做饭"]}, {"name": "样改名"})
    ledger_actions.append([typed])
    pipeline.advance()
    latest = ledger.facts_about(subject).latest("profile")
    assert latest is not None and latest.get("name") == "样改名"
    assert "由原平台转入" not in card(subject)


def test_a_batch_taken_back_takes_the_old_codes_along(landed: str, company_clerk: Actor) -> None:
    subject, old = somebody(landed)
    confirmed(subject)
    assert led(old)[0] == 302
    intake.undo(company_clerk, landed)
    intake.work()
    pipeline.advance()
    assert led(old) == (404, "")
