"""The two logs that others can check, and where their public files lie: `evidence/facts`, `evidence/reads`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from jiaxin.apps.access import readlog, signing
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.kit import notes
from jiaxin.kit.crypto import Digest
from jiaxin.kit.notes import PLAIN, TIMED, Note, NoteKey


class Head(Protocol):
    """The end of a log as the database has it."""

    @property
    def size(self) -> int: ...
    @property
    def root(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Log:
    name: str
    label: str
    head: Callable[[], Head]
    leaves: Callable[[int, int], Iterable[bytes]]  # after a position, up to another
    body: Callable[[int], bytes]

    @property
    def origin(self) -> str:
        """Its name, which says the hash, too: whoever reads a checkpoint knows how to compute."""
        begins = {Digest.SHA256: "jiaxin", Digest.SM3: "jiaxin-sm3"}[self.algorithm]
        return f"{begins}/{settings.DISTRICT.region_code}/{self.name}"

    @property
    def algorithm(self) -> Digest:
        return readlog.log_hash()

    @property
    def folder(self) -> Path:
        return Path(settings.DATA) / "evidence" / self.name

    def key(self, kind: int = PLAIN) -> NoteKey:
        """The key in use. The same Ed25519 key signs plainly and with the time."""
        return NoteKey(self.origin, signing.public_keys()[-1], kind)

    def trusted(self) -> list[NoteKey]:
        """Every key that ever signed for this log."""
        return [NoteKey(self.origin, public, kind) for public in signing.public_keys() for kind in (PLAIN, TIMED)]

    def latest(self) -> Note | None:
        """The newest signed checkpoint."""
        path = self.folder / "checkpoint"
        return notes.read(path.read_text("utf-8")) if path.exists() else None

    def signed_at(self, note: Note) -> int:
        """When this log signed a checkpoint, in seconds since 1970. Raises Unsound where it did not."""
        found = [at for key in self.trusted() if (at := note.signed_at(key)) is not None]
        if not found:
            raise notes.Unsound(f"not signed by {self.origin}")
        return max(found)


LOGS = {
    log.name: log
    for log in (
        Log("facts", "信用记录账本", ledger.checkpoint, ledger.leaves, ledger.body),
        Log("reads", "查阅日志", readlog.checkpoint, readlog.leaves, readlog.body),
    )
}


def log_named(name: str) -> Log:
    if name not in LOGS:
        raise Refused("evidence.no-log", f"没有名为“{name}”的日志。", f"可选：{'、'.join(LOGS)}。")
    return LOGS[name]
