"""What has been established? Read only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from django.db.models import Count

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.ledger import reading
from jiaxin.apps.ledger.appending import LOG
from jiaxin.apps.ledger.encoding import from_us
from jiaxin.apps.ledger.models import EntryRow
from jiaxin.apps.registry.queries import aliases, ids_of, resolve_many
from jiaxin.domain.employment.answers import ANSWER
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED, in_force
from jiaxin.kit.bulk import rows_of

FEW = 5_000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log at this moment: how many entries, their root, when the last was recorded."""

    size: int
    root: bytes
    recorded_at: datetime


def checkpoint() -> Checkpoint:
    for size, root, recorded_us in rows_of("SELECT size, root, recorded_us FROM ledger_head WHERE name IN ({})", [LOG]):
        return Checkpoint(size, bytes(root), from_us(recorded_us))
    return Checkpoint(0, b"", from_us(0))


def facts_about(
    subject: str,
    as_of: date | None = None,
    known_at: datetime | None = None,
    with_claims: bool = False,
    opened: bool = True,
    with_restricted: bool = False,
) -> Facts:
    """What stands about one subject, whichever of its merged ids it was written under."""
    return facts_about_many([subject], as_of, known_at, with_claims, opened, with_restricted=with_restricted)[subject]


def facts_about_many(
    subjects: Sequence[str],
    as_of: date | None = None,
    known_at: datetime | None = None,
    with_claims: bool = False,
    opened: bool = True,
    kinds: Sequence[str] = (),
    with_restricted: bool = False,
) -> dict[str, Facts]:
    """What stands about each. kinds: of these alone, for whoever reads many and needs few. with_restricted: what is frozen, too."""
    found = history_of_many(subjects, opened, [*kinds, *sorted(ABOUT_FACTS), CONFIRMED, ANSWER] if kinds else ())
    return {s: in_force(s, entries, as_of, known_at, with_claims, with_restricted) for s, entries in found.items()}


def history_of_many(subjects: Sequence[str], opened: bool = True, kinds: Sequence[str] = ()) -> dict[str, list[Entry]]:
    """Everything ever said about each subject, corrections and lapsed claims included; of these kinds alone, where any are named."""
    merged = ids_of(subjects)
    written = reading.entries_about([one for ids in merged.values() for one in ids], opened, kinds)
    return {
        subject: sorted((e for one in ids for e in written[one]), key=lambda e: e.position)
        for subject, ids in merged.items()
    }


def history_under(ids: Sequence[str], opened: bool = True) -> dict[str, list[Entry]]:
    """Everything ever said under exactly these ids, whoever they stand for today."""
    written = reading.entries_about(list(ids), opened, ())
    return {one: written[one] for one in ids}


def history_of_kind(subject: str, kind: str) -> list[Entry]:
    """What was ever said of one kind about a subject, and about what was said; unopened."""
    return reading.entries_of_kinds(ids_of([subject])[subject], [kind, *sorted(ABOUT_FACTS)])


def entry(subject: str, entry_id: str, opened: bool = False) -> Entry | None:
    """One entry of a subject. Ids have no index of their own: they are found through whom they are about."""
    return next((e for e in history_of_many([subject], opened)[subject] if e.id == entry_id), None)


def said_about(subject: str, entry_id: str) -> bool:
    """Whether an entry is about a subject, under whichever of its merged ids."""
    return EntryRow.objects.filter(subject__in=ids_of([subject])[subject], id=entry_id).exists()


def entries_between(after: int, upto: int, opened: bool = False) -> list[Entry]:
    return reading.entries_between(after, upto, opened)


def entries_of(kind: str, after: int, upto: int, opened: bool = False) -> list[Entry]:
    """Entries of one kind between two positions, in order."""
    positions = EntryRow.objects.filter(kind=kind, position__gt=after, position__lte=upto).order_by("position").values_list("position", flat=True)
    return [e for p in positions for e in reading.entries_between(p - 1, p, opened)]


def subjects_between(after: int, upto: int) -> list[str]:
    """Whom the entries after one position, up to another, are about; merged ids resolved."""
    rows = rows_of("SELECT DISTINCT subject FROM ledger_entry WHERE position > {} AND position <= {}", [after], [upto])
    return _resolved([subject for subject, in rows])


def subjects_said(kinds: Sequence[str], after: int, upto: int) -> list[str]:
    """As `subjects_between`, of entries of these kinds alone."""
    rows = rows_of("SELECT DISTINCT subject FROM ledger_entry WHERE kind IN ({}) AND position > {} AND position <= {}", list(kinds), [after], [upto])
    return _resolved([subject for subject, in rows])


def _resolved(ids: list[str]) -> list[str]:
    """Many ids are cheaper against all aliases at once."""
    if len(ids) < FEW:
        return list(dict.fromkeys(resolve_many(ids).values()))
    known = aliases()
    return list(dict.fromkeys(known.get(one, one) for one in ids))


@beyond("只看记账时间")
def position_before(moment: datetime) -> int:
    """The last position recorded before a moment: positions are in order of time, so it is searched by halves."""
    low, high = 0, checkpoint().size
    while low < high:
        middle = (low + high + 1) // 2
        if from_us(orjson.loads(body(middle))["recorded_us"]) < moment:
            low = middle
        else:
            high = middle - 1
    return low


def kinds_about(subject: str, after: int, upto: int) -> set[str]:
    """Of what kinds the entries about one subject are, after one position, up to another."""
    rows = EntryRow.objects.filter(subject=subject, position__gt=after, position__lte=upto)
    return set(rows.order_by("kind").values_list("kind", flat=True).distinct())


def followed(name: str) -> int:
    """How far a derived table has followed."""
    return sum(position for position, in rows_of("SELECT position FROM ledger_follower WHERE name IN ({})", [name]))


def counts_by_kind() -> Mapping[str, int]:
    rows = EntryRow.objects.values_list("kind").annotate(n=Count("position")).order_by("kind")
    return dict(rows)


def position_of(entry_id: str) -> int:
    """0 when there is no such entry. Reads the whole log: for the console."""
    return EntryRow.objects.filter(id=entry_id).values_list("position", flat=True).first() or 0


@beyond("证明文件：账本里的编码人人可核")
def body(position: int) -> bytes:
    """The bytes that the leaf at a position covers; empty when there is none."""
    found = EntryRow.objects.filter(position=position).values_list("body", flat=True).first()
    return bytes(found) if found else b""


def leaves(after: int, upto: int) -> Iterable[bytes]:
    rows = EntryRow.objects.filter(position__gt=after, position__lte=upto).order_by("position")
    return (bytes(leaf) for leaf in rows.values_list("leaf", flat=True).iterator(chunk_size=10_000))
