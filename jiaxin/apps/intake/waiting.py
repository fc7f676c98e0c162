"""同时在办 — lists on their way at the same time that give one identity number two names.

A list of a company that would file somebody anew leaves the keyed marks of that person, never the
person. When another company's list brings the same number under another name, neither row lands, and
both are asked to look at the papers; nobody learns who the other is or what stands in the other list.
Equal names are no question: it is the same person, working for both.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction

from jiaxin.apps.intake.judging import SOUND
from jiaxin.apps.intake.models import Batch, BatchFinding, Waiting
from jiaxin.apps.intake.parties import opens_files
from jiaxin.apps.intake.registry_look import finding_of
from jiaxin.apps.intake.states import State
from jiaxin.apps.registry.queries import Marks
from jiaxin.domain.quality.in_the_registry import NAMED_ELSEWHERE
from jiaxin.kit.bulk import chunks, insert_many

ON_ITS_WAY = (State.CHECKING, State.CHECKED, State.ACCEPTING)
COLUMNS = {
    "number_mark": "int8",
    "name_mark": "int8",
    "batch": "varchar",
    "sheet": "varchar",
    "row": "int4",
    "status": "varchar",
    "held": "bool",
}
_MEETINGS = f"""
    SELECT mine.id, mine.sheet, mine.row, theirs.id, theirs.batch
      FROM intake_waiting mine
      JOIN intake_waiting theirs ON theirs.number_mark = mine.number_mark
      JOIN intake_batch b ON b.id = theirs.batch
     WHERE mine.batch = %s AND mine.row BETWEEN %s AND %s
       AND theirs.name_mark <> mine.name_mark AND b.organisation <> %s
       AND b.state IN ({", ".join(f"'{state.value}'" for state in ON_ITS_WAY)})
"""


class Meeting(NamedTuple):
    """Two rows of one number and two names."""

    mine: int
    sheet: str
    row: int
    theirs: int
    their_batch: str


def enter(batch: Batch, fresh: Sequence[tuple[dict[str, Any], Marks]]) -> list[Meeting]:
    """Leave the marks of a chunk; whom they meet. In the transaction that keeps the chunk."""
    if not fresh:
        return []
    rows = ((_short(m.number), _short(m.name), batch.id, r["sheet"], r["row"], r["status"], False) for r, m in fresh)
    insert_many("intake_waiting", COLUMNS, rows)
    met = _meetings(batch, [row for row, _ in fresh])
    for some in chunks([one.mine for one in met], 500):
        Waiting.objects.filter(id__in=some).update(held=True, status="error")
    return met


def tell(met: Iterable[Meeting]) -> None:
    """Ask the other side too. Not inside a transaction that holds a batch: two could wait for each other."""
    by_batch: dict[str, list[int]] = {}
    for one in met:
        by_batch.setdefault(one.their_batch, []).append(one.theirs)
    for batch_id, ids in by_batch.items():
        with transaction.atomic():
            asked = Batch.objects.select_for_update().filter(id=batch_id, state__in=(State.CHECKING, State.CHECKED))
            if (batch := asked.first()) is None:
                continue  # it lands at this moment and looks by itself
            rows = list(Waiting.objects.filter(id__in=ids, held=False))
            BatchFinding.objects.bulk_create(
                finding_of(batch, NAMED_ELSEWHERE, {"sheet": one.sheet, "row": one.row}) for one in rows
            )
            Waiting.objects.filter(id__in=[one.id for one in rows]).update(held=True)
            if batch.state == State.CHECKED:
                batch.counts = batch.counts | {
                    "rows": moved(batch.counts.get("rows", {}), [one.status for one in rows])
                }
                batch.save(update_fields=["counts"])


def told_meanwhile(batch: Batch) -> list[str]:
    """The states, as judged, of rows that somebody else's list has put in question while this one was read."""
    rows = Waiting.objects.filter(batch=batch.id, held=True).exclude(status="error").order_by("id")
    return list(rows.values_list("status", flat=True))


def moved(tally: dict[str, int], statuses: Iterable[str]) -> dict[str, int]:
    """Rows that were good and are in question now, counted anew."""
    found = Counter(tally)
    for status in statuses:
        found[status] -= 1
        found["error"] += 1
    return {status: n for status, n in found.items() if n}


def unquestioned(batch: Batch, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The good rows of a chunk that nobody has put in question. Asked when they land; speaks where nobody has yet."""
    good = [row for row in rows if row["status"] in SOUND]
    if not good or not opens_files(batch.sheet_kind):
        return good
    first, last = _reach(good)
    asked = Waiting.objects.filter(batch=batch.id, row__range=(first, last), held=True).values_list("sheet", "row")
    held = set(asked.order_by("id"))
    late = {(one.sheet, one.row): one.mine for one in _meetings(batch, good)}
    new = late.keys() - held
    BatchFinding.objects.bulk_create(
        finding_of(batch, NAMED_ELSEWHERE, {"sheet": sheet, "row": row}) for sheet, row in sorted(new)
    )
    Waiting.objects.filter(id__in=[late[one] for one in new]).update(held=True)
    held |= new
    return [row for row in good if (row["sheet"], row["row"]) not in held]


def forget(batch_id: str) -> None:
    """The list has landed, or is given up: what it left is no longer compared with."""
    Waiting.objects.filter(batch=batch_id).delete()


def _short(mark: bytes) -> int:
    """Enough to tell those who wait at one time apart."""
    return int.from_bytes(mark[:8], "big", signed=True)


def _meetings(batch: Batch, rows: Sequence[dict[str, Any]]) -> list[Meeting]:
    among = {(row["sheet"], row["row"]) for row in rows}
    with connection.cursor() as cursor:
        cursor.execute(_MEETINGS, [batch.id, *_reach(rows), batch.organisation])
        met = [Meeting(*row) for row in cursor.fetchall()]
    return [one for one in met if (one.sheet, one.row) in among]


def _reach(rows: Sequence[dict[str, Any]]) -> tuple[int, int]:
    numbers = [row["row"] for row in rows]
    return min(numbers), max(numbers)
