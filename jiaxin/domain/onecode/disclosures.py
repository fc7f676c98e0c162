"""可出示的事实 — salted digests of what she may show beyond the public tier, under the one root that was signed.

Leaves as in RFC 6962: SHA-256(0x00 ‖ CBOR [salt, name, value]); nodes SHA-256(0x01 ‖ left ‖ right). Whoever gets a
disclosure with its path checks it against the root in the printed code: she shows one fact, the rest stays dark.
The root is cut to 16 bytes: making two sets of facts with one root would take the district itself 2**64 steps, and it
could more easily sign two codes; anybody else would need 2**128.

Unit    a salt has 16 random bytes; `value` is the sentence a family reads
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from jiaxin.domain.onecode.cbor import encode

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Disclosable:
    name: str
    value: str
    salt: bytes

    @property
    def leaf(self) -> bytes:
        return sha256(b"\x00" + encode([self.salt, self.name, self.value])).digest()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One fact with its place and path: all that is needed beside the root."""

    fact: Disclosable
    index: int
    size: int
    path: tuple[bytes, ...]

    def holds(self, root: bytes) -> bool:
        found = _climb(self.fact.leaf, self.index, self.size, list(self.path))
        return found is not None and len(root) >= SALT_BYTES and found[: len(root)] == root


def root_of(facts: Sequence[Disclosable]) -> bytes:
    return _root([one.leaf for one in facts])


def disclosed(facts: Sequence[Disclosable], index: int) -> Disclosure:
    return Disclosure(facts[index], index, len(facts), tuple(_path([one.leaf for one in facts], index)))


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    at = _split(len(leaves))
    return _node(_root(leaves[:at]), _root(leaves[at:]))


def _path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    if len(leaves) == 1:
        return []
    at = _split(len(leaves))
    if index < at:
        return [*_path(leaves[:at], index), _root(leaves[at:])]
    return [*_path(leaves[at:], index - at), _root(leaves[:at])]


def _climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that a path leads to, None where it has not the length that the place asks for."""
    if not 0 <= index < size:
        return None
    if size == 1:
        return leaf if not path else None
    if not path:
        return None
    at, sibling = _split(size), path[-1]
    if index < at:
        left = _climb(leaf, index, at, path[:-1])
        return None if left is None else _node(left, sibling)
    right = _climb(leaf, index - at, size - at, path[:-1])
    return None if right is None else _node(sibling, right)
