"""记账 — from facts to entries: validated, sealed and committed outside the lock, placed under it.

One appender at a time: on SQLite the writer's transaction is the lock, on PostgreSQL the head row
is. That is what makes positions gapless and visible in order. The same fact sent twice lands once:
its natural key and the digest of its values are looked up under the lock.

  same source, same values      nothing is written; the known entry is returned
  same source, other values     a new entry that supersedes the old one
  other source, same values     an attestation
  other source, other values    a second entry: a conflict for a person to settle
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from django.db import connection, transaction

from jiaxin.apps.access import vault
from jiaxin.apps.ledger import encoding
from jiaxin.apps.ledger.models import Head
from jiaxin.domain.facts import Fact, Standing
from jiaxin.domain.history import ATTESTATION, CORRECTION, LAPSED
from jiaxin.domain.records.kind import circumstances
from jiaxin.domain.records.validating import validate
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks, insert_many
from jiaxin.kit.canonical import canonical
from jiaxin.kit.ids import new_ids
from jiaxin.kit.merkle import Frontier, leaf_hash

LOG = "facts"
KEYS_PER_QUERY = 900
MARK_BYTES = 16  # of a 32-byte keyed digest: enough to tell facts apart, half the index
COLUMNS = {
    "position": "int8",
    "id": "varchar",
    "kind": "varchar",
    "subject": "varchar",
    "key_owner": "varchar",
    "natural_key": "bytea",
    "digest": "bytea",
    "body": "bytea",
    "sealed": "bytea",
    "leaf": "bytea",
}


@dataclass(slots=True)
class Prepared:
    """A fact ready to be placed."""

    fact: Fact
    id: str
    natural_key: bytes
    digest: bytes
    owner: str
    committed: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a fact: the entry it is now, and whether this call wrote it."""

    id: str
    position: int
    outcome: str  # new | changed | attested | conflicting | known


def prepare(facts: Sequence[Fact]) -> list[Prepared]:
    """Everything that costs and needs no lock."""
    ids = new_ids(len(facts))
    salts = os.urandom(encoding.SALT_BYTES * len(facts))
    marks = vault.blind_index_many("ledger", [*map(_key_text, facts), *map(_value_text, facts)])
    plain: list[bytes] = []
    ready: list[Prepared] = []
    for i, fact in enumerate(facts):
        validate(fact)
        plaintext = encoding.sealed_plaintext(fact, salts[i * encoding.SALT_BYTES : (i + 1) * encoding.SALT_BYTES])
        plain.append(plaintext)
        key, digest = marks[i][:MARK_BYTES], marks[len(facts) + i][:MARK_BYTES]
        committed = encoding.commitment(plaintext)
        ready.append(Prepared(fact, ids[i], key, digest, fact.claim or fact.subject, committed, b""))
    with_content = [i for i, text in enumerate(plain) if text]
    vault.ensure_keys({ready[i].owner for i in with_content})
    boxes = vault.seal_many([(ready[i].owner, plain[i], encoding.associated(ready[i].id)) for i in with_content])
    for i, box in zip(with_content, boxes, strict=True):
        ready[i].sealed = box
    return ready


def _key_text(fact: Fact) -> str:
    """What tells this fact from others of its kind. A claim is its submitter's own until confirmed."""
    if fact.standing is Standing.CLAIMED:
        return _joined(fact.subject, fact.kind, *fact.key, "claimed by " + fact.provenance.source)
    return _joined(fact.subject, fact.kind, *fact.key)


def _joined(*parts: str) -> str:
    return "\x1f".join(parts)


def _value_text(fact: Fact) -> bytes:
    """Equal for equal statements. Who collected it and when is not part of what is stated."""
    aside = circumstances(fact.kind)
    clear = {k: v for k, v in fact.clear.items() if k not in aside} if aside else fact.clear
    sealed = {k: v for k, v in fact.sealed.items() if k not in aside} if aside else fact.sealed
    day = "" if aside else fact.happened_on.isoformat()
    return canonical([clear, sealed, fact.company, fact.counterparty, day])


def append(facts: Sequence[Fact]) -> list[Placed]:
    """Place facts at the end of the log, in order, in one transaction (or the caller's)."""
    return place(prepare(facts))


