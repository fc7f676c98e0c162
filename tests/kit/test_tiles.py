"""Tiles and proofs against the recursive definitions of RFC 6962, at every size around the edges of a tile."""

from hashlib import sha256
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from jiaxin.kit.merkle import leaf_hash, node_hash, tree_root
from jiaxin.kit.tiles import Contradiction, TileWriter, Tree, path_of

LEAVES = [leaf_hash(str(i).encode()) for i in range(70_000)]


def written(folder: Path, *sizes: int) -> Tree:
    for size in sizes:
        writer = TileWriter(folder, 0 if size == sizes[0] else sizes[sizes.index(size) - 1])
        writer.add(LEAVES[writer.size : size])
        assert writer.root() == tree_root(LEAVES[:size])
        writer.close()
    return Tree(folder, sizes[-1])


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def full(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in found.items() if ".p/" not in name}


def climb(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2."""
    at, last, found = index, size - 1, leaf
    for beside in path:
        assert last
        if at & 1 or at == last:
            found = node_hash(beside, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        at, last = at >> 1, last >> 1
    assert last == 0
    return found


def test_names_are_those_of_the_format() -> None:
    assert path_of(0, 5) == "tile/0/005"
    assert path_of(1, 1_234_067) == "tile/1/x001/x234/067"
    assert path_of(0, 273, 112) == "tile/0/273.p/112"
    assert path_of(0, 1000) == "tile/0/x001/000"


def test_a_tree_of_70000_has_the_tiles_the_format_says(tmp_path: Path) -> None:
    tree = written(tmp_path, 70_000)
    found = files(tmp_path)
    assert len([n for n in full(found) if n.startswith("tile/0/")]) == 273
    assert len(found["tile/0/273.p/112"]) == 112 * 32
    assert len(found["tile/1/000"]) == 8192 and len(found["tile/1/001.p/17"]) == 17 * 32
    assert len(found["tile/2/000.p/1"]) == 32
    assert len(found) == 273 + 4
    assert tree.root() == tree_root(LEAVES)


@hypothesis.settings(max_examples=40)
@hypothesis.given(st.integers(1, 1400), st.data())
def test_proofs_lead_to_the_root(size: int, data: st.DataObject) -> None:
    from tempfile import TemporaryDirectory

    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    with TemporaryDirectory() as folder:
        tree = written(Path(folder), size)
        assert tree.root() == tree_root(LEAVES[:size])
        assert tree.root(old) == tree_root(LEAVES[:old])
        assert tree.leaf(index) == LEAVES[index]
        assert climb(index, size, LEAVES[index], tree.inclusion(index)) == tree.root()
        assert tree.consistency(old) == beginning(old, LEAVES[:size], True)


def beginning(old: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """RFC 6962, 2.1.2, word by word."""
    if old == len(leaves):
        return [] if whole else [tree_root(leaves)]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= k:
        return [*beginning(old, leaves[:k], whole), tree_root(leaves[k:])]
    return [*beginning(old - k, leaves[k:], False), tree_root(leaves[:k])]


@hypothesis.settings(max_examples=15)
@hypothesis.given(st.lists(st.integers(1, 1300), min_size=1, max_size=5, unique=True))
def test_following_in_pieces_ends_where_writing_at_once_ends(sizes: list[int]) -> None:
    from tempfile import TemporaryDirectory

    sizes.sort()
    with TemporaryDirectory() as pieces, TemporaryDirectory() as once:
        written(Path(pieces), *sizes)
        written(Path(once), sizes[-1])
        assert full(files(Path(pieces))) == full(files(Path(once)))
        assert files(Path(once)).items() <= files(Path(pieces)).items()


def test_what_a_killed_writer_left_is_taken_up(tmp_path: Path) -> None:
    written(tmp_path, 300)
    killed = TileWriter(tmp_path, 300)
    killed.add(LEAVES[300:900])
    (tmp_path / "tile/0/.002").write_bytes(b"half of a ti")
    (tmp_path / "tile/0/.001").rename(tmp_path / "tile/0/001")  # lies there, and nobody has said so
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file() and not p.name.startswith(".")}
    again = TileWriter(tmp_path, 300)
    again.add(LEAVES[300:1100])
    again.close()
    assert again.root() == Tree(tmp_path, 1100).root() == tree_root(LEAVES[:1100])
    assert {p: p.stat().st_mtime_ns for p in before} == before, "what is written is not written again"


def test_another_history_is_not_written_over(tmp_path: Path) -> None:
    written(tmp_path, 600)
    with pytest.raises(Contradiction):
        TileWriter(tmp_path, 0).add([sha256(b"other").digest(), *LEAVES[1:300]])
