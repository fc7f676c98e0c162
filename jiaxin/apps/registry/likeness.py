"""相像 — which filed persons a row may speak of: one record against the whole register, through indexed block keys.

The register keeps, for every way in which a person was written down, the columns of that record sealed under her
key, its block keys as blinded marks, and counts of how common names are. To ask about a row, its own marks are
looked up, and only the records of the people found are opened. Everything here is derived from the ledger.

Not here  how records compare (domain/identity), who enters rows (intake), receipts of a look (the caller).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from jiaxin.apps.access import vault
from jiaxin.apps.registry.models import BlockKey, Commonness, PersonRecord, Subject
from jiaxin.domain.identity import keys
from jiaxin.domain.identity.asking import Answer, Filed, Outcome, ask
from jiaxin.domain.identity.columns import Columns, Ints, Marks, columns, mixed
from jiaxin.domain.identity.crowd import Commonness as Counts
from jiaxin.domain.identity.crowd import numbers_beside_names
from jiaxin.domain.identity.keys import KINDS, NUMBER
from jiaxin.domain.identity.packing import packed, unpacked
from jiaxin.domain.identity.reading import Reading
from jiaxin.domain.identity.resolving import resolve
from jiaxin.kit.bulk import chunks, insert_many

IN_ONE_QUERY = 900
# what is counted; below lie the kinds of keys. Names are counted as half people; before, their rows were
_ROW_OF_NAME, _SURNAME, _PHONE, _COMPANY, _NAME_OF_PHONE, _NUMBER_OF_NAME, _NAME = range(200, 207)
RECORD_COLUMNS = {"id": "int8", "subject": "varchar", "entry": "varchar", "sealed": "bytea", "disputed": "bool"}
KEY_COLUMNS = {"mark": "int8", "record": "int8"}


@dataclass(frozen=True, slots=True)
class Near:
    """A person who may be meant, and the ledger entry that comes nearest."""

    subject: str
    entry: str
    score: float  # log-odds
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """What the register says to one row."""

    answer: Answer
    near: tuple[Near, ...]  # the nearest first


@dataclass(frozen=True, slots=True)
class Alike:
    """Two files that may be one person's."""

    subject: str
    other: str
    candidate: Near  # the other one, as seen from the first


def follow(written: Mapping[str, Mapping[str, tuple[str, Reading]]]) -> int:
    """Subject → ledger entry → (id it was written under, reading): what is new is entered, what no longer stands
    leaves. How many moved."""
    known: dict[str, int] = {}
    ids = set(written) | {own for found in written.values() for own, _ in found.values()}
    for some in chunks(sorted(ids), IN_ONE_QUERY):
        known.update(PersonRecord.objects.filter(subject__in=some).values_list("entry", "id"))
    standing = {entry for found in written.values() for entry in found}
    gone = [at for entry, at in known.items() if entry not in standing]
    for few in chunks(gone, IN_ONE_QUERY):
        BlockKey.objects.filter(record__in=few).delete()
        PersonRecord.objects.filter(id__in=few).delete()
    fresh = [(own, entry, one) for found in written.values() for entry, (own, one) in found.items() if entry not in known]
    if fresh:
        put(columns(reading for _, _, reading in fresh), [s for s, _, _ in fresh], [e for _, e, _ in fresh])
    return len(gone) + len(fresh)


