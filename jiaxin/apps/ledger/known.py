"""已在账上 — what the log already holds under the natural keys of new facts.

A natural key is a keyed digest of what tells a fact from others of its kind about one subject. It is looked
up together with the subject: the facts of one person lie side by side in the index, so that a chunk of an
import touches as many places of it as it has persons, not as many as it has facts.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import orjson
from django.db import connection

from jiaxin.apps.access import vault
from jiaxin.domain.facts import Fact, Standing
from jiaxin.domain.history import CORRECTION, LAPSED
from jiaxin.kit.bulk import chunks

SUBJECTS_PER_QUERY = 2_000
KEYS_PER_QUERY = 2_000


class Known(NamedTuple):
    """An entry in the log under a natural key, and still standing or awaiting confirmation."""

    id: str
    position: int
    digest: bytes
    source: str


def key_marks(facts: Sequence[Fact]) -> list[bytes]:
    """The natural key of each fact. A claim is its submitter's own until confirmed."""
    claimed = Standing.CLAIMED
    texts = []
    for kind, subject, _, said, key, _, _, standing, *_ in facts:
        if standing is claimed:
            key = (*key, "claimed by " + said.source)
        texts.append("\x1f".join((subject, kind, *key)).encode())
    return vault.marks("ledger", texts)


def _joined(*parts: str) -> bytes:
    return "\x1f".join(parts).encode()


def already_under(keys: Sequence[tuple[str, bytes]]) -> dict[bytes, list[Known]]:
    """What stands under these (subject, natural key), by key, without what was corrected away or has lapsed."""
    met = _met({subject for subject, _ in keys})
    if not met:
        return {}
    found: list[tuple[bytes, Known]] = []
    ends: list[tuple[str, bytes]] = []
    for key, entry_id, position, digest, data in _under([pair for pair in keys if pair[0] in met]):
        body = orjson.loads(bytes(data))
        found.append((key, Known(entry_id, position, bytes(digest), body["provenance"]["source"])))
        subject = body["subject"]
        ends.append((subject, _joined(subject, CORRECTION, entry_id)))
        ends.append((subject, _joined(subject, LAPSED, body.get("claim", ""))))
    marks = vault.marks("ledger", [text for _, text in ends])
    ended = {row[0] for row in _under([(subject, mark) for (subject, _), mark in zip(ends, marks, strict=True)])}
    standing: dict[bytes, list[Known]] = {}
    for i, (key, known) in enumerate(found):
        if ended.isdisjoint(marks[2 * i : 2 * i + 2]):
            standing.setdefault(key, []).append(known)
    return standing


def _met(subjects: Iterable[str]) -> set[str]:
    """Those of whom the log knows anything at all: most rows of a first roster name nobody it has met."""
    met: set[str] = set()
    with connection.cursor() as cursor:
        for some in chunks(list(subjects), SUBJECTS_PER_QUERY):
            marks = ", ".join(["(%s)"] * len(some))
            cursor.execute(
                f"WITH asked (subject) AS (VALUES {marks}) SELECT subject FROM asked"
                " WHERE EXISTS (SELECT 1 FROM ledger_entry WHERE ledger_entry.subject = asked.subject)",
                list(some),
            )
            met.update(row[0] for row in cursor.fetchall())
    return met


def _under(keys: Iterable[tuple[str, bytes]]) -> list[tuple[bytes, str, int, bytes, bytes]]:
    rows: list[tuple[bytes, str, int, bytes, bytes]] = []
    with connection.cursor() as cursor:
        for some in chunks(list(dict.fromkeys(keys)), KEYS_PER_QUERY):
            marks = ", ".join(["(%s, %s)"] * len(some))
            cursor.execute(
                f"WITH asked (subject, natural_key) AS (VALUES {marks})"
                " SELECT e.natural_key, e.id, e.position, e.digest, e.body FROM asked JOIN ledger_entry e"
                " ON e.subject = asked.subject AND e.natural_key = asked.natural_key",
                [part for pair in some for part in pair],
            )
            rows.extend((bytes(key), *rest) for key, *rest in cursor.fetchall())
    return sorted(rows, key=lambda row: row[2])
