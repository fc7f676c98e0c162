from hashlib import sha256

import pytest

from jiaxin.kit.merkle import EMPTY_ROOT, Frontier, leaf_hash, tree_root


def test_the_frontier_gives_the_root_of_the_recursive_definition_at_every_size() -> None:
    leaves = [leaf_hash(str(i).encode()) for i in range(130)]
    frontier = Frontier()
    assert frontier.root() == EMPTY_ROOT
    for size, leaf in enumerate(leaves, 1):
        frontier.extend([leaf])
        assert frontier.root() == tree_root(leaves[:size])
        assert Frontier.from_bytes(size, frontier.to_bytes()).root() == frontier.root()


def test_leaves_and_nodes_cannot_be_mistaken_for_one_another() -> None:
    """RFC 6962: one byte in front keeps a node from being offered as a leaf."""
    assert leaf_hash(b"") == sha256(b"\x00").digest()


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Frontier.from_bytes(3, b"\x00" * 32)
