"""How fast scores are made: one subject, and everybody over the fact segments, with reasons, written back.

    python -m tools.bench.scoring [--workers 30000] [--each 34] [--times 1,10]

Prints CPU seconds and elapsed seconds of each step of a full re-score, whether it gives the bytes that come out one
by one, and for each multiple of the facts the aggregation alone beside a bare scan of the same columns, with the
exponent of growth. A plain loop of Python is timed right before and after each step: on a machine that others use
too, CPU seconds stretch, and the ratio to the loop stretches less. Runs in a folder of its own and leaves nothing behind.
"""

import argparse
import os
import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from math import log
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from tools.bench.fact_files import PATTERNS, TODAY, history, write


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workers", type=int, default=30_000)
    options.add_argument("--each", type=int, default=34, help="facts a worker")
    options.add_argument("--times", default="1", help="multiples of the workers for the aggregation alone")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(JIAXIN_DATA=folder, DJANGO_SETTINGS_MODULE="config.settings.dev")
        import django

        django.setup()
        print(f"plain loop of five million additions: {loop():.2f} CPU s")
        one_subject()
        full(Path(folder), chosen.workers, chosen.each)
        grown(Path(folder), chosen.workers, chosen.each, [int(n) for n in chosen.times.split(",")])


def loop() -> float:
    start, total = process_time(), 0
    for n in range(5_000_000):
        total += n
    return process_time() - start


def worked() -> float:
    """CPU seconds of this process and of those it began and that have ended."""
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + theirs.ru_utime + theirs.ru_stime


@contextmanager
def timed(said: str) -> Iterator[list[float]]:
    before, spent = loop(), list[float]()
    cpu, start = worked(), perf_counter()
    yield spent
    spent += [worked() - cpu, perf_counter() - start]
    spent.append(spent[0] / ((before + loop()) / 2))
    print(f"  {said:34s} {spent[0]:7.2f} CPU s {spent[1]:7.2f} s {spent[2]:7.1f} loops")


def one_subject() -> None:
    from jiaxin.domain.scoring.context import Context
    from jiaxin.domain.scoring.engine import assess
    from jiaxin.domain.scoring.rulebook import scoring_rules
    from jiaxin.domain.validity import colour, validity_rules

    held, rules, given = [history(n) for n in range(200)], scoring_rules("worker-2026"), Context({"code-colour": 2})
    works: list[tuple[str, Callable[[Any], object]]] = [
        ("assess, 35 facts", lambda f: assess(f, given, rules, TODAY)),
        ("assess and digest", lambda f: assess(f, given, rules, TODAY).digest),
        ("colour", lambda f: colour(f, TODAY, validity_rules())),
    ]
    for said, work in works:
        start = process_time()
        for facts in held * 5:
            work(facts)
        print(f"{said:28s} {(process_time() - start) / 1000 * 1e6:8.0f} µs a subject")


def full(folder: Path, workers: int, each: int) -> None:
    """Everybody, with reasons, written back: all rows new, then nothing changed; in one process, then in as many as pay."""
    from django.core.management import call_command

    from jiaxin.apps.scoring import projection
    from jiaxin.apps.scoring.queries import outcomes
    from jiaxin.domain.rulebooks.reading import packaged
    from jiaxin.domain.scoring.context import packed

    call_command("migrate", verbosity=0)
    files, book = write(folder / "facts", workers, each), packaged("worker-2026")
    given = dict.fromkeys((f"W{n:015d}" for n in range(workers)), packed(given_to_all()))
    print(f"full re-score: {workers * each:,} facts of {workers:,} workers")
    with timed("one process, reasons and digests"):
        alone = list(chain.from_iterable(outcomes(files, book, TODAY, given, processes=1)))
    with timed("written back, all rows new"):
        projection.keep(alone, given, TODAY, 1)
    with timed("written back, nothing changed"):
        projection.keep(alone, given, TODAY, 2)
    projection.forget(list(given))
    made = []
    with timed("as it runs: assessed, written back"):
        for some in outcomes(files, book, TODAY, given):
            projection.keep(some, given, TODAY, 3)
            made += some
    print(f"  the same bytes in the same order: {made == alone}")
    same_bytes({one.subject: one for one in made}, workers, each)


def given_to_all() -> Any:
    from jiaxin.domain.scoring.context import Context

    versions = {"code-colour": "a" * 64, "company-grade": "b" * 64}
    return Context({"code-colour": 2, "company-grade": 4}, versions, {"code-colour": date(2026, 12, 31)})


def same_bytes(made: Any, workers: int, each: int) -> None:
    from dataclasses import replace
    from hashlib import md5

    from jiaxin.domain.facts import Facts
    from jiaxin.domain.scoring.engine import assess
    from jiaxin.domain.scoring.outcome import outcome
    from jiaxin.domain.scoring.rulebook import scoring_rules

    chosen, rules = Random(1).sample(range(workers), min(workers, 3000)), scoring_rules("worker-2026")
    held, equal = [history(n, each).entries for n in range(PATTERNS)], 0
    for w in chosen:
        subject = f"W{w:015d}"
        entries = tuple(
            replace(e, id=md5(str(w * each + j).encode(), usedforsecurity=False).hexdigest(), position=1 + j * workers + w)
            for j, e in enumerate(held[w % PATTERNS])
        )
        equal += outcome(assess(Facts(subject, entries), given_to_all(), rules, TODAY)) == made[subject]
    print(f"  one by one gives the same bytes: {equal:,} of {len(chosen):,}")


def grown(folder: Path, workers: int, each: int, times: list[int]) -> None:
    """The aggregation alone: raw numbers of every measure, one row a worker."""
    import duckdb

    from jiaxin.domain.scoring.batch.numbers import raw_numbers
    from jiaxin.domain.scoring.batch.standing import segments, sql
    from jiaxin.domain.scoring.rulebook import scoring_rules

    measures = {item.indicator.code: item.measure for item in scoring_rules("worker-2026").items}
    query, before = sql(raw_numbers(segments(), measures, TODAY)), (0, 0.0)
    for n in times:
        place = folder / f"facts{n}"
        files, facts = write(place, workers * n, each), workers * n * each
        with duckdb.connect(config={"memory_limit": "7GB", "temp_directory": str(folder)}) as database:
            database.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet({[str(f) for f in files]})")
            print(f"aggregation: {facts:,} facts")
            with timed("bare scan of the same columns") as scan:
                database.execute(
                    "SELECT max(kind), max(subject), sum(happened_on), sum(position), max(status), max(counterparty), sum(stars),"
                    " count(repeat), count(verified), max(severity), count(upheld), max(result), sum(valid_through) FROM facts"
                )
            with timed("raw numbers") as numbers:
                database.execute(f"CREATE TEMP TABLE found AS {query}")
        print(f"  ratio {numbers[0] / scan[0]:.1f}; peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB")
        if before[0]:
            print(f"  exponent of growth {log(numbers[0] / before[1]) / log(facts / before[0]):.2f} (CPU)")
        before = facts, numbers[0]
        for path in files:
            path.unlink()


if __name__ == "__main__":
    main()
