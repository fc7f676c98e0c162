"""Merkle log over leaves, as in RFC 6962 section 2.1, under SHA-256 or SM3 (GB/T 32905-2016).

A log has one hash from its first leaf to its last; both give 32 bytes, so nothing in a hash says which it is. Who
keeps a log says it in its name (`apps/evidence/logs`).

A `Frontier` is all that an appender must remember: the roots of the full subtrees on the right
edge, at most one per bit of the size. Tiles and proofs can be built later over the same leaves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from jiaxin.kit.crypto.digests import Digest, digest

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


_HASHES: dict[Digest, Callable[[bytes], bytes]] = {Digest.SHA256: _sha256, Digest.SM3: partial(digest, algorithm=Digest.SM3)}


def empty_root(algorithm: Digest = Digest.SHA256) -> bytes:
    return _HASHES[algorithm](b"")


def leaf_hash(data: bytes, algorithm: Digest = Digest.SHA256) -> bytes:
    return _HASHES[algorithm](b"\x00" + data)


def leaf_hashes(many: Iterable[bytes], algorithm: Digest = Digest.SHA256) -> list[bytes]:
    of = _HASHES[algorithm]
    return [of(b"\x00" + data) for data in many]


def node_hash(left: bytes, right: bytes, algorithm: Digest = Digest.SHA256) -> bytes:
    return _HASHES[algorithm](b"\x01" + left + right)


@dataclass(slots=True)
class Frontier:
    """Right edge of the tree: subtree roots from the largest (leftmost) to the smallest."""

    size: int = 0
    edge: list[bytes] = field(default_factory=list)
    algorithm: Digest = Digest.SHA256

    def extend(self, leaves: Iterable[bytes]) -> None:
        edge, size, of = self.edge, self.size, _HASHES[self.algorithm]
        for leaf in leaves:
            carry, level = leaf, size
            while level & 1:
                carry = of(b"\x01" + edge.pop() + carry)
                level >>= 1
            edge.append(carry)
            size += 1
        self.size = size

    def root(self) -> bytes:
        if not self.edge:
            return empty_root(self.algorithm)
        found = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            found = node_hash(left, found, self.algorithm)
        return found

    def to_bytes(self) -> bytes:
        return b"".join(self.edge)

    @classmethod
    def from_bytes(cls, size: int, data: bytes, algorithm: Digest = Digest.SHA256) -> "Frontier":
        edge = [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)]
        if len(edge) != size.bit_count() or (edge and len(edge[-1]) != HASH_BYTES):
            raise ValueError(f"frontier of {len(edge)} hashes does not fit a log of {size} leaves")
        return cls(size, edge, algorithm)


def tree_root(leaves: Sequence[bytes], algorithm: Digest = Digest.SHA256) -> bytes:
    """Root by the recursive definition: slow, for checking the frontier against."""
    if not leaves:
        return empty_root(algorithm)
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_root(leaves[:split], algorithm), tree_root(leaves[split:], algorithm), algorithm)