@transaction.atomic
def put(c: Columns, subjects: Sequence[str], entries: Sequence[str], disputed: Iterable[int] = ()) -> None:
    """Seal and index so many records, all or none. Every subject has a key of the vault."""
    first = (PersonRecord.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1
    held = frozenset(disputed)
    boxes = vault.seal_many([(s, box, _bound(e)) for s, e, box in zip(subjects, entries, packed(c), strict=True)])
    rows = enumerate(zip(subjects, entries, boxes, strict=True))
    insert_many("registry_person_record", RECORD_COLUMNS, [(first + at, s, e, box, at in held) for at, (s, e, box) in rows])
    marks, records = [], []
    for keyed in keys.keys(c):
        marks.append(_blinded(keyed.kind, keyed.marks))
        records.append(keyed.rows + first)
    pairs = np.unique(np.stack((np.concatenate(marks), np.concatenate(records)), axis=1), axis=0)
    insert_many("registry_block_key", KEY_COLUMNS, map(tuple, pairs.tolist()))
    _count(c)


def likely(reading: Reading) -> Likely:
    """Whom a row may speak of. Opens the records of those who share a key with it."""
    return likely_columns(columns([reading]))


def likely_columns(row: Columns) -> Likely:
    kinds, marks = _marks_of(row)
    records, crowded = _sharing(kinds, marks)
    if not records:
        return Likely(Answer(Outcome.NEW), ())
    filed, entries = _opened(records, crowded)
    answer = ask(row, _commonness(row), filed)
    return Likely(answer, tuple(Near(c.subject, entries[c.record], c.score, c.levels) for c in answer.candidates))


def alike() -> list[Alike]:
    """The whole register against itself, as a batch: pairs of persons that may be one, each with its nearest records."""
    rows = list(PersonRecord.objects.order_by("id").values_list("subject", "entry", "sealed"))
    boxes = vault.open_many([(s, bytes(box), _bound(entry)) for s, entry, box in rows])
    alive = [(s, entry) for (s, entry, _), box in zip(rows, boxes, strict=True) if box is not None]
    if len(alive) < 2:
        return []
    found = resolve(unpacked([box for box in boxes if box is not None]))
    canonical = _canonical({s for s, _ in alive})
    who = [canonical[s] for s, _ in alive]
    pairs = [*zip(found.edges.left.tolist(), found.edges.right.tolist(), strict=True), *found.disputes.asked]
    best: dict[tuple[str, str], Alike] = {}
    for left, right in pairs:
        if who[left] == who[right]:
            continue
        one, other = (left, right) if who[left] < who[right] else (right, left)
        levels = tuple(found.levels(one, other))
        near = Near(who[other], alive[other][1], found.weights.total(levels), levels)
        key = (who[one], who[other])
        if key not in best or best[key].candidate.score < near.score:
            best[key] = Alike(*key, near)
    return list(best.values())


def _canonical(subjects: Iterable[str]) -> dict[str, str]:
    found = {one: one for one in subjects}
    for some in chunks(sorted(found), IN_ONE_QUERY):
        found.update(Subject.objects.filter(id__in=some).exclude(alias_of="").values_list("id", "alias_of"))
    return found


def clear() -> None:
    """Throw the index away: it is made again from the ledger."""
    for model in (BlockKey, Commonness, PersonRecord):
        model.objects.all().delete()


# ---- look-up ---------------------------------------------------------------------------------


def _marks_of(row: Columns) -> tuple[list[int], list[int]]:
    """Kinds and blinded marks of every key of one row, in one go through the cipher."""
    found = [(keyed.kind, mark) for keyed in keys.keys(row) for mark in set(keyed.marks.tolist())]
    blind = _blinded(np.array([kind for kind, _ in found]), np.array([mark for _, mark in found], np.uint64))
    return [kind for kind, _ in found], blind.tolist()


def _sharing(kinds: Sequence[int], marks: Sequence[int]) -> tuple[list[int], bool]:
    """Records that share a key in a block that is not too large; is the number on too many rows?"""
    limits = {mark: KINDS[kind].most for kind, mark in zip(kinds, marks, strict=True)}
    found: set[int] = set()
    crowded = False
    # one probe for each key, none reading further than its limit
    each = "SELECT record, %s AS mark FROM (SELECT record FROM registry_block_key WHERE mark = %s LIMIT %s) AS k{}"
    sql = " UNION ALL ".join(each.format(at) for at in range(len(limits)))
    told: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for mark, most in limits.items() for part in (mark, mark, most + 1)])
        for record, mark in cursor.fetchall():
            told.setdefault(mark, []).append(record)
    number = next((m for k, m in zip(kinds, marks, strict=True) if k == NUMBER["number"]), None)
    for mark, records in told.items():
        if len(records) <= limits[mark]:
            found.update(records)
        elif mark == number:
            crowded = True
    return sorted(found), crowded


_PEOPLE = """
    WITH found AS (
        SELECT DISTINCT COALESCE(NULLIF(s.alias_of, ''), r.subject) AS who
          FROM registry_person_record r LEFT JOIN registry_subject s ON s.id = r.subject WHERE r.id IN ({})
    ), everyone AS (
        SELECT who AS id, who FROM found
         UNION SELECT s.id, s.alias_of FROM registry_subject s JOIN found ON s.alias_of = found.who
    )
    SELECT r.id, everyone.who, r.subject, r.entry, r.sealed, r.disputed
      FROM everyone JOIN registry_person_record r ON r.subject = everyone.id
"""


def _opened(records: Sequence[int], crowded: bool) -> tuple[Filed, list[str]]:
    """These records and all others of the same people, opened. Whose key is destroyed is left out."""
    rows: dict[int, tuple[str, str, str, bytes, bool]] = {}
    with connection.cursor() as cursor:
        for some in chunks(records, IN_ONE_QUERY):
            cursor.execute(_PEOPLE.format(",".join(["%s"] * len(some))), some)
            for at, who, subject, entry, box, disputed in cursor.fetchall():
                rows[at] = (who, subject, entry, bytes(box), bool(disputed))
    order = sorted(rows)
    boxes = vault.open_many([(rows[at][1], rows[at][3], _bound(rows[at][2])) for at in order])
    alive = [at for at, box in zip(order, boxes, strict=True) if box is not None]
    known = unpacked([box for box in boxes if box is not None])
    disputed_flags = np.array([rows[at][4] for at in alive], np.bool_)
    return Filed(known, [rows[at][0] for at in alive], disputed_flags, crowded), [rows[at][2] for at in alive]


