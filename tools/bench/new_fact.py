"""From a new fact to the new assessment: CPU milliseconds and queries, step by step, in a district that is there.

    python -m tools.bench.new_fact --data FOLDER [--count 60] [--seed 1]

Works on a copy of the folder, which goes away. For each of so many workers drawn by lot a course is recorded and the
pipeline follows it. What counts as the way to the new assessment: the fact is placed in the record, found, her facts are
read and folded, she is counted, her company's score is made and kept, then her own. What the public and the lists show of
it is told apart. Each step is charged with what it does itself, not with the steps inside it. Target: 20 ms up to the
assessment. The ratio to a plain loop timed at the same moment is printed too.
"""

import argparse
import shutil
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from typing import Any
from unittest.mock import patch

from tools.bench.scoring import loop

SCORED = ("placed in the record", "found, and noted as followed", "her facts read and folded", "counted", "her company's score", "her score")
SHOWN = ("lists of files and records", "her company's page", "her card")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--count", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(chosen.data, f"{folder}/district")
        measured(f"{folder}/district", chosen.count, chosen.seed)


class Steps:
    """CPU and queries of one way, each charged to the innermost step that runs."""

    def __init__(self) -> None:
        self.spent, self.asked = Counter[str](), Counter[str]()
        self._within: list[str] = []
        self._since = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._charge()
        self._within.append(name)
        try:
            yield
        finally:
            self._charge()
            self._within.pop()

    def of(self, name: str, does: Callable[..., Any]) -> Callable[..., Any]:
        def charged(*args: Any, **named: Any) -> Any:
            with self.step(name):
                return does(*args, **named)

        return charged

    def query(self, execute: Any, *statement: Any) -> Any:
        if self._within:
            self.asked[self._within[-1]] += 1
        return execute(*statement)

    def _charge(self) -> None:
        now = process_time()
        if self._within:
            self.spent[self._within[-1]] += now - self._since
        self._since = now


def measured(folder: str, count: int, seed: int) -> None:
    from jiaxin.portals.console.district import open_district

    open_district(folder)
    from django.db import connection

    from jiaxin import pipeline
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.apps.scoring.queries import standing
    from jiaxin.kit import clock

    pipeline.turn_the_day()
    pipeline.advance()
    subjects = Random(seed).sample(sorted(standing("worker")), count)
    every, before = list[Steps](), loop()
    for subject in subjects:
        steps = Steps()
        with ExitStack() as held:
            held.enter_context(connection.execute_wrapper(steps.query))
            for name, owner, does in _steps():
                held.enter_context(patch.object(owner, does, steps.of(name, getattr(owner, does))))
            ledger.append([course(subject, clock.today())])
            pipeline.advance()
        every.append(steps)
    told(every, 1000 * (before + loop()) / 2)


def _steps() -> list[tuple[str, Any, str]]:
    """step, where it is called from, what is called."""
    from jiaxin import pipeline
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.apps.publication.cardwriting import Writer

    placed, found, folded, counted, company, hers = SCORED
    lists, page, card = SHOWN
    return [
        (placed, ledger, "append"),
        (found, pipeline, "advance"),
        (folded, pipeline, "_read"),
        (counted, pipeline, "_count"),
        (company, pipeline, "_score_companies"),
        (hers, pipeline, "_score"),
        *((lists, pipeline.worker_files, name) for name in ("follow_records", "project", "follow_spells")),
        (page, pipeline, "_refresh_companies"),
        *((card, pipeline, name) for name in ("_assess", "disclose_worker", "public_score")),
        (card, pipeline.worker_files, "photo"),
        (card, pipeline.registry, "codes_of"),
        (card, pipeline.registry, "companies"),
        (card, pipeline.Press, "__init__"),
        (card, Writer, "__init__"),
        (card, Writer, "close"),
    ]


def told(every: list[Steps], pace: float) -> None:
    for said, names in (("up to the assessment", SCORED), ("what is shown of it", SHOWN)):
        spent = [1000 * sum(one.spent[name] for name in names) for one in every]
        asked = statistics.median(sum(one.asked[name] for name in names) for one in every)
        p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
        print(f"{said:34s} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms CPU {asked:4.0f} queries, p50 {p50 / pace:.3f} loops")
        for name in names:
            p50 = statistics.median(1000 * one.spent[name] for one in every)
            print(f"  {name:32s} p50 {p50:6.1f} ms {'':20s} {statistics.median(one.asked[name] for one in every):4.0f} queries")


def course(subject: str, today: date) -> Any:
    from jiaxin.domain.facts import Channel, Fact, Provenance, Standing

    return Fact(
        kind="training",
        subject=subject,
        happened_on=today,
        provenance=Provenance("bench", Channel.SYSTEM, "bench"),
        key=("bench", today.isoformat()),
        standing=Standing.ORIGINAL,
        clear={"training_on": today.isoformat(), "training_hours_hundredths": 400, "training_name": "试测课程"},
    )


if __name__ == "__main__":
    main()
