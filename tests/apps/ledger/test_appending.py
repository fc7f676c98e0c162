"""The record: gapless, append-only, the same thing once, and erasable without rewriting."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.readlog import log_hash
from jiaxin.apps.ledger import actions, queries
from jiaxin.apps.ledger.encoding import SALT_BYTES
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.history import CONFIRMED
from jiaxin.domain.permissions import Actor
from jiaxin.kit.crypto import digest
from jiaxin.kit.ids import new_id
from jiaxin.kit.merkle import leaf_hash, tree_root

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
SHEET = Provenance("company-a", Channel.SHEET, "clerk", "batch1", "花名册", 17)


@pytest.fixture
def worker() -> Iterator[str]:
    yield new_id()


def training(subject: str, hours: str = "8", source: Provenance = SHEET, **more: object) -> Fact:
    fact = Fact(
        kind="training",
        subject=subject,
        happened_on=date(2026, 5, 6),
        provenance=source,
        key=("岗前培训", "2026-05-06"),
        clear={"training_name": "岗前培训", "training_hours": hours, "training_on": "2026-05-06"},
    )
    return fact._replace(**more)  # type: ignore[arg-type]  # a test names the fields it changes


def profile(subject: str, claim: str, phone: str = "15412345678", source: Provenance = SHEET) -> Fact:
    return Fact(
        kind="profile",
        subject=subject,
        happened_on=date(2026, 5, 6),
        provenance=source,
        clear={"job_types": ["保洁"]},
        sealed={"name": "王秀芳", "phone": phone},
        standing=Standing.CLAIMED,
        claim=claim,
    )


def confirmation(subject: str, claim: str) -> Fact:
    said = Provenance("herself", Channel.PHONE, "worker")
    clear = {"claim": claim, "method": "phone"}
    return Fact(CONFIRMED, subject, date(2026, 5, 7), said, (claim,), clear, standing=Standing.PHONE)


def test_positions_have_no_gaps_and_the_root_is_that_of_the_leaves(worker: str) -> None:
    for hours in ("1", "2", "3"):
        actions.append([training(worker, hours), training(new_id(), hours)])
    head = queries.checkpoint()
    entries = queries.entries_between(0, head.size)
    assert [e.position for e in entries] == list(range(1, head.size + 1))
    assert head.root == tree_root([e.leaf for e in entries], log_hash())


def test_the_same_fact_sent_twice_lands_once(worker: str) -> None:
    assert [p.outcome for p in actions.append([training(worker)])] == ["new"]
    assert [p.outcome for p in actions.append([training(worker), training(worker)])] == ["known", "known"]
    assert len(queries.facts_about(worker).entries) == 1


def test_another_source_attests_and_another_value_supersedes_or_conflicts(worker: str) -> None:
    other = replace(SHEET, source="street")
    actions.append([training(worker)])
    assert [p.outcome for p in actions.append([training(worker, source=other)])] == ["attested"]
    size = queries.checkpoint().size
    actions.append([training(worker, source=other)])
    assert queries.checkpoint().size == size, "an attestation repeated is not a second one"
    assert [p.outcome for p in actions.append([training(worker, "16")])] == ["changed"]
    assert [e.get("training_hours") for e in queries.facts_about(worker).entries] == ["16"]
    assert [p.outcome for p in actions.append([training(worker, "4", other)])] == ["conflicting"]
    assert len(queries.facts_about(worker).entries) == 2


def test_the_database_refuses_to_change_or_delete_an_entry(worker: str) -> None:
    actions.append([training(worker)])
    for statement in ("UPDATE ledger_entry SET kind = 'praise'", "DELETE FROM ledger_entry"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_corrected_fact_is_out_of_force_and_may_be_said_again(worker: str) -> None:
    actions.append([training(worker)])
    entry = queries.facts_about(worker).entries[0]
    actions.correct(Actor.job("undo"), [entry], "batch_undone")
    assert queries.facts_about(worker).entries == ()
    assert queries.facts_about(worker, known_at=entry.recorded_at).entries == (entry,), "as it was known then"
    assert [p.outcome for p in actions.append([training(worker)])] == ["new"]


def test_a_claim_is_nothing_until_she_confirms_it(worker: str) -> None:
    actions.append([profile(worker, "claim1")])
    assert queries.facts_about(worker).entries == ()
    assert len(queries.facts_about(worker, with_claims=True).entries) == 1
    actions.append([confirmation(worker, "claim1")])
    facts = queries.facts_about(worker)
    assert facts.of("profile")[0].fact.standing is Standing.PHONE
    assert facts.of("profile")[0].get("phone") == "15412345678"


def test_an_unconfirmed_change_does_not_replace_what_she_confirmed(worker: str) -> None:
    actions.append([profile(worker, "claim1"), confirmation(worker, "claim1")])
    actions.append([profile(worker, "claim2", phone="15487654321")])
    assert [e.get("phone") for e in queries.facts_about(worker).of("profile")] == ["15412345678"]
    actions.append([confirmation(worker, "claim2")])
    assert [e.get("phone") for e in queries.facts_about(worker).of("profile")] == ["15487654321"]


def test_destroying_the_key_erases_the_person_and_leaves_every_leaf_valid(worker: str) -> None:
    actions.append([profile(worker, "claim1"), confirmation(worker, "claim1")])
    before = queries.checkpoint()
    vault.destroy(["claim1"], "withdrawn")
    entry = queries.facts_about(worker).of("profile")[0]
    assert entry.fact.sealed == {}
    assert queries.checkpoint().root == before.root == tree_root(list(queries.leaves(0, before.size)), log_hash())


def test_the_leaf_covers_the_stored_body_and_the_body_commits_to_what_is_sealed(worker: str) -> None:

    from jiaxin.apps.ledger.models import EntryRow

    actions.append([profile(worker, "claim1")])
    row = EntryRow.objects.get(subject=worker)
    assert leaf_hash(bytes(row.body), log_hash()) == bytes(row.leaf)
    plain = vault.open_many([("claim1", bytes(row.sealed), b"ledger_entry:" + row.id.encode())])[0]
    assert plain is not None and len(plain) > SALT_BYTES
    assert digest(plain, log_hash()).hex().encode() in bytes(row.body)
    assert "王秀芳".encode() not in bytes(row.body) + bytes(row.sealed)
