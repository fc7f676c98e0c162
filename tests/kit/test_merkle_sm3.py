"""The logs under SM3 (GB/T 32905-2016): vectors of the standard, the same tree, and no leaf of one hash fits the other."""

import hypothesis
import pytest
from hypothesis import strategies as st

from jiaxin.kit.crypto import Digest, digest
from jiaxin.kit.merkle import EMPTY_ROOT, Frontier, empty_root, leaf_hash, node_hash, tree_root
from jiaxin.kit.tiles import Contradiction, TileWriter, Tree
from tools.verify import jiaxin_verify_log as verify

# GB/T 32905-2016, annex A: examples 1 and 2; the third is of the empty message.
VECTORS = [
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    (b"", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
]
SM3 = Digest.SM3


@pytest.mark.parametrize(("message", "wanted"), VECTORS, ids=["abc", "abcd x 16", "empty"])
def test_vectors_of_the_standard(message: bytes, wanted: str) -> None:
    assert digest(message, SM3).hex() == wanted
    assert verify.own_sm3(message).hex() == wanted


@hypothesis.given(message=st.binary(max_size=260))
def test_the_verifiers_own_arithmetic_and_ours_agree_at_every_length(message: bytes) -> None:
    assert verify.own_sm3(message) == digest(message, SM3)
    assert verify.sm3(message) == digest(message, SM3)


@hypothesis.given(count=st.integers(0, 70))
def test_the_frontier_under_sm3_has_the_root_of_the_definition(count: int) -> None:
    leaves = [leaf_hash(bytes([n]), SM3) for n in range(count)]
    edge = Frontier(algorithm=SM3)
    edge.extend(leaves)
    assert edge.root() == tree_root(leaves, SM3) == verify.root_of(leaves, verify.own_sm3)
    again = Frontier.from_bytes(count, edge.to_bytes(), SM3)
    again.extend([leaf_hash(b"next", SM3)])
    assert again.root() == tree_root([*leaves, leaf_hash(b"next", SM3)], SM3)


def test_nothing_is_equal_under_both() -> None:
    assert empty_root(SM3) != EMPTY_ROOT and leaf_hash(b"x") != leaf_hash(b"x", SM3)
    assert node_hash(bytes(32), bytes(32)) != node_hash(bytes(32), bytes(32), SM3)


def test_tiles_and_proofs_under_sm3(tmp_path) -> None:
    leaves = [leaf_hash(n.to_bytes(2), SM3) for n in range(700)]
    writer = TileWriter(tmp_path, 0, SM3)
    writer.add(leaves)
    assert writer.root() == tree_root(leaves, SM3)
    writer.close()
    tree = Tree(tmp_path, 700, SM3)
    assert tree.root() == tree_root(leaves, SM3) != Tree(tmp_path, 700).root()
    for index in (0, 255, 256, 511, 699):
        assert verify.climb(index, 700, leaves[index], tree.inclusion(index), verify.sm3) == tree.root()
        assert verify.climb(index, 700, leaves[index], tree.inclusion(index)) != tree.root(), "by the other hash"
    for old in (1, 255, 256, 600):
        assert verify.consistent(old, 700, tree_root(leaves[:old], SM3), tree.root(), tree.consistency(old), verify.sm3)
        assert not verify.consistent(old, 700, tree_root(leaves[:old], SM3), tree.root(), tree.consistency(old))


def test_a_writer_of_the_other_hash_contradicts_what_lies_there(tmp_path) -> None:
    leaves = [leaf_hash(n.to_bytes(4), SM3) for n in range(256 * 256)]
    first = TileWriter(tmp_path, 0, SM3)
    first.add(leaves)
    first.close()
    with pytest.raises(Contradiction):
        TileWriter(tmp_path, 0).add(leaves)
