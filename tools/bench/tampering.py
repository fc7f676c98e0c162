"""What a database owner can do to the record, each with what an independent verifier must answer.

Each function alters a copy of the database (and, for the last ones, of the public files too, with the log's
own key) and returns (codes, position): the verifier must give one of the codes at that position.
"""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jiaxin.kit.crypto import Digest, Signer
from jiaxin.kit.merkle import Frontier, leaf_hash
from jiaxin.kit.notes import PLAIN, TIMED, Checkpoint, Note, NoteKey, read
from jiaxin.kit.tiles import TileWriter

Answer = tuple[set[str], int]


@dataclass(slots=True)
class Case:
    """Copies to alter: the database and the folder of the public files of the log of facts."""

    database: Path
    folder: Path
    seed: bytes  # of the log's key: the worst owner has it
    chance: random.Random
    base: sqlite3.Connection = field(init=False)

    def __post_init__(self) -> None:
        self.base = sqlite3.connect(self.database)

    @property
    def algorithm(self) -> Digest:
        """Of the log, as its head row has it."""
        return Digest(self.base.execute("SELECT hash FROM ledger_head WHERE name = 'facts'").fetchone()[0])

    @property
    def size(self) -> int:
        return int(self.base.execute("SELECT max(position) FROM ledger_entry").fetchone()[0])

    def any(self, low: int = 1) -> int:
        return self.chance.randint(low, self.size)

    def body(self, position: int) -> dict:
        return json.loads(self.base.execute("SELECT body FROM ledger_entry WHERE position = ?", [position]).fetchone()[0])

    def put(self, position: int, body: dict, leaf: bool) -> None:
        data = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        self.base.execute("UPDATE ledger_entry SET body = ? WHERE position = ?", [data, position])
        if leaf:
            self.base.execute("UPDATE ledger_entry SET leaf = ? WHERE position = ?", [leaf_hash(data, self.algorithm), position])

    def done(self, heads: bool) -> None:
        """`heads`: bring the head row up to date, so that the database agrees with itself."""
        if heads:
            frontier = Frontier(algorithm=self.algorithm)
            frontier.extend(self.leaves())
            last = self.body(frontier.size)["recorded_us"] if frontier.size else 0
            self.base.execute(
                "UPDATE ledger_head SET size = ?, edge = ?, root = ?, recorded_us = ? WHERE name = 'facts'",
                [frontier.size, frontier.to_bytes(), frontier.root(), last],
            )
        self.base.commit()

    def leaves(self) -> list[bytes]:
        return [bytes(row[0]) for row in self.base.execute("SELECT leaf FROM ledger_entry ORDER BY position")]

    def renumber(self, after: int, by: int) -> None:
        self.base.execute("UPDATE ledger_entry SET position = -position WHERE position > ?", [after])
        self.base.execute("UPDATE ledger_entry SET position = -position + ? WHERE position < 0", [by])

    def sign_again(self, size: int) -> None:
        """Public files made anew from the database, checkpoint and list of checkpoints included."""
        before = read((self.folder / "checkpoint").read_text("utf-8"))
        origin = before.checkpoint().origin
        at = before.signed_at(NoteKey(origin, Signer(self.seed).public, TIMED)) or 0
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        writer = TileWriter(self.folder, 0, self.algorithm)
        writer.add(self.leaves()[:size])
        writer.close()
        signer, text = Signer(self.seed), Checkpoint(origin, size, writer.root()).text
        note = Note(text, tuple(NoteKey(origin, signer.public, k).line(signer.sign, text, at) for k in (PLAIN, TIMED)))
        (self.folder / "checkpoint").write_text(str(note), "utf-8")
        (self.folder / "checkpoints").write_text(json.dumps(str(note)) + "\n", "utf-8")


def edit(case: Case) -> Answer:
    position, deep = case.any(), case.chance.random() < 0.5
    body = case.body(position)
    which = case.chance.choice(["happened_on", "subject", "clear", "provenance"])
    body[which] = "2020-01-01" if which == "happened_on" else "z" * 16 if which == "subject" else {"altered": "yes"}
    case.put(position, body, leaf=deep)
    case.done(heads=deep)
    return {"edited"}, position


def edit_a_column(case: Case) -> Answer:
    position = case.any()
    column = case.chance.choice(["id", "kind", "subject", "key_owner", "natural_key", "leaf"])
    value = bytes(16) if column in ("natural_key", "leaf") else "zzzzzzzzzzzzzzzz"
    case.base.execute(f"UPDATE ledger_entry SET {column} = ? WHERE position = ?", [value, position])
    case.done(heads=False)
    return {"edited"}, position


