"""删除 — after it a scan of everything kept, with every key that is left in hand, finds nothing of the person."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from jiaxin import pipeline
from jiaxin.apps.access import vault
from jiaxin.apps.access.models import Account
from jiaxin.apps.evidence import actions as evidence
from jiaxin.apps.evidence import queries as proofs
from jiaxin.apps.ledger.models import EntryRow
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from tests.portals.office.officers import SOMEBODY, district
from tests.portals.walking import own_data  # noqa: F401
from tools.verify import jiaxin_verify_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(own_data: None):  # noqa: F811
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
    sealed = EntryRow.objects.exclude(sealed=b"").values_list("id", "key_owner", "sealed")
    for entry, owner, box in sealed:
        (text,) = vault.open_many([(owner, bytes(box), b"ledger_entry:" + entry.encode())])
        found += [f"entry {entry}" for word in words if text and word in text]
    return found


def test_after_erasing_nothing_of_her_is_left_and_every_proof_holds(person, capsys):
    actor, words = person
    texts = [word.encode() for word in words if word]
    marks = [vault.blind_index("id_number", words[1]), vault.blind_index("phone", words[2])]
    assert _recoverable(texts, marks), "the scan sees what is there before"
    actions.demand_erasure(actor, actor.subject)
    assert actions.answer() == 1
    pipeline.advance()
    pipeline.follow_codes()
    assert not _recoverable(texts, marks)
    assert registry.people([actor.subject]) == {} and registry.file_lines([actor.subject]) == {}
    assert queries.demands_of(actor.subject)[0].state == "erased" and queries.demands_of(actor.subject)[0].kept
    evidence.publish("facts")
    _every_proof_holds(capsys)


def _every_proof_holds(capsys):
    folder = Path(settings.DATA) / "evidence" / "facts"
    keys = [word for key in proofs.vkeys("facts") for word in ("--key", key)]
    store = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        assert jiaxin_verify_log.main(["database", str(folder), *keys, "--sqlite", str(store)]) == 0
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
