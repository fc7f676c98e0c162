"""The card file: what is written is what is read, at once, and nothing else."""

import os
import sqlite3
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from jiaxin.apps.publication.cardfile import FOLDER, PHOTOS, Reader, StoredCard, StoredCompany, key_of, pointed, row_of
from jiaxin.apps.publication.cardwriting import Writer

FACE = b"\xff\xd8 a small face"


def card(code: str, body: bytes = b"page", photo: bytes | None = None, good_until: int = 2**40) -> StoredCard:
    return StoredCard(key_of(code), "green", good_until, body, photo)


def company(code: str, name: str, terms: str = "", star: int | None = None) -> StoredCompany:
    return StoredCompany(code, name, f"{name}\n{terms}\n{code}", "employee", star, 5, 2**40, b"firm page")


def body(reader: Reader, code: str) -> bytes | None:
    found = reader.card(key_of(code))
    return found[3] if found else None


def test_a_code_is_the_same_however_it_was_typed() -> None:
    assert key_of(" ABCdef234 ") == key_of("abcdef234")
    assert key_of("o2lb") == key_of("0218")


def test_a_card_is_visible_to_an_open_reader_at_once(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        reader = Reader(tmp_path)
        assert body(reader, "one") is None
        writer.put([card("one", b"first")])
        assert body(reader, "one") == b"first"
        writer.put([card("one", b"second")])
        assert body(reader, "one") == b"second"
        writer.put([], [key_of("one")])
        assert body(reader, "one") is None


def test_who_holds_the_file_lets_the_writer_in_on_release(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        writer.put([card("one", b"first")])
    reader = Reader(tmp_path)
    reader.hold()
    reader.hold()
    assert body(reader, "one") == b"first"
    writing = threading.Thread(target=_write_alone, args=(tmp_path, card("one", b"second")))
    writing.start()
    writing.join(0.3)
    assert writing.is_alive() and body(reader, "one") == b"first", "what is held together sees one state"
    reader.release()
    writing.join(10)
    reader.release()
    assert not writing.is_alive() and body(reader, "one") == b"second"


def _write_alone(folder: Path, one: StoredCard) -> None:
    with Writer.current(folder) as writer:
        writer.put([one])


def test_a_row_whose_whole_hash_differs_is_not_hers(tmp_path: Path) -> None:
    """Two codes may share 63 bits; the whole hash decides."""
    key = key_of("one")
    neighbour = key[:8] + bytes(24)
    with Writer.current(tmp_path) as writer:
        writer.put([StoredCard(neighbour, "green", 1, b"someone else")])
    assert row_of(key) == row_of(neighbour)
    assert Reader(tmp_path).card(key) is None


def test_a_reader_may_start_before_there_is_a_file(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    assert (reader.card(key_of("one")), reader.photo(bytes(32)), reader.company("9"), reader.search("样例")) == (
        None, None, None, [],
    )  # fmt: skip
    with Writer.current(tmp_path) as writer:
        writer.put([card("one")], built_at=7)
    assert reader.refresh()
    assert body(reader, "one") == b"page"


def test_readers_change_over_to_a_rebuilt_file_only_when_it_is_whole(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        writer.put([card("old", b"old")], built_at=1)
    reader = Reader(tmp_path)
    with Writer.rebuild(tmp_path) as fresh:
        fresh.put([card("new", b"new")], built_at=2)
        reader.refresh()
        assert (body(reader, "old"), body(reader, "new")) == (b"old", None)
    reader.refresh()
    assert (body(reader, "old"), body(reader, "new")) == (None, b"new")


def test_a_rebuild_that_fails_leaves_the_file_in_use_alone(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        writer.put([card("old", b"old")])
    before = pointed(tmp_path / FOLDER)
    with pytest.raises(RuntimeError, match="disk"), Writer.rebuild(tmp_path) as fresh:
        fresh.put([card("new")])
        raise RuntimeError("disk full")
    assert pointed(tmp_path / FOLDER) == before
    assert body(Reader(tmp_path), "old") == b"old"
    assert len(list((tmp_path / FOLDER).glob("cards-*.sqlite3"))) == 1


def test_only_the_file_in_use_and_the_one_before_are_kept(tmp_path: Path) -> None:
    for _ in range(4):
        with Writer.rebuild(tmp_path):
            pass
    names = sorted(p.name for p in (tmp_path / FOLDER).glob("cards-*.sqlite3"))
    assert names == ["cards-000003.sqlite3", "cards-000004.sqlite3"]


def test_a_withdrawn_photo_leaves_no_byte_behind(tmp_path: Path) -> None:
    digest = sha256(FACE).digest()
    with Writer.current(tmp_path) as writer:
        writer.put([card("one", b"her page", FACE)])
        assert Reader(tmp_path).photo(digest) == FACE
        writer.put([StoredCard(key_of("one"), "withdrawn", 2**40, b"notice")])
    assert Reader(tmp_path).photo(digest) is None
    raw = b"".join(p.read_bytes() for p in (tmp_path / FOLDER).glob("*.sqlite3"))
    assert FACE not in raw and b"her page" not in raw and b"notice" in raw


def test_a_rebuild_drops_photos_of_people_who_are_gone(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        writer.put([card("one", photo=FACE), card("two", photo=FACE + b"2")])
    with Writer.rebuild(tmp_path) as fresh:
        fresh.put([card("two", photo=FACE + b"2")])
    photos = sqlite3.connect(tmp_path / FOLDER / PHOTOS)
    assert photos.execute("SELECT body FROM photo").fetchall() == [(FACE + b"2",)]
    photos.close()


def test_the_same_batch_twice_gives_the_same_file(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        for _ in range(2):
            writer.put([card("one", photo=FACE), card("two")], built_at=3, position=9)
    contents = Reader(tmp_path).contents()
    assert (contents.built_at, contents.position, contents.states) == (3, 9, {"green": 2})


def test_companies_are_found_by_part_of_a_name_initials_or_code(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        writer.put_companies(
            [
                company("91A", "样例家安家政", "yljajz", 3),
                company("91B", "样例安心家政", "ylaxjz"),
                company("91C", "样例好月嫂"),
            ]
        )
    reader = Reader(tmp_path)
    assert [c.code for c in reader.search("家政")] == ["91A", "91B"]
    assert [c.code for c in reader.search("YLAX")] == ["91B"]
    assert [c.code for c in reader.search("91c")] == ["91C"]
    assert [c.code for c in reader.search("%")] == []
    assert reader.company("91A") is not None


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with Writer.current(tmp_path) as writer:
        writer.put([card("one")])
    reader = Reader(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._db.execute("DELETE FROM card")  # type: ignore[union-attr]


@pytest.mark.faults
def test_a_writer_killed_at_any_moment_loses_no_finished_batch(tmp_path: Path) -> None:
    """Batches of two cards with one body: after a kill both are there with the same body, or neither."""
    script = (
        "import sys; from pathlib import Path\n"
        "from jiaxin.apps.publication.cardfile import StoredCard, key_of\n"
        "from jiaxin.apps.publication.cardwriting import Writer\n"
        "w = Writer.current(Path(sys.argv[1])); n = 0\n"
        "while True:\n"
        "    b = str(n).encode()\n"
        "    w.put([StoredCard(key_of(c), 'green', 1, b, b'face' + c.encode() + b) for c in ('a', 'b')], position=n)\n"
        "    print(n, flush=True); n += 1\n"
    )
    for kill_after in (1, 7, 23):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=os.environ
        )
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _ in range(kill_after)][-1]
        child.kill()
        child.wait()
        child.stdout.close()
        reader = Reader(tmp_path)
        first, second = body(reader, "a"), body(reader, "b")
        assert first == second is not None
        assert int(first) >= acknowledged
        assert int(reader.meta["position"]) == int(first)
        reader.close()
