"""Whatever a database owner does, the verifier names it and the place. 500 and a million entries: `tools/bench/tamper.py`."""

import random
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from jiaxin.apps.access import keyfiles
from jiaxin.apps.evidence import queries
from tests.apps.evidence.conftest import Record
from tools.bench.exported import export
from tools.bench.tampering import KINDS, Case, named
from tools.verify import jiaxin_verify_log as verify

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
ENTRIES, EACH = 300, 6


def test_every_tampering_is_named_with_its_place(record: Record) -> None:
    for _ in range(3):
        record.facts(ENTRIES // 3)
        record.publish()
    held, base = record.held(), export(record.folder / "copy.sqlite3")
    seed = keyfiles.read(Path(settings.KEYS_FOLDER) / "log")[-1].raw
    assert record.check("--entries", base, "--held", held) == (0, []), record.said
    kept = record.folder / "kept"
    shutil.copytree(record.log(), kept)
    wrong = []
    for number in range(EACH * len(KINDS)):
        kind = KINDS[number % len(KINDS)]
        altered = record.folder / "altered.sqlite3"
        shutil.copy(base, altered)
        shutil.rmtree(record.log())
        shutil.copytree(kept, record.log())
        answer = kind(Case(altered, record.log(), seed, random.Random(number)))
        status, found = record.check("--entries", altered, "--held", held)
        if status != 1 or not named(found, answer):
            wrong.append((kind.__name__, number, answer, found))
    assert not wrong, wrong


def test_tiles_and_lists_that_were_altered_are_named(record: Record) -> None:
    record.facts(600)
    record.publish()
    record.facts(100)
    record.publish()
    tile = record.log() / "tile/0/001"
    sound = tile.read_bytes()
    tile.write_bytes(sound[:100] + b"\0" + sound[101:])
    assert record.check() == (1, [("tile", 257)])
    tile.write_bytes(sound[:64])
    assert record.check() == (1, [("tile", 257)])
    tile.write_bytes(sound)
    listed = record.log() / "checkpoints"
    lines = listed.read_text("utf-8").splitlines()
    listed.write_text("\n".join(reversed(lines)) + "\n", "utf-8")
    assert record.check()[1][0] == ("rolled-back", 601)
    listed.write_text("\n".join([lines[0].replace("\\n600\\n", "\\n599\\n"), lines[1]]) + "\n", "utf-8")
    assert record.check()[1][0][0] == "signature"
    listed.write_text("\n".join(lines) + "\n", "utf-8")
    assert record.check() == (0, [])


def test_the_next_check_reads_on_where_the_last_one_ended(record: Record) -> None:
    record.facts(700)
    record.publish()
    state = record.folder / "state.json"
    base = export(record.folder / "copy.sqlite3")
    assert record.check("--entries", base, "--state", state) == (0, [])
    record.facts(300)
    record.publish()
    base = export(record.folder / "copy.sqlite3")
    assert record.check("--entries", base, "--state", state) == (0, [])
    assert "entries\t1000" in record.said
    seed = keyfiles.read(Path(settings.KEYS_FOLDER) / "log")[-1].raw
    case = Case(base, record.log(), seed, random.Random(1))
    case.put(5, case.body(5) | {"happened_on": "2020-01-01"}, leaf=True)
    case.done(heads=True)
    case.sign_again(1000)
    assert record.check("--state", state)[1][0][0] == "split-view", "another history of the same size"


def test_what_was_checked_before_may_not_change_afterwards(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Earlier signatures are not proved again while the list begins with the same bytes; once it does not, all are, and it is told."""
    proved: list[bytes] = []
    accepts = verify.ed25519_accepts
    monkeypatch.setattr(verify, "ed25519_accepts", lambda public, message, signature: proved.append(message) or accepts(public, message, signature))
    for _ in range(4):
        record.facts(20)
        record.publish()
    state = record.folder / "state.json"
    assert record.check("--state", state) == (0, [])
    everything, _ = len(proved), proved.clear()
    record.facts(20)
    record.publish()
    assert record.check("--state", state) == (0, [])
    again, _ = len(proved), proved.clear()
    assert again == everything - 2, "the checkpoint, the last line seen before and the new one"
    assert record.check("--state", state) == (0, [])
    listed = record.log() / "checkpoints"
    first, *others = listed.read_text("utf-8").splitlines()
    listed.write_text("\n".join(others) + "\n", "utf-8")
    status, found = record.check("--state", state)
    assert (status, found) == (1, [("history", 100)])
    listed.write_text("\n".join([first, *others]) + "\n", "utf-8")
    assert record.check("--state", state) == (0, [])


def test_proofs_are_small_and_checked_without_the_district(record: Record, verifier) -> None:
    ids = record.facts(1000)
    record.publish()
    proof = queries.inclusion("facts", queries.position_of("facts", ids[776]))
    assert proof.position == 777 and len(proof.text.encode()) <= 2_000
    file, entry = record.folder / "a.tlog-proof", record.folder / "a.entry"
    file.write_text(proof.text, "utf-8")
    entry.write_bytes(proof.entry)
    words = ["proof", str(file), str(entry), "--key", record.key()]
    assert verifier(words) == 0
    entry.write_bytes(proof.entry.replace(b"2026-05-06", b"2026-05-07"))
    assert verifier(words) == 1
    entry.write_bytes(proof.entry)
    file.write_text(proof.text.replace("index 776", "index 775"), "utf-8")
    assert verifier(words) == 1
    file.write_text(proof.text, "utf-8")
    assert verifier([*words[:-1], record.key("reads")]) == 1, "a key of another log"


def test_two_checkpoints_that_contradict_each_other_are_told(record: Record, verifier, capsys) -> None:
    record.facts(40)
    record.publish()
    early = record.held()
    record.facts(60)
    record.publish()
    late, way = record.held(), record.folder / "way"
    way.write_text(queries.consistency("facts", 40), "utf-8")
    words = ["views", str(early), str(late), "--key", record.key()]
    assert verifier([*words, "--proof", str(way)]) == 0
    way.write_text(queries.consistency("facts", 41).replace("old 41", "old 40"), "utf-8")
    assert verifier([*words, "--proof", str(way)]) == 1
    seed = keyfiles.read(Path(settings.KEYS_FOLDER) / "log")[-1].raw
    case = Case(export(record.folder / "copy.sqlite3"), record.log(), seed, random.Random(2))
    case.put(7, case.body(7) | {"subject": "z" * 16}, leaf=True)
    case.sign_again(100)
    capsys.readouterr()
    assert verifier(["views", str(late), str(record.log() / "checkpoint"), "--key", record.key()]) == 1
    assert "split-view\t100" in capsys.readouterr().out
    record.clock.forward(hours=3)
    case.sign_again(60)
    text = (record.log() / "checkpoint").read_text("utf-8")
    assert "\n60\n" in text
    assert record.check("--held", late)[1][0] == ("rolled-back", 61)
