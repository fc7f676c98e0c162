"""Proofs as files, each complete in itself: C2SP tlog-proof for one entry, tlog-witness for two sizes."""

import json
import re
from dataclasses import dataclass

from jiaxin.apps.access import readlog
from jiaxin.apps.evidence import publishing
from jiaxin.apps.evidence.actions import COSIGNED
from jiaxin.apps.evidence.logs import LOGS, Log, log_named
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.kit import notes
from jiaxin.kit.notes import Note
from jiaxin.kit.tiles import Tree

PUBLIC = re.compile(rf"checkpoint|checkpoints|{COSIGNED}|tile/\d{{1,2}}/(?:x\d{{3}}/)*\d{{3}}(?:\.p/\d{{1,3}})?")


@dataclass(frozen=True, slots=True)
class Proof:
    """`entry` is what the leaf covers; with it and the text anybody can check that it stands in the log."""

    position: int
    text: str
    entry: bytes


def names() -> list[str]:
    return list(LOGS)


def label(name: str) -> str:
    return log_named(name).label


def vkeys(name: str) -> list[str]:
    """Public keys as a verifier is told them."""
    return [key.text for key in log_named(name).trusted()]


def latest(name: str) -> Note | None:
    """The newest signed checkpoint with every cosignature known."""
    log = log_named(name)
    note = log.latest()
    return None if note is None else _witnessed(log, note)


def signed_at(name: str, note: Note) -> int:
    return log_named(name).signed_at(note)


def position_of(name: str, which: str) -> int:
    """A position as given, or that of an entry (facts) or a receipt (reads) named by its id."""
    if name == "facts":
        found = int(which) if which.isdigit() else ledger.position_of(which)
    else:
        found = int(which) if not which.startswith("#") else readlog.position_of(int(which[1:]))
    if not 0 < found <= log_named(name).head().size:
        raise Refused("evidence.no-entry", f"{label(name)}里没有“{which}”。", "请核对编号或位置。")
    return found


def covered(name: str) -> int:
    """How many entries the newest checkpoint covers."""
    note = log_named(name).latest()
    return note.checkpoint().size if note else 0


def inclusion(name: str, position: int) -> Proof:
    """That the entry at a position stands in the log; under the newest checkpoint that a witness has signed, if any."""
    log = log_named(name)
    note = next((n for n in _cosigned(log) if n.checkpoint().size >= position), None) or log.latest()
    if note is None or note.checkpoint().size < position:
        raise Refused("evidence.not-yet", "这一条还没有检查点。", "请先签发检查点。")
    tree = Tree(log.folder, note.checkpoint().size, log.algorithm)
    return Proof(position, notes.inclusion_file(position - 1, tree.inclusion(position - 1), note), log.body(position))


def consistency(name: str, old: int) -> str:
    """That the log of `old` entries is the beginning of the newest checkpoint's."""
    log = log_named(name)
    note = latest(name)
    if note is None or not 0 < old <= note.checkpoint().size:
        raise Refused("evidence.no-size", f"{log.label}没有到过 {old} 条。", "请核对旧检查点上的条数。")
    return notes.consistency_file(old, Tree(log.folder, note.checkpoint().size, log.algorithm).consistency(old), note)


def public_file(name: str, file: str) -> bytes | None:
    """What lies at an address of the log (C2SP tlog-tiles); None for anything else, or where nothing lies yet."""
    if name not in LOGS or not PUBLIC.fullmatch(file):
        return None
    path = LOGS[name].folder / file
    return path.read_bytes() if path.is_file() else None


def _witnessed(log: Log, note: Note) -> Note:
    more = [line for text, line in _lines(log) if text == note.text]
    return Note(note.text, (*note.lines, *more))


def _cosigned(log: Log) -> list[Note]:
    """Checkpoints with a witness's signature, newest first."""
    texts = {text for text, _ in _lines(log)}
    return [_witnessed(log, note) for note in reversed(publishing.history(log)) if note.text in texts]


def _lines(log: Log) -> list[tuple[str, str]]:
    path = log.folder / COSIGNED
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return [(one["text"], one["line"]) for one in found]