def delete(case: Case) -> Answer:
    position, tidy = case.chance.randint(1, case.size - 1), case.chance.random() < 0.5
    case.base.execute("DELETE FROM ledger_entry WHERE position = ?", [position])
    if tidy:
        case.renumber(position, -1)
    case.done(heads=tidy)
    return {"deleted"}, position


def insert(case: Case) -> Answer:
    position, copied = case.any(), case.chance.random() < 0.3
    body = case.body(case.any() if copied else position)
    if not copied:
        body["id"] = "y" * 16
    case.renumber(position - 1, 1)
    columns = [row[1] for row in case.base.execute("PRAGMA table_info(ledger_entry)")]
    names = ", ".join(columns)
    case.base.execute(
        f"INSERT INTO ledger_entry ({names}) SELECT {names.replace('position', str(position), 1)}"
        " FROM ledger_entry WHERE position = ?",
        [position + 1],
    )
    case.put(position, body, leaf=True)
    case.done(heads=True)
    if copied and body == case.body(position + 1):  # a copy beside its original: the second one is the copy
        while position < case.size and case.body(position + 1) == body:
            position += 1
    return {"inserted"}, position


def reorder(case: Case) -> Answer:
    first, second = sorted(case.chance.sample(range(1, case.size + 1), 2))
    case.base.execute("UPDATE ledger_entry SET position = -1 WHERE position = ?", [first])
    case.base.execute("UPDATE ledger_entry SET position = ? WHERE position = ?", [first, second])
    case.base.execute("UPDATE ledger_entry SET position = ? WHERE position = -1", [second])
    case.done(heads=True)
    return {"reordered"}, first


def truncate(case: Case) -> Answer:
    first = case.chance.randint(case.size // 2, case.size)
    case.base.execute("DELETE FROM ledger_entry WHERE position >= ?", [first])
    case.done(heads=case.chance.random() < 0.5)
    return {"truncated"}, first


def shift_the_clock(case: Case) -> Answer:
    """Of one entry, or of the row that says when the last one was recorded."""
    if case.chance.random() < 0.3:
        case.base.execute("UPDATE ledger_head SET recorded_us = recorded_us - 86400000000 WHERE name = 'facts'")
        case.done(heads=False)
        return {"clock"}, case.size
    position = case.any()
    body = case.body(position)
    body["recorded_us"] += case.chance.choice([-1, 1]) * 400 * 86_400_000_000
    case.put(position, body, leaf=True)
    case.done(heads=True)
    return {"edited", "clock"}, position


def shift_and_sign_again(case: Case) -> Answer:
    """With the log's key and nobody who has seen it before: time still must not run back or ahead of the signature."""
    position = case.any(2)
    body = case.body(position)
    body["recorded_us"] += case.chance.choice([-1, 1]) * 400 * 86_400_000_000
    case.put(position, body, leaf=True)
    case.done(heads=True)
    case.sign_again(case.size)
    return {"clock"}, position


def roll_back(case: Case) -> Answer:
    """Yesterday's copy of everything: what lies there is sound, only it is less than somebody has seen."""
    size = case.chance.randint(case.size // 2, case.size - 1)
    case.base.execute("DELETE FROM ledger_entry WHERE position > ?", [size])
    case.done(heads=True)
    case.sign_again(size)
    return {"rolled-back"}, size + 1


def split_view(case: Case) -> Answer:
    """The whole log written anew and signed with the log's own key: only a checkpoint held elsewhere tells."""
    size, position = case.size, case.any()
    body = case.body(position)
    body["happened_on"] = "2020-01-01"
    case.put(position, body, leaf=True)
    case.done(heads=True)
    case.sign_again(size)
    return {"split-view"}, size


KINDS: tuple[Callable[[Case], Answer], ...] = (
    edit, edit_a_column, delete, insert, reorder, truncate, shift_the_clock, shift_and_sign_again, roll_back, split_view,
)  # fmt: skip


def named(found: list[tuple[str, int]], answer: Answer) -> bool:
    """Whether the verifier's first complaint about an entry is the right one. That the log as a whole is not the
    one seen before may be said, too: after signing again it is always true.
    """
    codes, position = answer
    about = [one for one in found if one[0] in codes or one[0] != "split-view"]
    return bool(about) and about[0][0] in codes and about[0][1] == position