def _commonness(row: Columns) -> Counts:
    """The counts of the register, and the row itself added. A name counted before people were is as common as its rows."""
    wanted = _counted(row) | {"rows of names": _blinded(_ROW_OF_NAME, keys.name_marks(row)[0])}
    marks = {name: blind.tolist() for name, blind in wanted.items()}
    asked = sorted({m for found in marks.values() for m in found})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark, count FROM registry_commonness WHERE mark IN ({','.join(['%s'] * len(asked))})", asked)
        known = dict(cursor.fetchall())
    _, named = keys.name_marks(row)
    numbered = bool(marks["numbers of names"])
    bearer = (2 if marks["numbers of names"][0] not in known else 0) if numbered else 1
    own = [known.get(m, 0) for m in marks["phones"]]
    new = [m not in known for m in marks["names of phones"]]
    phones = np.zeros(row.phones.shape, np.int64)
    phones[row.phones > 0] = [count + fresh for count, fresh in zip(own, new, strict=True)]
    return Counts(
        np.array([max((known.get(marks["names"][0], 0) + bearer + 1) // 2, known.get(marks["rows of names"][0], 0)) if named[0] else 0], np.int64),
        np.array([known.get(marks["surnames"][0], 0) + 1], np.int64),
        phones,
        np.array([known.get(marks["companies"][0], 0) + 1 if row.company[0] else 0], np.int64),
    )


# ---- marks and counts --------------------------------------------------------------------------


def _bound(entry: str) -> bytes:
    return b"registry_person_record:" + entry.encode()


def _blinded(kind: "int | NDArray[np.int64]", marks: Marks) -> Ints:
    """Eight bytes of a cipher block each: nobody without the index key can try values out."""
    if not len(marks):
        return np.zeros(0, np.int64)
    blocks = np.empty((len(marks), 2), "<u8")
    blocks[:, 0], blocks[:, 1] = kind, marks
    return np.frombuffer(vault.blind_blocks("likeness", blocks.tobytes()), "<i8")[::2].copy()


def _counted(c: Columns) -> dict[str, Ints]:
    """Blinded marks of what is counted; phones line by line where there is one."""
    name, named = keys.name_marks(c)
    heard = np.where(named, name, mixed(c.loose[:, 0]))
    has = c.phones > 0
    phone = c.phones[has].astype(np.uint64)
    beside = np.repeat(heard, c.phones.shape[1]).reshape(c.phones.shape)[has]
    return {
        "names": _blinded(_NAME, name),
        "surnames": _blinded(_SURNAME, c.loose[:, 0].astype(np.uint64)),
        "companies": _blinded(_COMPANY, c.company),
        "phones": _blinded(_PHONE, phone),
        "names of phones": _blinded(_NAME_OF_PHONE, mixed(phone, beside)),
        "numbers of names": _blinded(_NUMBER_OF_NAME, numbers_beside_names(c)[1]),
    }


def _new(marks: Ints) -> tuple[Ints, Ints]:
    """Marks that were never counted, each once, and where each stands first."""
    found, firsts = np.unique(marks, return_index=True)
    known: set[int] = set()
    for some in chunks(found.tolist(), IN_ONE_QUERY):
        known.update(Commonness.objects.filter(mark__in=some).values_list("mark", flat=True))
    fresh = np.array([mark not in known for mark in found.tolist()], np.bool_)
    return found[fresh], firsts[fresh]


def _count(c: Columns) -> None:
    wanted = _counted(c)
    _, named = keys.name_marks(c)
    numbered, _ = numbers_beside_names(c)
    pairs, firsts = _new(wanted["names of phones"])
    bearers, first_borne = _new(wanted["numbers of names"])
    borne = wanted["names"][numbered][first_borne]
    counted = (
        borne, borne, wanted["names"][named & ~numbered], bearers, wanted["surnames"], wanted["companies"][c.company > 0],
        wanted["phones"][firsts], pairs,
    )  # fmt: skip
    marks, counts = np.unique(np.concatenate(counted), return_counts=True)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO registry_commonness (mark, count) VALUES (%s, %s)"
            " ON CONFLICT (mark) DO UPDATE SET count = registry_commonness.count + excluded.count",
            list(zip(marks.tolist(), counts.tolist(), strict=True)),
        )
