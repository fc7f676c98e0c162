"""卡片文件 — the only thing the consumer portal can read. Standard library only.

A folder `cards/` in the data folder holds one SQLite file per generation, a `current` pointer with its
name, and `photos.sqlite3`. Rollback journal, because a read-only user cannot open a closed WAL file.
One B-tree for cards: the row id is the first 63 bits of SHA-256(code), and the whole hash is kept and
compared. Bodies are brotli; other encodings are made on demand by the portal. Pages of 4,096 bytes
fit one card. Deleted bytes are overwritten, so a withdrawn person leaves no trace in the file.

Unit     instants are Unix seconds; `good_until` is the first second at which a card says grey by itself
Not here what a card says (rendering), who may be on one (domain/disclosure), how it is written (cardwriting)
"""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

FOLDER = "cards"
POINTER = "current"
PHOTOS = "photos.sqlite3"
KEYS_FILE, STATUS_FILE = "keys.note", "status.cose"  # the lists that every verifier carries
_MISREAD = str.maketrans("018", "olb")  # base32 has no 0, 1, 8: typed by hand they mean these letters


def key_of(code: str) -> bytes:
    """Card key = SHA-256 of the code, however it was typed or scanned."""
    return sha256(code.strip().lower().translate(_MISREAD).encode()).digest()


def old_mark(text: str) -> bytes:
    """Under what an old code stands in the file. `text` in its one form (domain/values/old_code)."""
    return sha256(b"old code\0" + text.encode()).digest()


def old_sealed(text: str, code: bytes) -> bytes:
    """The present code, readable only for who holds the old one; applied twice it is the code again."""
    return bytes(a ^ b for a, b in zip(code, sha256(b"old code leads to\0" + text.encode()).digest(), strict=False))


def row_of(key: bytes) -> int:
    return int.from_bytes(key[:8], "big") >> 1


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A finished page. `photo` is the public thumbnail; None takes it away."""

    key: bytes
    state: str
    good_until: int
    body: bytes
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class StoredCompany:
    """A finished company page and what the search list needs. `terms` is what a name part may match."""

    code: str
    name: str
    terms: str
    mode: str
    star: int | None
    workers: int
    good_until: int
    body: bytes
    figures: str = ""  # JSON, what is set beside other companies


@dataclass(frozen=True, slots=True)
class CompanyLine:
    code: str
    name: str
    mode: str
    star: int | None
    workers: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What the file says about itself."""

    built_at: int
    position: int
    states: dict[str, int] = field(default_factory=dict)
    companies: int = 0


