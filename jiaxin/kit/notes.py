"""Signed notes and checkpoints: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof.

A note is text, an empty line, and lines `— <name> base64(key id ‖ signature)`. A checkpoint is a note whose
text says origin, size and root of a log. Two kinds of signature are used here, both Ed25519: plain (0x01),
and with the time it was made (0x04), which says: this is the largest size known to me at that moment.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jiaxin.kit.crypto import Verifier

PLAIN, TIMED = 1, 4
_ID_BYTES, _TIME_BYTES = 4, 8
_BEGIN = "— "

Sign = Callable[[bytes], bytes]


class Unsound(ValueError):
    """No note, no checkpoint, or a signature that does not verify."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The text of a note about one size of a log."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key with the name and the kind of signature it is trusted for."""

    name: str
    public: bytes
    kind: int = PLAIN

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID_BYTES]

    @property
    def text(self) -> str:
        """As others are told it: `name+id+base64(kind ‖ key)`."""
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    def line(self, sign: Sign, text: str, at: int = 0) -> str:
        """A signature line over a note's text; `at` (seconds since 1970) for the timed kind."""
        if self.kind == TIMED:
            made = at.to_bytes(_TIME_BYTES, "big") + sign(_timed(text, at))
        else:
            made = sign(text.encode())
        return f"{_BEGIN}{self.name} {b64encode(self.id + made).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    lines: tuple[str, ...]  # signature lines, each with its newline

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(self.lines)}"

    def checkpoint(self) -> Checkpoint:
        try:
            origin, size, root = self.text.splitlines()[:3]
            found = Checkpoint(origin, int(size), b64decode(root, validate=True))
        except ValueError as why:
            raise Unsound("this note is no checkpoint") from why
        if len(found.root) != 32 or str(found.size) != size or not origin:
            raise Unsound("this note is no checkpoint")
        return found

    def signed_at(self, key: NoteKey) -> int | None:
        """When the holder of a key signed (0 for the plain kind); nothing if it did not. Raises Unsound for a bad one."""
        for line in self.lines:
            name, _, coded = line.removeprefix(_BEGIN).strip().rpartition(" ")
            made = b64decode(coded)
            if name != key.name or made[:_ID_BYTES] != key.id:
                continue
            at, signature = 0, made[_ID_BYTES:]
            message = self.text.encode()
            if key.kind == TIMED:
                at, signature = int.from_bytes(signature[:_TIME_BYTES], "big"), signature[_TIME_BYTES:]
                message = _timed(self.text, at)
            if not Verifier(key.public).accepts(signature, message):
                raise Unsound(f"the signature of {name} does not verify")
            return at
        return None


def read(text: str) -> Note:
    body, gap, signatures = text.rpartition("\n\n")
    lines = signatures.splitlines(keepends=True)
    if not gap or not lines or not all(line.startswith(_BEGIN) and line.endswith("\n") for line in lines):
        raise Unsound("this is no signed note")
    return Note(body + "\n", tuple(lines))


def inclusion_file(index: int, path: Iterable[bytes], note: Note, extra: bytes = b"") -> str:
    """C2SP tlog-proof: what is needed to check one entry without asking anybody."""
    first = ["c2sp.org/tlog-proof@v1", *([f"extra {b64encode(extra).decode()}"] if extra else []), f"index {index}"]
    return _lines([*first, *map(_coded, path)]) + f"\n{note}"


def consistency_file(old: int, path: Sequence[bytes], note: Note) -> str:
    """The request of C2SP tlog-witness: the old size, the proof, the new checkpoint."""
    return _lines([f"old {old}", *map(_coded, path)]) + f"\n{note}"


def _timed(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _coded(value: bytes) -> str:
    return b64encode(value).decode()


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
