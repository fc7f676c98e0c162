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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

from django.db import connection, transaction

from jiaxin.apps.access import readlog, vault
from jiaxin.apps.access.scoping import beyond
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
from jiaxin.kit.crypto import Digest
from jiaxin.kit.ids import new_ids
from jiaxin.kit.merkle import Frontier, leaf_hashes

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
    """Facts ready to be placed, column by column: the n-th of each belongs to the n-th fact.

    `clear` is the canonical form of a fact's clear side, empty where it says nothing.
    """

    facts: Sequence[Fact]
    ids: Sequence[str]
    clear: Sequence[bytes]
    natural_keys: Sequence[bytes]
    digests: Sequence[bytes]
    owners: Sequence[str]
    committed: Sequence[bytes]
    sealed: Sequence[bytes]

    def only(self, kept: Sequence[int]) -> "Prepared":
        columns = (getattr(self, column.name) for column in fields(self))
        return Prepared(*([column[at] for at in kept] for column in columns))


class Placed(NamedTuple):
    """What became of a fact: the entry it is now, and whether this call wrote it."""

    id: str
    position: int
    outcome: str  # new | changed | attested | conflicting | known


def prepare(facts: Sequence[Fact]) -> Prepared:
    """Everything that costs and needs no lock."""
    size = encoding.SALT_BYTES
    salts = os.urandom(size * len(facts))
    sides = _ClearSides()
    clear: list[bytes] = []
    plain: list[bytes] = []
    stated: list[bytes] = []
    for at, fact in enumerate(facts):
        side = sides.of(fact)
        validate_sealed(fact)
        clear.append(side.shown)
        if not (hidden := fact.sealed):
            plain.append(b"")
            stated.append(b"%b\x1f\x1f%b" % (side.stated, sides.parties(fact, side.aside)))
            continue
        sealed = canonical(hidden)
        plain.append(salts[at * size : at * size + size] + sealed)
        if side.aside and not side.aside.isdisjoint(hidden):
            hidden = {k: v for k, v in hidden.items() if k not in side.aside}
            sealed = canonical(hidden) if hidden else b""
        stated.append(b"%b\x1f%b\x1f%b" % (side.stated, sealed, sides.parties(fact, side.aside)))
    owners = [fact.claim or fact.subject for fact in facts]
    ids = new_ids(len(facts))
    with_content = [i for i, text in enumerate(plain) if text]
    vault.ensure_keys({owners[i] for i in with_content})
    boxes = iter(vault.seal_many([(owners[i], plain[i], encoding.associated(ids[i])) for i in with_content]))
    return Prepared(
        facts=facts,
        ids=ids,
        clear=clear,
        natural_keys=key_marks(facts),
        digests=vault.marks("ledger", stated),
        owners=owners,
        committed=encoding.commitments(plain, readlog.log_hash()),
        sealed=[next(boxes) if text else b"" for text in plain],
    )


class _ClearSide(NamedTuple):
    shown: bytes  # canonical form, empty where it says nothing
    stated: bytes  # the same without the circumstances
    aside: frozenset[str]  # the circumstances: who collected it and when is not part of what is stated


