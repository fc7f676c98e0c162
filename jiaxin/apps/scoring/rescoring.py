"""全员重算 — everybody's score at once from the columnar segments, with the inputs that stand given.

The same bytes as one by one: so it checks every night what was brought up to date step by step, mends what differs,
and tries a draft on the whole district in seconds.

Not here  inputs given from outside a subject's own facts (pipeline makes them; the standing row keeps them).
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from jiaxin.apps.ledger import segments
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import projection
from jiaxin.apps.scoring.crew import crew
from jiaxin.apps.scoring.models import RulebookInForce, StandingAssessment
from jiaxin.apps.scoring.packs import rulebook_in_force
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.batch.grounded import Places, Ragged
from jiaxin.domain.scoring.batch.numbers import with_grounds
from jiaxin.domain.scoring.batch.slices import Slice, assessed, cut
from jiaxin.domain.scoring.batch.standing import coming, gone, inputs, places, sql
from jiaxin.domain.scoring.batch.standing import segments as columns
from jiaxin.domain.scoring.engine import Assessment
from jiaxin.domain.scoring.outcome import Outcome
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.kit.columns import in_memory

AT_ONCE = 50_000  # subjects; what is held in memory at a time


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for a subject, and the inputs it was made with, packed."""

    digest: str
    rulebook: str
    next_change_on: date | None
    given: bytes


def standing(subject_kind: str) -> dict[str, Standing]:
    """Of every worker, or every company, that has a score."""
    versions = RulebookInForce.objects.filter(kind="scoring", subject=subject_kind).order_by("version")
    rows = StandingAssessment.objects.filter(rulebook__in=versions.values_list("version", flat=True))
    return {
        subject: Standing(digest, rulebook, turn, bytes(given))
        for subject, digest, rulebook, turn, given in rows.order_by("subject").values_list(
            "subject", "digest", "rulebook", "next_change_on", "given"
        )
    }


@dataclass(frozen=True, slots=True)
class Rescored:
    """Everybody made again: how many, and whose result is not the one that stands."""

    made: int
    different: tuple[str, ...]
    mended: bool


def rescore(as_of: date, upto: int, mend: bool = False) -> list[Rescored]:
    """Make every score of a day anew beside what stands: workers, then companies. mend: what differs is put right."""
    found = []
    for kind in ("worker", "company"):
        try:
            book = rulebook_in_force("scoring", as_of, kind)
        except Refused:
            continue
        before = standing(kind)
        given = {subject: one.given for subject, one in before.items()}
        segments.extend(upto)
        made, different = 0, list[str]()
        for some in outcomes(segments.files(), book, as_of, given, registry.aliases(), upto):
            wrong = [one for one in some if not _same(one, before[one.subject])]
            if mend:
                projection.keep(wrong, given, as_of, upto)
            made += len(some)
            different += [one.subject for one in wrong]
        found.append(Rescored(made, tuple(different), mend and bool(different)))
    return found


def _same(one: Outcome, before: Standing) -> bool:
    return (one.digest, one.rulebook, one.next_change_on) == (before.digest, before.rulebook, before.next_change_on)


def outcomes(
    files: Sequence[Path],
    book: Rulebook,
    as_of: date,
    given: Mapping[str, bytes],
    aliases: Mapping[str, str] | None = None,
    upto: int | None = None,
    processes: int = 0,
) -> Iterator[list[Outcome]]:
    """What is to be kept of each, some at a time and in the order of subjects, by several processes where that pays."""
    with uncollected(), crew(len(given), processes) as work:
        yield from work(_slices(files, book, as_of, given, aliases or {}, upto))


def everybody(book: Rulebook, as_of: date, given: Mapping[str, bytes], upto: int) -> Iterator[Assessment]:
    """Assess each of these subjects from the segments, which are first written up to a position."""
    segments.extend(upto)
    with uncollected():
        for one in _slices(segments.files(), book, as_of, given, registry.aliases(), upto):
            yield from assessed(one)


def _slices(
    files: Sequence[Path], book: Rulebook, as_of: date, given: Mapping[str, bytes], aliases: Mapping[str, str], upto: int | None
) -> Iterator[Slice]:
    """given: whose score is asked for, with her inputs; aliases: id → the id that took its place."""
    rules = scoring_rules(book)
    measures = {item.indicator.code: item.measure for item in rules.items}
    asked, ahead = sql(with_grounds(columns(), measures, as_of, places(), inputs((), "wanted"))), sql(coming(columns(), as_of))
    with in_memory() as database:
        _see(database, files, aliases, upto)
        database.execute(f"CREATE TEMP TABLE gone AS {sql(gone(columns(), as_of))}")
        at = _places(database, sorted(rules.kinds))
        subjects = sorted(given)
        for start in range(0, len(subjects), AT_ONCE):
            some = subjects[start : start + AT_ONCE]
            database.register("wanted", pa.table({"subject": some}))
            found = database.execute(
                f"SELECT * FROM ({asked}) LEFT JOIN ({ahead}) USING (subject) ORDER BY subject"
            ).to_arrow_table()
            yield from cut(_in_columns(found), at, given, book.raw, as_of)


@contextmanager
def uncollected() -> Iterator[None]:
    """Millions of tuples that live for seconds: looking for cycles among them costs as much as the work itself."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # and back: those that are still held count as old, instead of all being looked at now
        gc.unfreeze()
        if was:
            gc.enable()


def _see(database: Any, files: Sequence[Path], aliases: Mapping[str, str], upto: int | None) -> None:
    """The segments as one view, each fact under the id that is hers today."""
    told = "SELECT * FROM read_parquet($files, union_by_name = true)".replace("$files", str([str(f) for f in files]))
    if upto is not None:
        told += f" WHERE position <= {upto}"
    if aliases:
        database.register("aliases", pa.table({"was": list(aliases), "is_now": list(aliases.values())}))
        told = (
            "SELECT told.* REPLACE (coalesce(aliases.is_now, told.subject) AS subject)"
            f" FROM ({told}) AS told LEFT JOIN aliases ON aliases.was = told.subject"
        )
    database.execute(f"CREATE VIEW facts AS {told}")


def _places(database: Any, kinds: Sequence[str]) -> Places:
    found = database.execute(
        "SELECT position, entry, happened_on FROM facts WHERE list_contains(?, kind)", [list(kinds)]
    ).to_arrow_table()
    return Places.of(*(found[name].to_numpy() for name in ("position", "entry", "happened_on")))


def _in_columns(found: pa.Table) -> dict[str, Sequence[Any] | Ragged]:
    return {name: _listed(found[name].combine_chunks()) for name in found.column_names}


def _listed(column: Any) -> Sequence[Any] | Ragged:
    """A column as Python values; one of lists stays one flat column with its ends."""
    if pa.types.is_decimal(column.type):  # sums of whole numbers
        column = column.cast(pa.int64())
    if not pa.types.is_list(column.type):
        whole: Sequence[Any] = column.to_pylist()
        return whole
    ends = column.offsets.to_numpy().astype(np.int64)
    return Ragged(column.values.to_numpy()[ends[0] : ends[-1]], ends - ends[0])
