"""Merkle log over leaves, as in RFC 6962 section 2.1 (SHA-256).

A `Frontier` is all that an appender must remember: the roots of the full subtrees on the right
edge, at most one per bit of the size. Tiles and proofs can be built later over the same leaves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """Right edge of the tree: subtree roots from the largest (leftmost) to the smallest."""

    size: int = 0
    edge: list[bytes] = field(default_factory=list)

    def extend(self, leaves: Iterable[bytes]) -> None:
        edge, size = self.edge, self.size
        for leaf in leaves:
            carry, level = leaf, size
            while level & 1:
                carry = sha256(b"\x01" + edge.pop() + carry).digest()
                level >>= 1
            edge.append(carry)
            size += 1
        self.size = size

    def root(self) -> bytes:
        if not self.edge:
            return EMPTY_ROOT
        found = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            found = node_hash(left, found)
        return found

    def to_bytes(self) -> bytes:
        return b"".join(self.edge)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        edge = [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)]
        if len(edge) != size.bit_count() or (edge and len(edge[-1]) != HASH_BYTES):
            raise ValueError(f"frontier of {len(edge)} hashes does not fit a log of {size} leaves")
        return cls(size, edge)


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Root by the recursive definition: slow, for checking the frontier against."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))
