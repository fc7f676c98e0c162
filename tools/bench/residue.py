"""What somebody finds who has everything a district keeps: every cell of every store, every file, in clear or by a key.

`Sealings` watches what is sealed while a district is built in this process, so that afterwards one can ask of every
sealed value in which somebody stands whether it still lies anywhere and whether its key still exists.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Sealings:
    """Every value sealed so far: digest of the sealed value, whose key, and what it says."""

    told: list[tuple[bytes, str, bytes]] = field(default_factory=list)

    def watch(self) -> None:
        from jiaxin.apps.access import vault

        seal = vault.seal_many

        def watched(items: Sequence[tuple[str, bytes, bytes]]) -> list[bytes]:
            boxes = seal(items)
            self.told += [(_mark(box), owner, bytes(text)) for (owner, text, _), box in zip(items, boxes, strict=True)]
            return boxes

        vault.seal_many = watched  # type: ignore[assignment]  # the bench listens at the door

    def speaking_of(self, words: Sequence[bytes]) -> list[tuple[bytes, str, bytes]]:
        """(digest of the sealed value, owner of its key, what it says) where one of the words stands in it."""
        return [(box, owner, text) for box, owner, text in self.told if any(word in text for word in words)]


def cells(store: Path) -> Iterator[tuple[str, bytes]]:
    """(table, value) of every cell of an SQLite file that holds text or bytes."""
    with sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True) as base:
        for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in base.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    if isinstance(value, str | bytes):
                        yield table, value.encode() if isinstance(value, str) else value
    base.close()


def is_store(path: Path) -> bool:
    with path.open("rb") as source:
        return source.read(16) == b"SQLite format 3\0"


def files(folder: Path, without: Iterable[str] = ()) -> list[Path]:
    """Every file below a folder; `without`: names of files and folders that are no part of what is kept."""
    skipped = set(without)
    return sorted(p for p in folder.rglob("*") if p.is_file() and not skipped & set(p.relative_to(folder).parts))


def hits(paths: Iterable[Path], words: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """(place, word) wherever a word lies in clear: in the bytes of a file as they are, and in each cell of a store."""
    found: list[tuple[str, bytes]] = []
    for path in paths:
        data = path.read_bytes()
        found += [(path.name, word) for word in words if word in data]
        if not is_store(path):
            continue
        tables: dict[str, list[bytes]] = {}
        for table, value in cells(path):
            tables.setdefault(table, []).append(value)
        for table, values in tables.items():
            joined = b"\0".join(values)
            found += [(f"{path.name}:{table}", word) for word in words if word in joined]
    return found


def boxes(paths: Iterable[Path]) -> set[bytes]:
    """Digests of everything that may be a sealed value: every cell, every whole file."""
    found: set[bytes] = set()
    for path in paths:
        found.add(_mark(path.read_bytes()))
        if is_store(path):
            found |= {_mark(value) for _, value in cells(path)}
    return found


def words_of(person: Any) -> list[bytes]:
    """A person's name, number and phone as they would lie in clear."""
    return [one.encode() for one in (person.name, person.id_number, person.phone) if one]


def _mark(data: bytes) -> bytes:
    return sha256(data).digest()[:16]
