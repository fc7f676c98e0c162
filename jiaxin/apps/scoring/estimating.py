"""估计口碑 — one run: the record in columns, the model, what is published anew, and one fact that says so.

A cold fit finds the parameters again (every so many days); on the nights between, under the parameters of the last
one, only households with something new and their workers are touched. The two share everything but that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from django.conf import settings
from django.db import transaction

from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import segments
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import publishing
from jiaxin.apps.scoring.estimates import ReputationRun
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor
from jiaxin.domain.reputation import Book, Estimate, Fitted, Frozen, fitted, opened, update
from jiaxin.domain.reputation.doubting import doubts
from jiaxin.domain.reputation.from_facts import NO_PENALTIES, Tables, tables
from jiaxin.domain.reputation.frozen import VERSION
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.batch.standing import in_force_sql
from jiaxin.kit.columns import in_memory

EPOCH = date(1970, 1, 1).toordinal()


@dataclass
class _Night:
    """What the job process keeps from one night to the next. Lost with the process, it is made again from the record."""

    folder: str
    parameters: str
    seen: Tables
    book: Book


_LAST: list[_Night] = []


def run(actor: Actor, district: str, today: date, upto: int, book: Rulebook) -> ReputationRun:
    """Estimate everybody's reputation as of a day, from the record up to a position. The caller has asked for permission."""
    found = gathered(today, upto, book)
    before = ReputationRun.objects.order_by("-position").first()
    cold = _cold_is_due(before, today, book)
    frozen = None if cold or before is None else publishing.parameters(before.parameters)
    if frozen is None:
        fit = fitted(found.orders, found.workers, found.households, NO_PENALTIES, _day(today))
        return _recorded(actor, district, today, upto, book, found, fit.estimate, fit.frozen, fit, before)
    night = _tonight(found, frozen, before.parameters if before else "", today)
    assert night.book.estimate is not None
    return _recorded(actor, district, today, upto, book, found, night.book.estimate, frozen, None, before)


def gathered(today: date, upto: int, book: Rulebook) -> Tables:
    """The four tables as the record has them up to a position."""
    segments.extend(upto)
    levels = {int(name.removeprefix("level_")): step for name, step in book.data["certificates"].items() if name.startswith("level_")}
    with _standing(upto) as database:
        return tables(database, _day(today), book.data["complaints"]["within_days"], levels)


@contextmanager
def _standing(upto: int) -> Iterator[Any]:
    """DuckDB with the facts in force, each under the id that is its subject's today."""
    files = [str(one) for one in segments.files()]
    with in_memory() as database:
        database.execute("SET threads = 1")
        if not files:
            database.register("told", segments.nothing())
        else:
            database.execute(f"CREATE VIEW told AS SELECT * FROM read_parquet({files}, union_by_name = true) WHERE position <= {int(upto)}")
        names = [row[0] for row in database.execute("SELECT DISTINCT subject FROM told UNION SELECT DISTINCT counterparty FROM told WHERE counterparty <> ''").fetchall()]
        now = {was: one for was, one in registry.resolve_many(names).items() if was != one}
        database.register("aliases", pa.table({"was": pa.array(list(now), pa.string()), "one": pa.array(list(now.values()), pa.string())}))
        database.execute(
            "CREATE VIEW facts AS SELECT told.* REPLACE (coalesce(a.one, told.subject) AS subject, coalesce(b.one, told.counterparty) AS counterparty)"
            " FROM told LEFT JOIN aliases a ON a.was = told.subject LEFT JOIN aliases b ON b.was = told.counterparty"
        )
        database.execute(f"CREATE TEMP TABLE standing AS {in_force_sql()}")
        yield database


def _cold_is_due(before: ReputationRun | None, today: date, book: Rulebook) -> bool:
    if before is None or before.rulebook != book.digest or before.model != VERSION:
        return True
    last = ReputationRun.objects.filter(extent="cold").order_by("-position").values_list("run_on", flat=True).first()
    return last is None or (today - last).days >= book.data["refit"]["every_days"]


def _tonight(found: Tables, frozen: Frozen, parameters: str, today: date) -> _Night:
    """Update last night's book where this process still has it and nothing has vanished; else open it anew."""
    kept = next((one for one in _LAST if (one.folder, one.parameters) == (str(settings.DATA), parameters)), None)
    book = _updated(kept, found, today) if kept else None
    if book is None:
        book = opened(frozen, found.orders, found.workers, found.households, NO_PENALTIES, _day(today))
    night = _Night(str(settings.DATA), parameters, found, book)
    _LAST[:] = [night]
    return night


def _updated(night: _Night, found: Tables, today: date) -> Book | None:
    changed = {}
    for name, key in (("orders", "order"), ("workers", "worker"), ("households", "household")):
        was, now = getattr(night.seen, name), getattr(found, name)
        with in_memory() as database:
            database.register("was", was)
            database.register("now", now)
            gone = database.execute(f'SELECT count(*) FROM was ANTI JOIN now ON was."{key}" = now."{key}"').fetchone()
            if gone is None or gone[0] or (name == "workers" and _moved_house(database)):
                return None  # taken back, merged, or another employer: cells of the past are no longer what they were
            changed[name] = database.execute(f'SELECT * FROM now EXCEPT SELECT * FROM was ORDER BY "{key}"').to_arrow_table()
    return update(night.book, changed["orders"], _day(today), changed["workers"], changed["households"], None)


def _moved_house(database: Any) -> bool:
    found = database.execute("SELECT count(*) FROM was JOIN now USING (worker) WHERE was.company <> now.company").fetchone()
    return bool(found and found[0])


def _recorded(
    actor: Actor, district: str, today: date, upto: int, book: Rulebook, found: Tables, estimate: Estimate, frozen: Frozen,
    fit: Fitted | None, before: ReputationRun | None,
) -> ReputationRun:  # fmt: skip
    wanted = np.asarray(found.workers["consented"].to_pylist(), dtype=bool)
    figures = publishing.figures(estimate, wanted)
    moved = publishing.moved(figures, book.data["publish"]["step_milli"])
    said = {
        "run_on": today.isoformat(), "extent": "nightly" if fit is None else "cold", "model": VERSION, "rulebook": book.digest,
        "parameters": publishing.keep_parameters(frozen), "input_position": upto, "root": publishing.root(figures),
        "estimated": len(figures), "moved": len(moved),
    }  # fmt: skip
    drift, kept = publishing.drift(before, found, estimate, fit, _day(today)) if fit is not None and before is not None else (None, None)
    with transaction.atomic():
        fact = Fact(
            kind="reputation.run", subject=district, happened_on=today, key=(today.isoformat(),), clear=said,
            provenance=Provenance("district", Channel.SYSTEM, actor.id),
        )  # fmt: skip
        (placed,) = ledger.append([fact])
        if placed.outcome == "known":
            raise Refused("reputation.ran", f"{today} 已经估计过，数据没有变化", "无需处理")
        made = ReputationRun.objects.create(
            position=placed.position, entry=placed.id, run_on=today, drift_micro=drift, rank_kept_micro=kept,
            **{name: value for name, value in said.items() if name != "run_on"},
        )  # fmt: skip
        publishing.publish(figures, moved, today, placed.position)
        if fit is not None:
            publishing.suspect(doubts(fit.market, fit.fit, book.data["suspicion"]["look_from_mille"]), found, today)
    if fit is not None:
        _LAST.clear()
    publishing.forget_parameters_but(said["parameters"])
    return made


def _day(on: date) -> int:
    return on.toordinal() - EPOCH
