"""删除 — after it a scan of everything kept, with every key that is left in hand, finds nothing of the person."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from django.conf import settings
from django.db import connection

from jiaxin import pipeline
from jiaxin.apps.access import keyfiles, vault
from jiaxin.apps.access.models import Account
from jiaxin.apps.evidence import actions as evidence
from jiaxin.apps.evidence import queries as proofs
from jiaxin.apps.ledger import segments
from jiaxin.apps.ledger.queries import checkpoint
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit.crypto import Key
from tests.portals.office.officers import SOMEBODY, district
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them
from tools.verify import jiaxin_verify_log

# Where her id, which then leads nowhere, may still stand: the record, who looked, tombstones, the demand itself.
HER_CODE_STAYS = {
    "ledger_entry", "access_read_subject", "access_read_leaf", "access_key", "access_account", "intake_claim", "registry_subject", "rights_demand",
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]


@pytest.fixture
def person(own_data: None):  # noqa: F811 - the fixture is asked for by its name
    """Somebody who has confirmed: (as actor, her words)."""
    _, subject = district()
    found = registry.people([subject])[subject]
    assert found.id_number == SOMEBODY
    evidence.keep_up()
    return Actor(id="worker:1", role=Role.WORKER, subject=subject, fresh=True), (found.name, found.id_number, found.phone)


def _rows():
    """Every value of every table, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield table, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _files():
    for path in Path(settings.DATA).rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def _recoverable(words, marks):
    """Places where one of her words or marks still lies, in clear or under a key that still exists."""
    found = [table for table, value in _rows() for word in (*words, *marks) if word and word in value]
    found += [str(path) for path, data in _files() for word in (*words, *marks) if word and word in data]
    keys = [AES(key) for key in _living_keys()]
    for table, box in {(table, value) for table, value in _rows() if value[:2] == b"\x01\x01"}:
        found += [f"{table}, sealed" for key in keys for word in words if word in _unchecked(key, box)]
    return found


def _living_keys():
    """Every person's key that still exists, bare."""
    keks = {one.name: Key(one.raw) for one in keyfiles.read(Path(settings.KEYS_FOLDER) / "kek")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT owner, wrapped, kek_id FROM access_key WHERE destroyed_at IS NULL")
        return [keks[kek].open(bytes(wrapped), b"key of " + owner.encode()) for owner, wrapped, kek in cursor.fetchall()]


def _unchecked(key, box):
    """What a key makes of a sealed value, tag and place unasked: GCM is counter mode from block 2 on."""
    nonce, text = box[2:14], box[14:-16]
    return Cipher(key, CTR(nonce + b"\0\0\0\2")).decryptor().update(text)


def test_after_erasing_nothing_of_her_is_left_and_every_proof_holds(person, capsys):
    actor, words = person
    texts = [word.encode() for word in words if word]
    marks = [vault.blind_index("id_number", words[1]), vault.blind_index("phone", words[2])]
    assert _recoverable(texts, marks), "the scan sees what is there before"
    segments.extend(checkpoint().size)
    assert actor.subject in _columns("subject")
    actions.demand_erasure(actor, actor.subject)
    assert actions.answer() == 1
    pipeline.advance()
    pipeline.follow_codes()
    segments.extend(checkpoint().size)
    assert not _recoverable(texts, marks)
    assert actor.subject not in _columns("subject") | _columns("counterparty")
    assert {table for table, value in _rows() if actor.subject.encode() in value} <= HER_CODE_STAYS
    assert registry.people([actor.subject]) == {} and registry.file_lines([actor.subject]) == {}
    assert queries.demands_of(actor.subject)[0].state == "erased" and queries.demands_of(actor.subject)[0].kept
    evidence.publish("facts")
    _every_proof_holds(capsys)


def _columns(name):
    return {value for path in segments.files() for value in pq.read_table(path)[name].to_pylist()}


def _every_proof_holds(capsys):
    folder = Path(settings.DATA) / "evidence" / "facts"
    keys = [word for key in proofs.vkeys("facts") for word in ("--key", key)]
    assert jiaxin_verify_log.main(["log", str(folder), *keys]) == 0
    for position in range(1, proofs.covered("facts") + 1):
        assert proofs.inclusion("facts", position).entry


def test_what_a_statute_obliges_us_to_keep_is_frozen_and_named(person):
    from jiaxin.apps.ledger import actions as ledger
    from tests.factories.records import a_fact

    actor, _ = person
    ledger.append([a_fact("penalty", actor.subject)])
    actions.demand_erasure(actor, actor.subject)
    actions.answer()
    (told,) = queries.demands_of(actor.subject)
    assert told.state == "frozen" and any("行政处罚" in line for line in told.kept)
    assert registry.file_lines([actor.subject])[actor.subject].withdrawn or pipeline.advance()


def test_it_is_asked_once_and_answered_by_a_day(person, clock):
    actor, _ = person
    actions.demand_erasure(actor, actor.subject)
    with pytest.raises(Refused, match="已经提出过"):
        actions.demand_erasure(actor, actor.subject)
    assert queries.demands_of(actor.subject)[0].due_on > queries.demands_of(actor.subject)[0].asked_at.date()


def test_nobody_else_can_ask_for_it(person):
    actor, _ = person
    for other in (Actor("x", Role.WORKER, subject="someoneelse"), Actor("y", Role.BUREAU_ADMIN, fresh=True)):
        with pytest.raises(Refused):
            actions.demand_erasure(other, actor.subject)


def test_an_empty_id_is_nobody_and_not_everybody(person):
    assert registry.ids_of([""]) == {"": [""]}


def test_her_copy_holds_everything_in_words(person):
    actor, words = person
    text = json.dumps(queries.copy_of(actor, actor.subject), ensure_ascii=False)
    assert all(word in text for word in words if word)
    assert Account.objects.filter(subject=actor.subject).count() == 0
