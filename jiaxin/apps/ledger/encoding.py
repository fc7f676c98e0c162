"""Fact ↔ bytes. The body is canonical JSON and is what the leaf covers; what is sealed enters it
only as a salted commitment, so that destroying the key (the salt is sealed too) leaves every leaf valid.
"""

from binascii import hexlify
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Standing, Value
from jiaxin.kit.canonical import canonical
from jiaxin.kit.crypto import Digest, digest

SALT_BYTES = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def commitments(plaintexts: Sequence[bytes], algorithm: Digest = Digest.SHA256) -> list[bytes]:
    """32 bytes each, under the hash of the log that they enter; empty where nothing is sealed."""
    if algorithm is not Digest.SHA256:
        return [digest(text, algorithm) if text else b"" for text in plaintexts]
    return [sha256(text).digest() if text else b"" for text in plaintexts]


def associated(entry_id: str) -> bytes:
    """A ciphertext moved to another entry does not open."""
    return b"ledger_entry:" + entry_id.encode()


class _Statement(NamedTuple):
    """The parts of a body that facts with one clear side, kind, day and standing share."""

    side: Mapping[str, Value]  # kept alive, so that its identity stays its own
    clear: bytes
    day: bytes
    kind: bytes
    standing: bytes


class Bodies:
    """Writes bodies, for entries recorded at one instant. The bytes are those of `canonical` over the whole
    body (a test compares them): keys in order, empty fields left out. They are put together from parts
    because most parts are the same for all facts of a row, or for all that say the same. Ids hold letters
    and digits only.
    """

    def __init__(self, recorded_us: int) -> None:
        self._recorded = recorded_us
        self._said: Provenance | None = None
        self._provenance = b""
        self._about: tuple[str, str, str, str] | None = None
        self._claim = self._parties = self._subject = b""
        self._statements: dict[tuple[int, str, date, int], _Statement] = {}

    def of(
        self, fact: Fact, entry_id: str, natural_key: bytes, committed: bytes, supersedes: str = "", clear: bytes = b""
    ) -> bytes:
        """`clear`: the canonical form of `fact.clear`, where the caller has it. Raises ValueError for an id that is none."""
        # taken apart in one go: every import passes here for each of its facts, and a look by name costs as much as all of this
        kind, subject, day, provenance, _, side, _, standing, version, company, counterparty, claim, at, _ = fact
        if not entry_id.isalnum() or (supersedes and not supersedes.isalnum()):
            raise _no_id(fact)
        if provenance is not self._said:
            self._said, self._provenance = provenance, canonical(_provenance(provenance))
        about = (subject, claim, company, counterparty)
        if about != self._about:
            self._turn_to(fact)
            self._about = about
        same = (id(side), kind, day, id(standing))
        said = self._statements.get(same) or self._statement(fact, clear, same)
        return b"".join(  # a third cheaper than a format of the same parts
            (
                self._claim,
                said.clear,
                b'"commitment":"%b",' % hexlify(committed) if committed else b"",
                self._parties,
                b'"happened_at":"%b",' % at.astimezone(UTC).isoformat().encode() if at is not None else b"",
                said.day,
                entry_id.encode(),
                b'","key":"',
                hexlify(natural_key),
                said.kind,
                self._provenance,
                said.standing,
                self._subject,
                b'"supersedes":"%b",' % supersedes.encode() if supersedes else b"",
                b'"version":1}' if version == 1 else b'"version":%d}' % version,
            )
        )

    def _turn_to(self, fact: Fact) -> None:
        subject, claim, company, counterparty = fact.subject, fact.claim, fact.company, fact.counterparty
        if not (subject + claim + company + counterparty).isalnum():
            raise _no_id(fact)
        self._claim = f'{{"claim":"{claim}",'.encode() if claim else b"{"
        named = f'"company":"{company}",' if company else ""
        self._parties = (named + (f'"counterparty":"{counterparty}",' if counterparty else "")).encode()
        self._subject = f'"subject":"{subject}",'.encode()

    def _statement(self, fact: Fact, clear: bytes, same: tuple[int, str, date, int]) -> _Statement:
        found = self._statements[same] = _Statement(
            fact.clear,
            b'"clear":%b,' % (clear or canonical(fact.clear)) if fact.clear else b"",
            f'"happened_on":"{fact.happened_on.isoformat()}","id":"'.encode(),
            f'","kind":"{fact.kind}","provenance":'.encode(),
            f',"recorded_us":{self._recorded},"standing":"{fact.standing}",'.encode(),
        )
        return found


def _no_id(fact: Fact) -> ValueError:
    return ValueError(f"an id in a fact of kind {fact.kind} has signs other than letters and digits")


def _provenance(said: Provenance) -> dict[str, Any]:
    found: dict[str, Any] = {"actor": said.actor, "channel": said.channel.value, "source": said.source}
    if said.batch:
        found["batch"] = said.batch
    if said.row:
        found["row"] = said.row
        found["sheet"] = said.sheet
    if said.evidence:
        found["evidence"] = list(said.evidence)
    return found


def to_us(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)


def from_us(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


# looked up by value: an enumeration asked by value costs a call, and a history has thousands of entries
_CHANNELS = {one.value: one for one in Channel}
_STANDINGS = {one.value: one for one in Standing}
_day = lru_cache(maxsize=1 << 14)(date.fromisoformat)


def entry_from(position: int, body: bytes, plaintext: bytes | None, leaf: bytes = b"") -> Entry:
    """The entry as a value. `plaintext` is None when it was not asked for or its key is destroyed."""
    found = orjson.loads(body)
    said = found["provenance"]
    at = found.get("happened_at")
    fact = Fact(
        kind=found["kind"],
        subject=found["subject"],
        happened_on=_day(found["happened_on"]),
        provenance=Provenance(
            said["source"],
            _CHANNELS[said["channel"]],
            said["actor"],
            said.get("batch", ""),
            said.get("sheet", ""),
            said.get("row", 0),
            tuple(said.get("evidence", ())),
        ),
        clear=found.get("clear", {}),
        sealed=orjson.loads(plaintext[SALT_BYTES:]) if plaintext else {},
        standing=_STANDINGS[found["standing"]],
        version=found["version"],
        company=found.get("company", ""),
        counterparty=found.get("counterparty", ""),
        claim=found.get("claim", ""),
        happened_at=datetime.fromisoformat(at) if at else None,
        supersedes=found.get("supersedes", ""),
    )
    return Entry(position, found["id"], from_us(found["recorded_us"]), fact, bytes(leaf))