class Reader:
    """Read-only. `refresh` follows the pointer; a missing file reads as empty, so the portal can start first."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER
        self.generation = ""
        self._stamp: tuple[int, int] | None = None
        self._db: sqlite3.Connection | None = None
        self._cursor: sqlite3.Cursor | None = None  # of `_db`, for `page`
        self._photos: sqlite3.Connection | None = None
        self.meta: dict[str, str] = {}
        self.lists: dict[str, bytes] = {}  # by file name
        self._lists_stamp: dict[str, tuple[int, int]] = {}
        self.refresh()

    def refresh(self) -> bool:
        """Looks at the pointer and the style hashes; true when something changed."""
        for name in (KEYS_FILE, STATUS_FILE):
            self._refresh_list(name)
        try:
            seen = os.stat(self.folder / POINTER)
        except FileNotFoundError:
            return False
        if self._photos is None and (self.folder / PHOTOS).exists():
            self._photos = _read_only(self.folder / PHOTOS)
        stamp = (seen.st_ino, seen.st_mtime_ns)
        if stamp != self._stamp and (path := pointed(self.folder)) is not None:
            fresh = _read_only(path)
            if self._db is not None:
                self._db.close()
            self._db, self._cursor, self._stamp, self.generation = fresh, fresh.cursor(), stamp, path.name
        if self._db is None:
            return False
        meta = dict(self._db.execute("SELECT name,value FROM meta"))
        changed, self.meta = meta != self.meta, meta
        return changed

    def _refresh_list(self, name: str) -> None:
        try:
            seen = os.stat(self.folder / name)
            if (stamp := (seen.st_ino, seen.st_mtime_ns)) != self._lists_stamp.get(name):
                self.lists[name] = (self.folder / name).read_bytes()
                self._lists_stamp[name] = stamp
        except FileNotFoundError:
            self.lists.pop(name, None)

    def hold(self) -> None:
        """Look-ups until `release` share one lock: taking and giving back the file's is most of what each costs.

        The writer waits for `release`, so whoever holds must not hold long.
        """
        if self._db is not None and not self._db.in_transaction:
            self._db.execute("BEGIN")

    def release(self) -> None:
        if self._db is not None and self._db.in_transaction:
            self._db.execute("COMMIT")

    def card(self, key: bytes) -> tuple[str, int, str, bytes] | None:
        """(state, good_until, etag, body) of a code, or None."""
        if self._db is None:
            return None
        found = self._db.execute(
            "SELECT hash,state,good_until,etag,body FROM card WHERE id=?", (int.from_bytes(key[:8], "big") >> 1,)
        ).fetchone()
        return found[1:] if found is not None and found[0] == key else None

    def page(self, key: bytes) -> tuple[int, str, bytes] | None:
        """`card` without its state, in fewer steps: what nearly every look-up asks."""
        if self._cursor is None:
            return None
        found: tuple[int, str, bytes] | None = self._cursor.execute(
            "SELECT good_until,etag,body FROM card WHERE id=? AND hash=?", (int.from_bytes(key[:8], "big") >> 1, key)
        ).fetchone()
        return found

    def old_code(self, text: str) -> list[str]:
        """The present code of everybody who carried this old one; empty text where she has none yet."""
        if self._db is None:
            return []
        try:
            rows = self._db.execute("SELECT sealed FROM old_code WHERE mark=? ORDER BY holder", (old_mark(text),)).fetchall()
        except sqlite3.OperationalError:  # a file written before old codes were kept
            return []
        return [old_sealed(text, sealed).decode() for (sealed,) in rows]

    def photo(self, digest: bytes) -> bytes | None:
        if self._photos is None:
            return None
        found = self._photos.execute("SELECT digest,body FROM photo WHERE id=?", (row_of(digest),)).fetchone()
        return found[1] if found is not None and found[0] == digest else None

    def company(self, code: str) -> tuple[int, str, bytes] | None:
        """(good_until, etag, body) of a company by its credit code."""
        if self._db is None:
            return None
        row = self._db.execute("SELECT good_until,etag,body FROM company_page WHERE code=?", (code,)).fetchone()
        return None if row is None else (row[0], row[1], row[2])

    def search(self, part: str, limit: int = 20) -> list[CompanyLine]:
        """Companies whose name, brand, pinyin initials or credit code contain the part; exact code first."""
        if self._db is None or not part:
            return []
        rows = self._db.execute(
            "SELECT code,name,mode,star,workers FROM company WHERE instr(terms,?)>0"
            " ORDER BY code<>?, star IS NULL, star DESC, workers DESC, code LIMIT ?",
            (part.lower(), part.upper(), limit),
        )
        return [CompanyLine(*row) for row in rows]

    def figures(self, codes: Sequence[str]) -> list[str]:
        """Of these companies the figures that are set side by side, each as JSON, in the order asked; who is unknown is left out."""
        if self._db is None or not codes:
            return []
        marks = ",".join("?" * len(codes))
        try:
            rows = dict(self._db.execute(f"SELECT code,figures FROM company_figures WHERE code IN ({marks})", list(codes)))
        except sqlite3.OperationalError:  # a file written before companies were compared
            return []
        return [rows[code] for code in codes if code in rows]

    def contents(self) -> Contents:
        """Counts by state. Walks the whole tree: for status pages, not for look-ups."""
        if self._db is None:
            return Contents(0, 0)
        states = dict(self._db.execute("SELECT state,count(*) FROM card GROUP BY state ORDER BY state"))
        (companies,) = self._db.execute("SELECT count(*) FROM company").fetchone()
        return Contents(int(self.meta.get("built_at", 0)), int(self.meta.get("position", 0)), states, companies)

    def close(self) -> None:
        for db in (self._db, self._photos):
            if db is not None:
                db.close()


def pointed(folder: Path) -> Path | None:
    """The file of the current generation."""
    try:
        path = folder / (folder / POINTER).read_text().strip()
    except FileNotFoundError:
        return None
    return path if path.exists() else None


def _read_only(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=2, isolation_level=None, check_same_thread=False)
    db.execute(f"PRAGMA mmap_size={1 << 40}")  # no copy of the page: saves a third of a look-up
    return db
