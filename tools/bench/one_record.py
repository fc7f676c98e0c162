"""One new record against a register: milliseconds a look-up, and whether it decides as the batch would.

    nice python -m tools.bench.one_record [--rows 5000,20000] [--asked 2000] [--seed 12] [--folder DIR]

A drawn roster is filed as the product files it: records sealed under a key of their person, block keys blinded and indexed,
counts of names. Persons are what the batch made of the roster. Then records that the register has never seen are asked about,
one by one, through the same `registry.queries.likely` as every door: from reading the cells to the answer. Printed: p50 and p99
in milliseconds of CPU and of clock, candidates opened, growth from the smaller register to the larger, and the share of
answers that agree with a batch over all records together (joined with the same person, or with nobody filed).
Bars: p99 ≤ 10 ms of CPU against 1 M; the same decision in ≥ 99.5 %.
"""

import argparse
import csv
import math
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from jiaxin.portals.console.district import open_district, prepare_district
from tools.linkage import rosters

CELLS = ("name", "sex", "id_no", "birth", "phone", "native", "job", "company")
AT_ONCE = 20_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rows", default="5000,20000")
    parser.add_argument("--asked", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--folder", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder or None) as folder:
        open_district(folder)
        prepare_district()
        found = [measured(int(rows), asked.asked, asked.seed, Path(folder)) for rows in asked.rows.split(",")]
    for (n, p99, _), (m, q99, _) in pairwise(found):
        print(f"growth {n:,} -> {m:,}: p99 exponent {math.log(q99 / p99) / math.log(m / n):.2f}")
    rows, p99, same = found[-1]
    print(f"{'held  ' if p99 <= 10 else 'MISSED'} p99 {p99:.1f} ms CPU against {rows:,} (bar 10 against 1,000,000)")
    print(f"{'held  ' if same >= 0.995 else 'MISSED'} the batch's decision in {100 * same:.2f} % (bar 99.5)")


def measured(rows: int, count: int, seed: int, folder: Path) -> tuple[int, float, float]:
    """(records filed, p99 in CPU milliseconds, share of answers as the batch)."""
    from jiaxin.apps.access import vault
    from jiaxin.apps.registry import likeness
    from jiaxin.domain.identity.columns import columns
    from jiaxin.domain.identity.reading import read
    from jiaxin.domain.identity.resolving import resolve

    cells = drawn(rows + count, seed, folder)
    everybody = columns(map(read, cells))
    filed = everybody.take(np.arange(rows))
    likeness.clear()
    started = time.process_time()
    person = resolve(filed).cluster
    subjects = [f"{rows // 1000 % 10000:04d}{at:012d}" for at in person.tolist()]
    for start in range(0, rows, AT_ONCE):
        some = np.arange(start, min(start + AT_ONCE, rows))
        vault.ensure_keys({subjects[at] for at in some.tolist()})
        likeness.put(filed.take(some), [subjects[at] for at in some.tolist()], [f"{rows:08d}e{at:012d}" for at in some.tolist()])
    filling = time.process_time() - started
    together = resolve(everybody).cluster
    of_cluster: dict[int, set[str]] = {}
    for at in range(rows):
        of_cluster.setdefault(int(together[at]), set()).add(subjects[at])
    spent, waited, opened, same = list[float](), list[float](), list[int](), 0
    for at in range(rows, rows + count):
        clock, cpu = time.perf_counter(), time.process_time()
        answer = likeness.likely(read(cells[at])).answer
        spent.append(1000 * (time.process_time() - cpu))
        waited.append(1000 * (time.perf_counter() - clock))
        opened.append(len(answer.candidates))
        wanted = of_cluster.get(int(together[at]), set())
        same += answer.subject in wanted if answer.outcome == "same" else not wanted
    p = lambda of, share: statistics.quantiles(of, n=100)[share - 1]  # noqa: E731 - read where it stands
    print(
        f"{rows:>9,} records: p50 {p(spent, 50):.1f} p99 {p(spent, 99):.1f} ms CPU (clock {p(waited, 50):.1f}, {p(waited, 99):.1f}); "
        f"as the batch {100 * same / count:.2f} % of {count:,}; filed in {filling:.0f} CPU s",
        flush=True,
    )
    return rows, p(spent, 99), same / count


def drawn(size: int, seed: int, folder: Path) -> list[list[Any]]:
    """Cells of a roster, kept in a file so that a second run need not draw again."""
    path = folder / f"seed{seed}-rows{size}.csv"
    if not path.exists():
        rosters.save(rosters.rows(seed, size), path, path.with_suffix(".truth.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return [[row[name] for name in CELLS] for row in csv.DictReader(file)]


if __name__ == "__main__":
    main()