def place(ready: Sequence[Prepared]) -> list[Placed]:
    if not ready:
        return []
    with transaction.atomic():
        head = _locked_head()
        recorded_us = max(encoding.to_us(clock.now()), head.recorded_us)
        frontier = Frontier.from_bytes(head.size, bytes(head.edge))
        rows, placed, attested = _rows(ready, head.size, recorded_us)
        if attested:
            more, _, _ = _rows(prepare(attested), head.size + len(rows), recorded_us)
            rows.extend(more)
        if rows:
            insert_many("ledger_entry", COLUMNS, rows)
            frontier.extend(row[-1] for row in rows)
            Head.objects.filter(name=LOG).update(
                size=frontier.size, edge=frontier.to_bytes(), root=frontier.root(), recorded_us=recorded_us
            )
        return placed


def _rows(
    ready: Sequence[Prepared], size: int, recorded_us: int
) -> tuple[list[tuple[Any, ...]], list[Placed], list[Fact]]:
    known = _known([p.natural_key for p in ready])
    rows: list[tuple[Any, ...]] = []
    placed: list[Placed] = []
    attested: list[Fact] = []
    for one in ready:
        fact, source = one.fact, one.fact.provenance.source
        earlier = known.setdefault(one.natural_key, [])
        own = next((k for k in reversed(earlier) if k.source == source), None)
        same = next((k for k in earlier if k.digest == one.digest), None)
        if own is not None and own.digest == one.digest:
            placed.append(Placed(own.id, own.position, "known"))
            continue
        if own is None and same is not None:
            attested.append(_attestation(fact, same.id))
            placed.append(Placed(same.id, same.position, "attested"))
            continue
        outcome = "changed" if own else "conflicting" if earlier else "new"
        if own is not None:
            fact = replace(fact, supersedes=own.id)
        position = size + len(rows) + 1
        body = encoding.body_of(fact, one.id, one.natural_key, one.committed)
        body["recorded_us"] = recorded_us
        data = canonical(body)
        row = (position, one.id, fact.kind, fact.subject, one.owner, one.natural_key, one.digest, data, one.sealed)
        rows.append((*row, leaf_hash(data)))
        earlier.append(Known(one.id, position, one.digest, source))
        placed.append(Placed(one.id, position, outcome))
    return rows, placed, attested


@dataclass(slots=True)
class Known:
    """An entry already in the log under a natural key, and still standing or awaiting confirmation."""

    id: str
    position: int
    digest: bytes
    source: str


def _known(keys: Sequence[bytes]) -> dict[bytes, list[Known]]:
    """What the log holds under these natural keys, without what was corrected away or has lapsed."""
    found: list[tuple[bytes, Known]] = []
    ends: list[str] = []
    for key, entry_id, position, digest, data in _under(keys):
        body = orjson.loads(bytes(data))
        known = Known(entry_id, position, bytes(digest), body["provenance"]["source"])
        found.append((bytes(key), known))
        ends.append(_joined(body["subject"], CORRECTION, entry_id))
        ends.append(_joined(body["subject"], LAPSED, body.get("claim", "")))
    marks = [mark[:MARK_BYTES] for mark in vault.blind_index_many("ledger", ends)]
    ended = {bytes(row[0]) for row in _under(marks)}
    standing: dict[bytes, list[Known]] = {}
    for i, (key, known) in enumerate(found):
        if ended.isdisjoint(marks[2 * i : 2 * i + 2]):
            standing.setdefault(key, []).append(known)
    return standing


def _under(keys: Sequence[bytes]) -> list[tuple[bytes, str, int, bytes, bytes]]:
    rows: list[tuple[bytes, str, int, bytes, bytes]] = []
    for some in chunks(list(dict.fromkeys(keys)), KEYS_PER_QUERY):
        marks = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT natural_key, id, position, digest, body FROM ledger_entry WHERE natural_key IN ({marks})",
                list(some),
            )
            rows.extend(cursor.fetchall())
    return sorted(rows, key=lambda row: row[2])


def _attestation(fact: Fact, of: str) -> Fact:
    return Fact(
        kind=ATTESTATION,
        subject=fact.subject,
        happened_on=fact.happened_on,
        provenance=fact.provenance,
        key=(of, fact.provenance.source),
        clear={"of": of},
    )


def _locked_head() -> Head:
    Head.objects.get_or_create(name=LOG)
    return Head.objects.select_for_update().get(name=LOG)