class _ClearSides:
    """What facts of a batch share: clear sides that several have are validated and written once, so are the parties."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], _ClearSide] = {}  # the facts keep the sides alive
        self._parties: dict[tuple[str, str, date | None], bytes] = {}

    def of(self, fact: Fact) -> _ClearSide:
        side, code = fact.clear, fact.kind
        found = self._known.get((id(side), code))
        if found is None:
            validate_clear(fact)
            shown = canonical(side)
            aside = circumstances(code)
            stated = canonical({k: v for k, v in side.items() if k not in aside}) if aside else shown
            found = self._known[id(side), code] = _ClearSide(shown if side else b"", stated, aside)
        return found

    def parties(self, fact: Fact, aside: frozenset[str]) -> bytes:
        """The end of a statement. Its day is part of it unless the kind has circumstances: those tell the day."""
        about = (fact.company, fact.counterparty, None if aside else fact.happened_on)
        found = self._parties.get(about)
        if found is None:
            company, counterparty, day = about
            text = f"{company}\x1f{counterparty}\x1f{day.isoformat() if day else ''}"
            found = self._parties[about] = text.encode()
        return found


def append(facts: Sequence[Fact]) -> list[Placed]:
    """Place facts at the end of the log, in order, in one transaction (or the caller's)."""
    return place(prepare(facts))


def place(ready: Prepared) -> list[Placed]:
    if not ready.facts:
        return []
    with transaction.atomic(), beyond("同一事实只记一次：与已有的比对"):
        head = _locked_head()
        recorded_us = max(encoding.to_us(clock.now()), head.recorded_us)
        frontier = Frontier.from_bytes(head.size, head.edge, head.algorithm)
        bodies = encoding.Bodies(recorded_us)
        found = _met(ready, head.size)
        rows = _rows(found.fresh, found.supersedes, head.size, bodies)
        if found.attested:
            again = _met(prepare(found.attested), head.size + len(rows))
            rows += _rows(again.fresh, again.supersedes, head.size + len(rows), bodies)
        if rows:
            insert_many("ledger_entry", COLUMNS, rows)
            frontier.extend([row[-1] for row in rows])
            _moved(frontier, recorded_us)
        return found.placed


class _Met(NamedTuple):
    """What the log says to facts that are to be placed."""

    placed: list[Placed]
    fresh: Prepared  # those to be written
    supersedes: dict[str, str]  # id of a fact to be written → id of the entry it replaces
    attested: list[Fact]


def _met(ready: Prepared, size: int) -> _Met:
    facts, ids, keys, digests = ready.facts, ready.ids, ready.natural_keys, ready.digests
    known = already_under([(fact.subject, key) for fact, key in zip(facts, keys, strict=True)])
    if not known and len(set(keys)) == len(keys):
        placed = list(map(Placed, ids, range(size + 1, size + 1 + len(ids)), repeat("new")))
        return _Met(placed, ready, {}, [])
    placed = []
    kept: list[int] = []
    supersedes: dict[str, str] = {}
    attested: list[Fact] = []
    for at, (fact, entry_id, key, digest) in enumerate(zip(facts, ids, keys, digests, strict=True)):
        source = fact.provenance.source
        earlier = known.setdefault(key, [])
        own = next((k for k in reversed(earlier) if k.source == source), None)
        same = next((k for k in earlier if k.digest == digest), None)
        if own is not None and own.digest == digest:
            placed.append(Placed(own.id, own.position, "known"))
            continue
        if own is None and same is not None:
            attested.append(_attestation(fact, same.id))
            placed.append(Placed(same.id, same.position, "attested"))
            continue
        kept.append(at)
        position = size + len(kept)
        if own is not None:
            supersedes[entry_id] = own.id
        placed.append(Placed(entry_id, position, "changed" if own else "conflicting" if earlier else "new"))
        earlier.append(Known(entry_id, position, digest, source))
    return _Met(placed, ready.only(kept), supersedes, attested)


def _rows(
    ready: Prepared, supersedes: Mapping[str, str], size: int, bodies: encoding.Bodies
) -> list[tuple[Any, ...]]:
    facts, ids, keys = ready.facts, ready.ids, ready.natural_keys
    replaced = [supersedes.get(one, fact.supersedes) for one, fact in zip(ids, facts, strict=True)]
    written = list(map(bodies.of, facts, ids, keys, ready.committed, replaced, ready.clear))
    kinds, subjects = [fact.kind for fact in facts], [fact.subject for fact in facts]
    positions, leaves = range(size + 1, size + 1 + len(ids)), leaf_hashes(written, readlog.log_hash())
    columns = (positions, ids, kinds, subjects, ready.owners, keys, ready.digests, written, ready.sealed, leaves)
    return list(zip(*columns, strict=True))


def _attestation(fact: Fact, of: str) -> Fact:
    return Fact(
        kind=ATTESTATION,
        subject=fact.subject,
        happened_on=fact.happened_on,
        provenance=fact.provenance,
        key=(of, fact.provenance.source),
        clear={"of": of},
    )


class _End(NamedTuple):
    """The end of the log, as it stands under the lock."""

    size: int
    edge: bytes
    recorded_us: int
    algorithm: Digest


def _locked_head() -> _End:
    """Every append asks this, the smallest ones too: in plain SQL, which costs a tenth of the same through a model."""
    found = _asked()
    if found is None:  # the very first entry
        Head.objects.get_or_create(name=LOG, defaults={"hash": readlog.log_hash()})
        found = _asked()
        assert found is not None
    return found


def _asked() -> _End | None:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT size, edge, recorded_us, hash FROM ledger_head WHERE name = %s{lock}", [LOG])
        row = cursor.fetchone()
    return _End(row[0], bytes(row[1]), row[2], readlog.same_hash(row[3], row[0])) if row else None


def _moved(frontier: Frontier, recorded_us: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_head SET size = %s, edge = %s, root = %s, recorded_us = %s, hash = %s WHERE name = %s",
            [frontier.size, frontier.to_bytes(), frontier.root(), recorded_us, frontier.algorithm.value, LOG],
        )
