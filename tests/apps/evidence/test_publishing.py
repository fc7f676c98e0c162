"""Tiles and checkpoints follow the logs; nothing is signed that contradicts what was signed before."""

import shutil

import pytest
from django.db import connection

from jiaxin.apps.access import actions as access
from jiaxin.apps.access import readlog, vault
from jiaxin.apps.evidence import actions, logs, publishing, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from tests.apps.evidence.conftest import Record
from tests.emptying import _without_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
FACTS = logs.LOGS["facts"]


def tiles(record: Record) -> dict[str, bytes]:
    folder = record.log()
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.glob("tile/**/*") if p.is_file() and ".p" not in str(p.parent)}


def test_a_checkpoint_comes_after_a_thousand_leaves_an_hour_with_news_or_a_day(record: Record) -> None:
    assert actions.keep_up() == (0, [])
    record.facts(3)
    assert actions.keep_up() == (1, [])
    record.facts(5)
    assert actions.keep_up() == (0, []), "five leaves can wait"
    record.facts(995)
    assert actions.keep_up() == (1, [])
    record.clock.forward(hours=1)
    assert actions.keep_up() == (0, []), "no news"
    record.facts(1)
    assert actions.keep_up() == (1, [])
    record.clock.forward(days=1)
    assert actions.keep_up() == (1, []), "each day ends with a checkpoint, news or not"
    assert [n.checkpoint().size for n in publishing.history(FACTS)] == [3, 1003, 1004, 1004]
    assert record.check(entries=record.lines()) == (0, [])


def test_catching_up_in_pieces_ends_where_making_it_at_once_ends(record: Record) -> None:
    for count in (10, 700, 1, 300, 2):
        record.facts(count)
        record.publish()
    followed, root = tiles(record), ledger.checkpoint().root
    shutil.rmtree(record.log())
    ledger_actions.follow("evidence:facts", 0)
    record.publish()
    assert tiles(record) == followed
    assert queries.latest("facts").checkpoint().root == root


@pytest.mark.parametrize("step", ["append", "_replace", "ledger_actions.follow"])
def test_dying_between_tiles_and_checkpoint_harms_nothing(record: Record, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record.facts(300)
    record.publish()
    record.facts(400)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"jiaxin.apps.evidence.publishing.{step}", die)
        with pytest.raises(KeyboardInterrupt):
            record.publish()
    assert record.check(entries=record.lines()) == (0, []), record.said
    record.facts(100)
    record.publish()
    assert record.check(entries=record.lines()) == (0, []), record.said


def test_half_a_line_of_a_killed_process_is_passed_over(record: Record) -> None:
    record.facts(3)
    record.publish()
    with (record.log() / "checkpoints").open("a") as out:
        out.write('"jiaxin/3499')
    record.facts(3)
    record.publish()
    assert [n.checkpoint().size for n in publishing.history(FACTS)] == [3, 6]
    assert record.check() == (0, [])


def refused(record: Record) -> str:
    with pytest.raises(Refused) as why:
        record.publish()
    _, refusals = actions.keep_up()
    assert why.value.code in [one.code for one in refusals] or why.value.code == "evidence.clock"
    return why.value.code


def test_an_old_database_is_not_signed(record: Record) -> None:
    record.facts(10)
    record.publish()
    with _without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE position > 7")
        cursor.execute("UPDATE ledger_head SET size = 7 WHERE name = 'facts'")
        cursor.execute("UPDATE ledger_follower SET position = 7 WHERE name = 'evidence:facts'")
    assert refused(record) == "evidence.rolled-back"


def test_old_or_lost_public_files_are_not_gone_on_with(record: Record) -> None:
    record.facts(10)
    record.publish()
    shutil.rmtree(record.log())
    assert refused(record) == "evidence.lost"


def test_rows_that_do_not_give_the_root_are_not_signed_and_leave_no_tile(record: Record) -> None:
    record.facts(10)
    record.publish()
    record.facts(600)
    with _without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET leaf = body WHERE position = 12")
    before = tiles(record)
    assert refused(record) == "evidence.contradicts"
    assert {n: d for n, d in tiles(record).items() if "/." not in n} == before


def test_nothing_is_signed_when_the_clock_runs_back(record: Record) -> None:
    record.facts(2)
    record.publish()
    record.facts(2)
    record.clock.forward(hours=-3)
    assert refused(record) == "evidence.clock"


def test_receipts_are_a_log_of_their_own_kind(record: Record) -> None:
    record.facts(1)
    record.reads(5)
    record.publish()
    assert queries.covered("reads") == 5
    assert record.check(name="reads", entries=record.lines("reads")) == (0, [])
    assert b'"subjects":["' in readlog.body(3) and b'"salt":"' in readlog.body(3)
    with _without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE access_read SET actor = 'nobody' WHERE reference = %s", ["件2"])
    assert record.check(name="reads", entries=record.lines("reads")) == (1, [("edited", 3)])
    with _without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_read_subject WHERE read_id = (SELECT read_id FROM access_read_leaf WHERE position = 2)")
    assert record.check(name="reads", entries=record.lines("reads"))[1][0] == ("edited", 2)
    with _without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_read WHERE reference = %s", ["件0"])
    assert record.check(name="reads", entries=record.lines("reads"))[1][0] == ("deleted", 1)


def test_a_receipt_that_comes_to_light_late_gets_its_place(record: Record) -> None:
    record.reads(2)
    assert access.place_receipts() == 2
    with connection.cursor() as cursor:  # as if its transaction had taken longer than that of later ones
        cursor.execute("UPDATE access_read_head SET seen = seen + 5")
    record.reads(1)
    assert access.place_receipts() == 0
    assert access.place_receipts(back=readlog.LATE) == 1
    assert access.place_receipts(back=readlog.LATE) == 0, "none is placed twice"


def test_erasing_people_leaves_every_proof_valid(record: Record) -> None:
    record.facts(50)
    record.facts(50, sealed=True)
    record.publish()
    proofs = [queries.inclusion("facts", position) for position in range(1, 101)]
    owners = [e.fact.subject for e in ledger.entries_between(50, 100)]
    assert vault.destroy(owners, "erasure") == 50
    record.facts(5)
    record.publish()
    assert record.check(entries=record.lines()) == (0, [])
    assert [queries.inclusion("facts", p).entry for p in range(1, 101)] == [proof.entry for proof in proofs]
    for proof in proofs:
        (record.folder / "proof").write_text(proof.text, "utf-8")
        (record.folder / "entry").write_bytes(proof.entry)
        from tools.verify.jiaxin_verify_log import main

        assert main(["proof", str(record.folder / "proof"), str(record.folder / "entry"), "--key", record.key()]) == 0
