"""One log, one hash: chosen at the founding, said in its name, and a mix is refused by the district, the verifier and the witness."""

import shutil
from dataclasses import replace
from typing import Any

import pytest

from jiaxin.apps.access import doctor, readlog
from jiaxin.apps.evidence import actions, publishing, queries
from jiaxin.apps.evidence.logs import log_named
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.kit.crypto import Digest
from jiaxin.kit.merkle import leaf_hash, tree_root
from tests.apps.evidence.conftest import Record
from tests.apps.evidence.test_witness import Witness
from tests.apps.evidence.test_witness import witness as witness  # the association's program
from tools.bench.exported import export
from tools.verify import jiaxin_verify_log as verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashed(settings: Any):
    def turn(name: str) -> None:
        settings.DISTRICT = replace(settings.DISTRICT, log_hash=name)

    return turn


def test_a_district_founded_under_sm3_says_so_and_is_verified_without_it(record: Record, hashed, verifier, monkeypatch) -> None:
    hashed("sm3")
    ids = record.facts(300, sealed=True)
    record.reads(5)
    record.publish()
    point = queries.latest("facts").checkpoint()
    assert point.origin.startswith("jiaxin-sm3/") and point.origin.endswith("/facts")
    leaves = list(ledger.leaves(0, 300))
    assert point.root == tree_root(leaves, Digest.SM3) != tree_root(leaves)
    base = export(record.folder / "copy.sqlite3")
    proof = queries.inclusion("facts", queries.position_of("facts", ids[42]))
    file, entry = record.folder / "a.tlog-proof", record.folder / "a.entry"
    file.write_text(proof.text, "utf-8")
    entry.write_bytes(proof.entry)
    for sm3 in (verify.sm3, verify.own_sm3):  # where the machine's hashlib has it, and where it does not
        monkeypatch.setattr(verify, "sm3", sm3)
        for name in ("facts", "reads"):
            assert record.check("--entries", base, name=name) == (0, []), record.said
        assert verifier(["proof", str(file), str(entry), "--key", record.key()]) == 0
    entry.write_bytes(proof.entry + b" ")
    assert verifier(["proof", str(file), str(entry), "--key", record.key()]) == 1


@pytest.mark.parametrize(("first", "then"), [("sha256", "sm3"), ("sm3", "sha256")])
def test_a_log_that_was_begun_under_one_hash_takes_no_entry_under_the_other(record: Record, hashed, first: str, then: str) -> None:
    hashed(first)
    record.facts(10)
    record.reads(3)
    record.publish()
    before = ledger.checkpoint()
    hashed(then)
    for ask in (lambda: record.facts(1), lambda: (record.reads(1), actions.publish("reads"))):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "evidence.other-hash" and first in refused.value.said and then in refused.value.said
    with pytest.raises(Refused) as refused:
        publishing.publish(log_named("facts"))
    assert refused.value.code == "evidence.other-log"
    assert "logs.hash" in {one.code for one in doctor.findings()}
    hashed(first)
    assert ledger.checkpoint() == before and "logs.hash" not in {one.code for one in doctor.findings()}
    record.facts(1)
    record.publish()
    assert record.check() == (0, [])


def test_an_empty_log_may_still_choose(record: Record, hashed) -> None:
    readlog.place()
    hashed("sm3")
    record.facts(3)
    record.reads(3)
    record.publish()
    assert record.check() == (0, []) and record.check(name="reads") == (0, [])
    assert readlog.ReadHead.objects.get().hash == "sm3"


def renamed(text: str) -> str:
    return text.replace("jiaxin-sm3/", "jiaxin/") if "jiaxin-sm3/" in text else text.replace("jiaxin/", "jiaxin-sm3/")


@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_a_checkpoint_that_only_claims_the_other_hash_is_refused(record: Record, hashed, name: str) -> None:
    hashed(name)
    record.facts(20)
    record.publish()
    held = record.held()
    path = record.log() / "checkpoint"
    sound = path.read_text("utf-8")
    path.write_text(renamed(sound), "utf-8")
    status, found = record.check()
    assert status == 1 and found[0][0] == "unsigned", "its name is signed, and the key is of the name"
    path.write_text(sound, "utf-8")
    held.write_text(renamed(sound), "utf-8")
    assert record.check("--held", held)[0] == 1


def test_a_log_founded_anew_under_the_other_hash_is_told_by_whoever_held_a_checkpoint(record: Record, hashed, witness: Witness, verifier, tmp_path, monkeypatch) -> None:
    """The owner of the database begins again under SM3, signs, and shows it as the log."""
    witness("new-key", "association.example")
    record.facts(20)
    record.publish()
    assert witness("look", record.log())[0] == 0
    held, keys = record.held(), record.key()
    shutil.rmtree(record.log())
    record.log().mkdir()
    hashed("sm3")
    leaves = list(ledger.leaves(0, 20))
    monkeypatch.setattr("jiaxin.apps.ledger.queries.followed", lambda _name: 0)
    log = log_named("facts")
    bodies = [log.body(n) for n in range(1, 21)]
    anew = [leaf_hash(one, Digest.SM3) for one in bodies]
    assert anew != leaves
    forged = replace(log, leaves=lambda low, high: anew[low:high], head=lambda: replace(ledger.checkpoint(), root=tree_root(anew, Digest.SM3)))
    record.clock.forward(hours=3)
    publishing._publish(forged)
    both = keys + "\n" + record.key()
    (tmp_path / "keys.txt").write_text(both, "utf-8")
    assert record.check() == (0, []), "whoever held nothing cannot tell"
    status, said = witness("look", record.log())
    assert status == 1 and said.startswith("hash\t") and "拒绝签名" in said
    words = ["log", str(record.log()), "--key", str(tmp_path / "keys.txt"), "--held", str(held)]
    record.capsys.readouterr()
    assert verifier(words) == 1
    assert ("hash", 0) in record.complaints()
    assert verifier(["views", str(held), str(record.log() / "checkpoint"), "--key", str(tmp_path / "keys.txt")]) == 1
    assert ("hash", 0) in record.complaints()
