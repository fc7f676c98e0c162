"""Merkle log as static files: C2SP tlog-tiles over leaves that exist already (RFC 6962, under SHA-256 or SM3).

A tile is up to 256 consecutive hashes of one level; level 0 holds leaves, each hash above is the root of a
full tile below. `TileWriter` adds leaves and writes what has become full, and at a checkpoint the partial
tiles of its right edge. A file, once written, is never written again: found there, it must say the same;
it gets its name when its content is on disk.
`Tree` reads the files back and makes the proofs of RFC 6962, 2.1.1 and 2.1.2.
"""

import os
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from jiaxin.kit.crypto.digests import Digest
from jiaxin.kit.merkle import HASH_BYTES, empty_root, node_hash, tree_root

WIDTH = 256
_BITS = 8
_FEW = 100  # files


class Contradiction(Exception):
    """A tile that lies there says something else: this log has been written before, differently."""


def path_of(level: int, index: int, width: int = WIDTH) -> str:
    """`tile/0/x001/x234/067` and, of a partial tile, `….p/17`."""
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    name = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    return f"tile/{level}/{name}" + (f".p/{width}" if width < WIDTH else "")


class TileWriter:
    """Goes on where a log of `size` leaves left its tiles."""

    def __init__(self, folder: Path, size: int, algorithm: Digest = Digest.SHA256) -> None:
        self._folder, self.size, self._algorithm = folder, size, algorithm
        self._edge: list[list[bytes]] = []
        self._drafts: list[tuple[Path, Path]] = []
        level = 0
        while count := size >> _BITS * level:
            index, width = divmod(count, WIDTH)
            self._edge.append(_hashes(_read(folder, level, index, width)) if width else [])
            level += 1

    def add(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self._put(0, leaf)
            self.size += 1

    def root(self) -> bytes:
        """Of everything added, before any of it has its name."""
        found: list[bytes] = []  # a shorter subtree may stand last: the tree splits before it in any case
        for hashes in self._edge:
            if together := [*hashes, *found]:
                found = [tree_root(together, self._algorithm)]
        return found[0] if found else empty_root(self._algorithm)

    def close(self) -> None:
        """Write the partial tiles of this size and bring everything to disk."""
        for level, hashes in enumerate(self._edge):
            if hashes:
                self._write(level, self.size >> _BITS * (level + 1), hashes)
        _to_disk([draft for draft, _ in self._drafts])
        for draft, path in self._drafts:
            draft.replace(path)
        _to_disk({path.parent for _, path in self._drafts})
        self._drafts.clear()

    def _put(self, level: int, value: bytes) -> None:
        if level == len(self._edge):
            self._edge.append([])
        hashes = self._edge[level]
        hashes.append(value)
        if len(hashes) == WIDTH:
            index = (self.size >> _BITS * level) >> _BITS  # before the leaf at hand is counted
            self._write(level, index, hashes)
            self._edge[level] = []
            self._put(level + 1, root_of(hashes, self._algorithm))

    def _write(self, level: int, index: int, hashes: list[bytes]) -> None:
        path, data = self._folder / path_of(level, index, len(hashes)), b"".join(hashes)
        if path.exists():
            if path.read_bytes() != data:
                raise Contradiction(f"{path_of(level, index, len(hashes))} says something else")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}")
        draft.write_bytes(data)
        self._drafts.append((draft, path))


class Tree:
    """A log at one size, read from its tiles. Proofs are lists of hashes, from the leaf upwards."""

    def __init__(self, folder: Path, size: int, algorithm: Digest = Digest.SHA256) -> None:
        self._folder, self.size, self._algorithm = folder, size, algorithm
        self._tile = lru_cache(maxsize=64)(self._load)

    def root(self, size: int | None = None) -> bytes:
        size = self.size if size is None else size
        return self._span(0, size) if size else empty_root(self._algorithm)

    def leaf(self, index: int) -> bytes:
        return self._span(index, index + 1)

    def inclusion(self, index: int) -> list[bytes]:
        """Hashes beside the way from a leaf (counted from 0) to the root."""
        if not 0 <= index < self.size:
            raise ValueError(f"leaf {index} is not in a log of {self.size}")
        return self._path(index, 0, self.size)

    def consistency(self, old: int) -> list[bytes]:
        """What shows that the log of `old` leaves is the beginning of this one."""
        if not 0 <= old <= self.size:
            raise ValueError(f"a log of {self.size} has no beginning of {old}")
        return self._beginning(old, 0, self.size, True) if 0 < old < self.size else []

    def _path(self, index: int, low: int, high: int) -> list[bytes]:
        if high - low == 1:
            return []
        middle = low + _split(high - low)
        if index < middle:
            return [*self._path(index, low, middle), self._span(middle, high)]
        return [*self._path(index, middle, high), self._span(low, middle)]

    def _beginning(self, old: int, low: int, high: int, whole: bool) -> list[bytes]:
        if old == high:
            return [] if whole else [self._span(low, high)]
        middle = low + _split(high - low)
        if old <= middle:
            return [*self._beginning(old, low, middle, whole), self._span(middle, high)]
        return [*self._beginning(old, middle, high, False), self._span(low, middle)]

    def _span(self, low: int, high: int) -> bytes:
        count = high - low
        if count & (count - 1) == 0 and low % count == 0:
            return self._subtree(count.bit_length() - 1, low // count)
        middle = low + _split(count)
        return node_hash(self._span(low, middle), self._span(middle, high), self._algorithm)

    def _subtree(self, height: int, index: int) -> bytes:
        level, above = divmod(height, _BITS)
        first = index << above
        hashes = self._tile(level, first // WIDTH)[first % WIDTH :][: 1 << above]
        return root_of(hashes, self._algorithm)

    def _load(self, level: int, index: int) -> list[bytes]:
        width = min(WIDTH, (self.size >> _BITS * level) - index * WIDTH)
        return _hashes(_read(self._folder, level, index, width))


def root_of(hashes: list[bytes], algorithm: Digest = Digest.SHA256) -> bytes:
    """Root over a power of two of hashes."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[i], hashes[i + 1], algorithm) for i in range(0, len(hashes), 2)]
    return hashes[0]


def _split(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def _hashes(data: bytes) -> list[bytes]:
    return [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)]


def _read(folder: Path, level: int, index: int, width: int) -> bytes:
    """A partial tile may be gone once the full one is there."""
    for path in dict.fromkeys((path_of(level, index, width), path_of(level, index))):
        if (folder / path).exists():
            data = (folder / path).read_bytes()[: width * HASH_BYTES]
            if len(data) == width * HASH_BYTES:
                return data
    raise FileNotFoundError(f"{path_of(level, index, width)} is missing or cut off")


def _to_disk(paths: Collection[Path]) -> None:
    """One by one while they are few: asking for the whole machine makes others wait."""
    if len(paths) > _FEW:
        os.sync()
        return
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
