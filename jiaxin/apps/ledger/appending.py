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
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction

from jiaxin.apps.access import vault
from jiaxin.apps.ledger import encoding
from jiaxin.apps.ledger.known import Known, already_under, key_marks
from jiaxin.apps.ledger.models import Head
from jiaxin.domain.facts import Fact
from jiaxin.domain.history import ATTESTATION
from jiaxin.domain.records.kind import circumstances
from jiaxin.domain.records.validating import validate_clear, validate_sealed
from jiaxin.kit import clock
from jiaxin.kit.bulk import insert_many
from jiaxin.kit.canonical import canonical
from jiaxin.kit.ids import new_ids
from jiaxin.kit.merkle import Frontier, leaf_hash

LOG = "facts"
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
    """A fact ready to be placed. `clear` is the canonical form of its clear side, empty where it says nothing."""

    fact: Fact
    id: str
    clear: str
    natural_key: bytes
    digest: bytes
    owner: str
    committed: str
    sealed: bytes


class Placed(NamedTuple):
    """What became of a fact: the entry it is now, and whether this call wrote it."""

    id: str
    position: int
    outcome: str  # new | changed | attested | conflicting | known


def prepare(facts: Sequence[Fact]) -> list[Prepared]:
    """Everything that costs and needs no lock."""
    size = encoding.SALT_BYTES
    salts = os.urandom(size * len(facts))
    sides = _ClearSides()
    clear: list[str] = []
    plain: list[bytes] = []
    stated: list[bytes] = []
    for at, fact in enumerate(facts):
        shown, said = sides.of(fact)
        validate_sealed(fact)
        sealed = canonical(fact.sealed) if fact.sealed else b""
        clear.append(shown)
        plain.append(salts[at * size : at * size + size] + sealed if sealed else b"")
        stated.append(_stated(fact, said, sealed))
    keys = key_marks(facts)
    digests = vault.marks("ledger", stated)
    owners = [fact.claim or fact.subject for fact in facts]
    ids = new_ids(len(facts))
    with_content = [i for i, text in enumerate(plain) if text]
    vault.ensure_keys({owners[i] for i in with_content})
    boxes = iter(vault.seal_many([(owners[i], plain[i], encoding.associated(ids[i])) for i in with_content]))
    return [
        Prepared(fact, entry_id, shown, key, digest, owner, encoding.commitment(text), next(boxes) if text else b"")
        for fact, entry_id, shown, key, digest, owner, text in zip(
            facts, ids, clear, keys, digests, owners, plain, strict=True
        )
    ]


class _ClearSides:
    """The clear sides of a batch: those that several facts share are validated and written once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[str, bytes]] = {}  # the facts keep the sides alive

    def of(self, fact: Fact) -> tuple[str, bytes]:
        """(canonical form, what of it is stated)."""
        side, code = fact.clear, fact.kind
        found = self._known.get((id(side), code))
        if found is None:
            validate_clear(fact)
            shown = canonical(side)
            aside = circumstances(code)
            stated = canonical({k: v for k, v in side.items() if k not in aside}) if aside else shown
            found = self._known[id(side), code] = (shown.decode() if side else "", stated)
        return found


def _stated(fact: Fact, clear: bytes, sealed: bytes) -> bytes:
    """Equal for equal statements. Who collected it and when is not part of what is stated."""
    aside = circumstances(fact.kind)
    if not aside:
        parties = f"{fact.company}\x1f{fact.counterparty}\x1f{fact.happened_on.isoformat()}"
        return b"\x1f".join((clear, sealed, parties.encode()))
    hidden = {k: v for k, v in fact.sealed.items() if k not in aside}
    parties = f"{fact.company}\x1f{fact.counterparty}\x1f"
    return b"\x1f".join((clear, canonical(hidden) if hidden else b"", parties.encode()))


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
            frontier.extend([row[-1] for row in rows])
            Head.objects.filter(name=LOG).update(
                size=frontier.size, edge=frontier.to_bytes(), root=frontier.root(), recorded_us=recorded_us
            )
        return placed


def _rows(
    ready: Sequence[Prepared], size: int, recorded_us: int
) -> tuple[list[tuple[Any, ...]], list[Placed], list[Fact]]:
    known = already_under([(one.fact.subject, one.natural_key) for one in ready])
    bodies = encoding.Bodies(recorded_us)
    rows: list[tuple[Any, ...]] = []
    placed: list[Placed] = []
    attested: list[Fact] = []
    position = size
    for one in ready:
        fact, entry_id, key, digest = one.fact, one.id, one.natural_key, one.digest
        outcome, supersedes = "new", fact.supersedes
        earlier = known.get(key)
        if earlier is None:
            known[key] = earlier = []
        else:
            own = next((k for k in reversed(earlier) if k.source == fact.provenance.source), None)
            same = next((k for k in earlier if k.digest == digest), None)
            if own is not None and own.digest == digest:
                placed.append(Placed(own.id, own.position, "known"))
                continue
            if own is None and same is not None:
                attested.append(_attestation(fact, same.id))
                placed.append(Placed(same.id, same.position, "attested"))
                continue
            if own is not None:
                outcome, supersedes = "changed", own.id
            elif earlier:
                outcome = "conflicting"
        position += 1
        body = bodies.of(fact, entry_id, key, one.committed, supersedes, one.clear)
        rows.append(
            (position, entry_id, fact.kind, fact.subject, one.owner, key, digest, body, one.sealed, leaf_hash(body))
        )
        earlier.append(Known(entry_id, position, digest, fact.provenance.source))
        placed.append(Placed(entry_id, position, outcome))
    return rows, placed, attested


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
