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


def commitment(plaintext: bytes) -> str:
    return sha256(plaintext).hexdigest() if plaintext else ""


def associated(entry_id: str) -> bytes:
    """A ciphertext moved to another entry does not open."""
    return b"ledger_entry:" + entry_id.encode()


class Bodies:
    """Writes bodies, for entries recorded at one instant. The bytes are those of `canonical` over the whole
    body (a test compares them): keys in order, empty fields left out. They are put together from parts
    because most parts are the same for all facts of a row or of a kind. Ids hold letters and digits only.
    """

    def __init__(self, recorded_us: int) -> None:
        self._recorded = recorded_us
        self._said: Provenance | None = None
        self._provenance = ""

    def of(
        self, fact: Fact, entry_id: str, natural_key: bytes, committed: str, supersedes: str = "", clear: str = ""
    ) -> bytes:
        """`clear`: the canonical form of `fact.clear`, where the caller has it. Raises ValueError for an id that is none."""
        subject, claim, company, counterparty = fact.subject, fact.claim, fact.company, fact.counterparty
        if not f"{entry_id}{subject}{claim}{company}{counterparty}{supersedes}".isalnum():
            raise ValueError(f"an id in a fact of kind {fact.kind} has signs other than letters and digits")
        if fact.provenance is not self._said:
            self._said, self._provenance = fact.provenance, canonical(_provenance(fact.provenance)).decode()
        parts = f'{{"claim":"{claim}",' if claim else "{"
        if fact.clear:
            parts = f'{parts}"clear":{clear or canonical(fact.clear).decode()},'
        if committed:
            parts = f'{parts}"commitment":"{committed}",'
        if company:
            parts = f'{parts}"company":"{company}",'
        if counterparty:
            parts = f'{parts}"counterparty":"{counterparty}",'
        if fact.happened_at is not None:
            parts = f'{parts}"happened_at":"{fact.happened_at.astimezone(UTC).isoformat()}",'
        after = f'"supersedes":"{supersedes}",' if supersedes else ""
        return (
            f'{parts}"happened_on":"{fact.happened_on.isoformat()}","id":"{entry_id}","key":"{natural_key.hex()}",'
            f'"kind":"{fact.kind}","provenance":{self._provenance},"recorded_us":{self._recorded},'
            f'"standing":"{fact.standing}","subject":"{subject}",{after}"version":{fact.version}}}'
        ).encode()


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
