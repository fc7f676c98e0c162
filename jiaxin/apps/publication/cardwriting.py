"""写卡片文件 — the one job process adds, replaces and removes cards; nobody else writes.

`Writer.current` opens the generation in use; `Writer.rebuild` makes the next one and moves the pointer
only when it is complete, so a reader never sees half a file. Deleted bytes are overwritten.

Not here  the layout's reasons and its reader (cardfile)
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b, sha256
from pathlib import Path

from jiaxin.apps.publication.cardfile import (
    FOLDER,
    PHOTOS,
    POINTER,
    StoredCard,
    StoredCompany,
    old_mark,
    old_sealed,
    pointed,
    row_of,
)

_CARDS = """
CREATE TABLE card(
  id INTEGER PRIMARY KEY, hash BLOB NOT NULL, state TEXT NOT NULL, good_until INTEGER NOT NULL,
  etag TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE company(
  code TEXT PRIMARY KEY, name TEXT NOT NULL, terms TEXT NOT NULL, mode TEXT NOT NULL,
  star INTEGER, workers INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE company_page(
  code TEXT PRIMARY KEY, good_until INTEGER NOT NULL, etag TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_PHOTOS = """
CREATE TABLE IF NOT EXISTS photo(
  id INTEGER PRIMARY KEY, digest BLOB NOT NULL, card INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS photo_card ON photo(card);
"""


_OLD_CODES = """
CREATE TABLE IF NOT EXISTS old_code(mark BLOB, holder BLOB, sealed BLOB NOT NULL, PRIMARY KEY(mark, holder)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS company_figures(code TEXT PRIMARY KEY, figures TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS old_code_of ON old_code(holder);
"""


class Writer:
    """The one job process writes; nobody else. Use `Writer.current` to add, `Writer.rebuild` to start afresh."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.folder, self.path = folder, path
        self._db = sqlite3.connect(path, timeout=20, isolation_level=None)
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(_OLD_CODES)
        self._photos = sqlite3.connect(folder / PHOTOS, timeout=20, isolation_level=None)
        self._photos.executescript("PRAGMA page_size=8192; PRAGMA secure_delete=ON;" + _PHOTOS)

    @classmethod
    def current(cls, data: Path) -> "Writer":
        """Opens the current generation, or makes the first one."""
        folder = data / FOLDER
        if (path := pointed(folder)) is None:
            with cls.rebuild(data):
                pass
            path = pointed(folder)
        assert path is not None
        return cls(folder, path)

    @classmethod
    @contextmanager
    def rebuild(cls, data: Path) -> "Iterator[Writer]":
        """A new generation, which replaces the old one only when the block ends well."""
        folder = data / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        before = pointed(folder)
        number = int(before.stem.rsplit("-", 1)[1]) + 1 if before else 1
        path = folder / f"cards-{number:06d}.sqlite3"
        path.unlink(missing_ok=True)
        fresh = sqlite3.connect(path)
        fresh.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=DELETE;" + _CARDS)
        fresh.close()
        writer = cls(folder, path)
        try:
            yield writer
            writer._drop_orphaned_photos()
        except BaseException:
            writer.close()
            path.unlink(missing_ok=True)
            raise
        writer.close()
        _point(folder, path.name)
        for old in folder.glob("cards-*.sqlite3"):
            if old not in (path, before):  # readers may still hold the one before
                old.unlink(missing_ok=True)

    def put(self, cards: Iterable[StoredCard], remove: Iterable[bytes] = (), **meta: str | int) -> None:
        """Writes cards and takes others away in one transaction; in key order, which keeps the tree dense.

        Photos go in first and leave first: a page never points at a photo that is not there, and after a
        crash the same batch simply runs again.
        """
        batch = sorted(cards, key=lambda c: c.key)
        gone = [(row_of(key),) for key in remove]
        self._put_photos(batch, gone)
        rows = [(row_of(c.key), c.key, c.state, c.good_until, _etag(c.body), c.body) for c in batch]
        with self._transaction():
            self._db.executemany("DELETE FROM card WHERE id=?", gone)
            self._db.executemany("INSERT OR REPLACE INTO card VALUES(?,?,?,?,?,?)", rows)
            self._write_meta(meta)

    def put_companies(self, companies: Iterable[StoredCompany], remove: Iterable[str] = (), **meta: str | int) -> None:
        batch, gone = list(companies), [(code,) for code in remove]
        lines = [(c.code, c.name, c.terms.lower(), c.mode, c.star, c.workers) for c in batch]
        pages = [(c.code, c.good_until, _etag(c.body), c.body) for c in batch]
        figures = [(c.code, c.figures) for c in batch if c.figures]
        with self._transaction():
            self._db.executemany("DELETE FROM company_figures WHERE code=?", gone)
            self._db.executemany("INSERT OR REPLACE INTO company_figures VALUES(?,?)", figures)
            self._db.executemany("DELETE FROM company WHERE code=?", gone)
            self._db.executemany("DELETE FROM company_page WHERE code=?", gone)
            self._db.executemany("INSERT OR REPLACE INTO company VALUES(?,?,?,?,?,?)", lines)
            self._db.executemany("INSERT OR REPLACE INTO company_page VALUES(?,?,?,?)", pages)
            self._write_meta(meta)

    def put_old_codes(self, held: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Person → (old code in its one form, present code or empty text): all of hers, in place of what stood there."""
        holders = {person: sha256(person.encode()).digest()[:8] for person in held}
        rows = [
            (old_mark(text), holders[person], old_sealed(text, code.encode())) for person, told in held.items() for text, code in told
        ]
        if not rows and self._db.execute("SELECT 1 FROM old_code LIMIT 1").fetchone() is None:
            return
        with self._transaction():
            self._db.executemany("DELETE FROM old_code WHERE holder=?", [(holder,) for holder in holders.values()])
            self._db.executemany("INSERT OR REPLACE INTO old_code VALUES(?,?,?)", rows)

    def close(self) -> None:
        self._db.close()
        self._photos.close()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put_photos(self, batch: Sequence[StoredCard], gone: Sequence[tuple[int]]) -> None:
        old = [*gone, *((row_of(c.key),) for c in batch)]
        rows = []
        for card in batch:
            if card.photo is not None:
                digest = sha256(card.photo).digest()
                rows.append((row_of(digest), digest, row_of(card.key), card.photo))
        self._photos.execute("BEGIN IMMEDIATE")
        self._photos.executemany("DELETE FROM photo WHERE card=?", old)
        self._photos.executemany("INSERT OR REPLACE INTO photo VALUES(?,?,?,?)", rows)
        self._photos.execute("COMMIT")

    def _drop_orphaned_photos(self) -> None:
        """Photos outlive a generation; those whose card did not make it into the new one go."""
        self._photos.execute("ATTACH ? AS fresh", (str(self.path),))
        self._photos.execute("DELETE FROM photo WHERE card NOT IN (SELECT id FROM fresh.card)")
        self._photos.execute("DETACH fresh")

    def note(self, **meta: str | int) -> None:
        """What the file says about itself. Rewriting the same value changes nothing."""
        with self._transaction():
            self._write_meta(meta)

    def allow_style(self, expression: str) -> None:
        """Adds a style hash to those the portal must allow: pages of two releases may lie side by side."""
        row = self._db.execute("SELECT value FROM meta WHERE name='styles'").fetchone()
        known = row[0].split() if row else []
        if expression not in known:
            self.note(styles=" ".join([*known, expression]))

    def _write_meta(self, meta: dict[str, str | int]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES(?,?)", [(k, str(v)) for k, v in meta.items()])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _point(folder: Path, name: str) -> None:
    draft = folder / f"{POINTER}.new"
    with draft.open("w") as out:
        out.write(name)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(folder / POINTER)


def _etag(body: bytes) -> str:
    return blake2b(body, digest_size=8).hexdigest()
