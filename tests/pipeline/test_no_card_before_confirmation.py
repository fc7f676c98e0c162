"""Over every way in: what others say about a worker is on no card before she has confirmed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access import vault
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.access.readlog import log_hash
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as batches
from jiaxin.apps.intake.judging import in_place
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock as the_clock
from jiaxin.kit.merkle import tree_root

pytestmark = pytest.mark.django_db
ROSTERS, WAYS_IN = Path("tests/fixtures/rosters"), Path("tests/fixtures/ways_in")
ROSTER = ROSTERS / "01-template-order.xlsx"
SUBJECT_NUMBER = "340210196208189367"
FILES = sorted(p for folder in (ROSTERS, WAYS_IN) for p in folder.iterdir() if p.suffix in (".xlsx", ".xls", ".csv"))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: object, clock):
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    with the_clock.set_clock(clock):
        yield


@pytest.fixture
def bureau(db: None) -> Actor:
    access.set_up_organisation(console_actor(), "bench", "样例区商务局", "bureau", "349912")
    return console_actor("bench")


def landed(actor: Actor, *paths: Path) -> list[str]:
    """Received, checked, accepted where anything is good, landed and followed."""
    made = []
    for path in paths:
        batch_id, _ = intake.receive(actor, path.name, path.read_bytes())
        intake.work(judging=in_place)
        found = batches.batch(batch_id)
        assert found is not None
        if found.state == "checked" and found.good:
            intake.accept(actor, batch_id)
            intake.work()
        made.append(batch_id)
    pipeline.advance()
    return made


def herself(subject: str) -> Actor:
    return Actor(id="worker:1", role=Role.WORKER, subject=subject)


def confirmed(subject: str) -> str:
    """She confirms; returns her code."""
    intake.confirm(herself(subject), subject, "phone")
    pipeline.advance()
    return registry.codes([subject])[subject]


def states() -> dict[str, int]:
    return Reader(settings.DATA).contents().states


def the_worker() -> str:
    subject = registry.by_id_number(SUBJECT_NUMBER)
    assert subject is not None
    return subject


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_no_file_makes_a_card_of_anybody(path: Path, bureau: Actor) -> None:
    before = [] if path.parent == ROSTERS and "training" not in path.name else [ROSTER]
    landed(bureau, *before, path)
    assert ledger.checkpoint().size > 0 or not before
    assert states() == {}
    workers = registry.all_of("worker")
    if not workers:
        return
    confirmed_one = next((s for s in workers if batches.claims_awaiting(s)), None)
    if confirmed_one is not None:
        assert Reader(settings.DATA).card(key_of(confirmed(confirmed_one))) is not None
        assert sum(states().values()) == 1, "hers and nobody else's"


@pytest.mark.parametrize("channel", [Channel.API, Channel.FEED, Channel.FIELD, Channel.SYSTEM])
def test_a_fact_by_another_door_makes_no_card(channel: Channel, bureau: Actor) -> None:
    landed(bureau, ROSTER)
    subject = the_worker()
    said = Provenance("bench", channel, "system:feed")
    day = {"signed_on": "2026-11-01"}
    clear = {"order_no": "样例1", "service": "cleaning", "ordered_on": "2026-11-02", "status": "done"}
    ledger_actions.append([Fact("order", subject, date(2026, 11, 2), said, ("样例1",), clear)])
    ledger_actions.append([Fact("pledge", subject, date(2026, 11, 1), said, ("1", "2026-11-01"), {"text_version": "1"} | day)])
    pipeline.advance()
    assert states() == {}


@pytest.mark.crypto
def test_a_lapse_destroys_key_and_salt_and_the_proof_still_holds(bureau: Actor, clock) -> None:
    landed(bureau, ROSTER)
    subject = the_worker()
    head = ledger.checkpoint()
    opened = next(e for e in ledger.history_of_many([subject])[subject] if e.fact.sealed)
    claim = opened.fact.claim
    clock.forward(days=31)
    assert intake.lapse_due(the_clock.today()) > 0
    pipeline.advance()
    assert vault.open_many([(claim, b"", b"")]) == [None]
    closed = next(e for e in ledger.history_of_many([subject])[subject] if e.id == opened.id)
    assert closed.fact.sealed == {} and opened.fact.sealed
    assert closed.leaf == opened.leaf
    leaves = list(ledger.leaves(0, ledger.checkpoint().size))
    assert tree_root(leaves[: head.size], log_hash()) == head.root
    assert tree_root(leaves, log_hash()) == ledger.checkpoint().root
    assert states() == {} and ledger.facts_about(subject, with_claims=True).of("profile") == ()


def test_a_batch_taken_back_takes_the_cards_facts_away(bureau: Actor) -> None:
    (batch_id,) = landed(bureau, ROSTER)
    subject = the_worker()
    code = confirmed(subject)
    import brotli

    before = Reader(settings.DATA).card(key_of(code))
    assert before is not None and "金*静" in brotli.decompress(before[3]).decode()
    intake.undo(bureau, batch_id)
    intake.work()
    pipeline.advance()
    after = Reader(settings.DATA).card(key_of(code))
    page = brotli.decompress(after[3]).decode() if after else ""
    assert "金*静" not in page and "样例瑞瑞" not in page and not page.count("公安核验")


def test_withdrawn_is_a_notice_without_a_person(bureau: Actor, clock) -> None:
    landed(bureau, ROSTER)
    subject = the_worker()
    code = confirmed(subject)
    clock.forward(days=1)
    today = the_clock.today()
    said = Provenance("herself", Channel.PHONE, "worker:1")
    clear = {"purposes": ["publication"], "text_version": "1", "signed_on": "2026-11-23", "withdrawn_on": today.isoformat()}
    ledger_actions.append([Fact("consent", subject, today - timedelta(days=1), said, ("1", "2026-11-23"), clear)])
    pipeline.advance()
    found = Reader(settings.DATA).card(key_of(code))
    import brotli

    assert found is not None and found[0] == "withdrawn"
    page = brotli.decompress(found[3]).decode()
    assert "金*静" not in page and "本人已停止展示" in page
