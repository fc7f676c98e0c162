"""Fact ↔ bytes. The body is canonical JSON and is what the leaf covers; what is sealed enters it
only as a salted commitment, so that destroying the key (the salt is sealed too) leaves every leaf valid.
"""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson

from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Standing
from jiaxin.kit.canonical import canonical

SALT_BYTES = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sealed_plaintext(fact: Fact, salt: bytes) -> bytes:
    """Salt and sealed fields as they go under the key; nothing when nothing is sealed."""
    return salt + canonical(fact.sealed) if fact.sealed else b""


def commitment(plaintext: bytes) -> str:
    return sha256(plaintext).hexdigest() if plaintext else ""


def associated(entry_id: str) -> bytes:
    """A ciphertext moved to another entry does not open."""
    return b"ledger_entry:" + entry_id.encode()


def body_of(fact: Fact, entry_id: str, natural_key: bytes, committed: str) -> dict[str, Any]:
    """The entry without its instant; empty fields are left out."""
    body: dict[str, Any] = {
        "happened_on": fact.happened_on.isoformat(),
        "id": entry_id,
        "key": natural_key.hex(),
        "kind": fact.kind,
        "provenance": _provenance(fact.provenance),
        "standing": fact.standing.value,
        "subject": fact.subject,
        "version": fact.version,
    }
    if fact.clear:
        body["clear"] = fact.clear
    if committed:
        body["commitment"] = committed
    for name in ("company", "counterparty", "claim", "supersedes"):
        if value := getattr(fact, name):
            body[name] = value
    if fact.happened_at is not None:
        body["happened_at"] = fact.happened_at.astimezone(UTC).isoformat()
    return body


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


def entry_from(position: int, body: bytes, plaintext: bytes | None, leaf: bytes = b"") -> Entry:
    """The entry as a value. `plaintext` is None when it was not asked for or its key is destroyed."""
    found = orjson.loads(body)
    said = found["provenance"]
    at = found.get("happened_at")
    fact = Fact(
        kind=found["kind"],
        subject=found["subject"],
        happened_on=date.fromisoformat(found["happened_on"]),
        provenance=Provenance(
            said["source"],
            Channel(said["channel"]),
            said["actor"],
            said.get("batch", ""),
            said.get("sheet", ""),
            said.get("row", 0),
            tuple(said.get("evidence", ())),
        ),
        clear=found.get("clear", {}),
        sealed=orjson.loads(plaintext[SALT_BYTES:]) if plaintext else {},
        standing=Standing(found["standing"]),
        version=found["version"],
        company=found.get("company", ""),
        counterparty=found.get("counterparty", ""),
        claim=found.get("claim", ""),
        happened_at=datetime.fromisoformat(at) if at else None,
        supersedes=found.get("supersedes", ""),
    )
    return Entry(position, found["id"], from_us(found["recorded_us"]), fact, bytes(leaf))
