"""Who is recognised, who is mixed up, and what it costs: every bar of identity resolution as a table.

    python -m tools.bench.linkage [--only rosters,dirty,scale,...] [--rows 100000] [--million] [--folder DIR]

rosters   three reporting seeds: pairs, people wrongly merged, twins, siblings, copied numbers, no full number
dirty     the same with every error rate doubled
plain     what equality of full numbers and five rules do with the first roster
scale     a larger roster (300,000; with --million 1,000,000) through the command: CPU seconds, peak memory, F1 lost

The resolver is the command `jiaxin resolve` in a process of its own; CPU seconds are user and system time of that
process, memory is its peak resident size. Rosters are drawn once into the folder and used again. Weights are trained
beforehand on other seeds and shipped; nothing is learned here.
"""

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.linkage import baselines, rosters
from tools.linkage.measures import Measured, Truth, measure

ROWS, LARGER, MILLION = 100_000, 300_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Bar:
    says: str
    met: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One roster through the command."""

    measured: Measured
    cpu_seconds: float
    peak_gib: float


@dataclass(frozen=True, slots=True)
class Options:
    folder: Path
    rows: int
    million: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--only", default="", help="parts, separated by commas")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "jiaxin-linkage")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in asked.only.split(",") if name] or list(PARTS)
    bars: list[Bar] = []
    for name in wanted:
        bars += PARTS[name](Options(asked.folder, asked.rows, asked.million))
    print("\nBars")
    for bar in bars:
        print(f"  {'ok    ' if bar.met else 'MISSED'} {bar.says}")
    return 0


def drawn(options: Options, seed: int, rows: int, dirty: float = 1.0) -> tuple[Path, Path]:
    stem = options.folder / f"seed{seed}-rows{rows}-dirty{dirty:g}"
    roster, truth = stem.with_suffix(".csv"), stem.with_suffix(".truth.csv")
    if not truth.exists():
        rosters.save(rosters.rows(seed, rows, dirty), roster, truth)
    return roster, truth


def run(roster: Path, truth: Path) -> Run:
    out = roster.with_suffix(".clusters.csv")
    argv = [sys.executable, "-m", "jiaxin", "resolve", str(roster), "--out", str(out)]
    pid = os.posix_spawn(sys.executable, argv, os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    _, status, used = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"the command ended with {status}")
    found = measure(_clusters(out), Truth.read(truth))
    return Run(found, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20)


def _clusters(path: Path) -> dict[str, object]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["rec_id"]: row["cluster_id"] for row in csv.DictReader(file)}


def of_rosters(options: Options) -> list[Bar]:
    found = [run(*drawn(options, seed, options.rows)) for seed in rosters.REPORTING_SEEDS]
    _table(f"{options.rows:,} rows", [(f"seed {s}", r) for s, r in zip(rosters.REPORTING_SEEDS, found, strict=True)])
    worst = _worst([r.measured for r in found])
    return [
        Bar(f"pair F1 after clustering {worst('f1', min):.4f} >= 0.991 (wished 0.995)", worst("f1", min) >= 0.991),
        Bar(
            f"recall {worst('recall', min):.4f} >= 0.975 at cluster precision {worst('precision', min):.5f} >= 0.999",
            worst("recall", min) >= 0.975 and worst("precision", min) >= 0.999,
        ),
        Bar(f"people wrongly merged per 10,000: {worst('mixed', max):.1f} <= 10 (wished 3)", worst("mixed", max) <= 10),
        Bar(f"twins merged {worst('twins', max):.4f} <= 0.04", worst("twins", max) <= 0.04),
        Bar(f"siblings merged {worst('siblings', max):.4f} <= 0.005", worst("siblings", max) <= 0.005),
        Bar(f"copied-down numbers right {worst('copied', min):.3f} >= 0.75", worst("copied", min) >= 0.75),
        Bar(f"recall, neither with a full number {worst('no_full_id', min):.4f} >= 0.975", worst("no_full_id", min) >= 0.975),
    ]


def of_dirty(options: Options) -> list[Bar]:
    found = run(*drawn(options, 1, options.rows, 2.0))
    _table("error rates doubled", [("seed 1", found)])
    return [Bar(f"error rates doubled: F1 {found.measured.f1:.4f} >= 0.975", found.measured.f1 >= 0.975)]


def of_plain(options: Options) -> list[Bar]:
    roster, truth = drawn(options, 1, options.rows)
    with roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = Truth.read(truth)
    print("\nplain rules on seed 1")
    print("  full number only ", measure(baselines.clusters(rows, lambda row: [baselines.full_id(row)]), told).line())
    print("  five rules       ", measure(baselines.clusters(rows, baselines.rules), told).line())
    return []


def of_scale(options: Options) -> list[Bar]:
    rows = MILLION if options.million else LARGER
    small, large = run(*drawn(options, 1, options.rows)), run(*drawn(options, 1, rows))
    _table("growth", [(f"{options.rows:,}", small), (f"{rows:,}", large)])
    lost = small.measured.f1 - large.measured.f1
    said = [Bar(f"F1 lost {options.rows:,} -> {rows:,}: {lost:.4f} <= 0.002", lost <= 0.002)]
    if options.million:
        said.append(Bar(f"1 M records: {large.cpu_seconds:.0f} CPU s <= 120", large.cpu_seconds <= 120))
        said.append(Bar(f"1 M records: {large.peak_gib:.2f} GiB <= 3", large.peak_gib <= 3))
    return said


def _table(title: str, rows: Sequence[tuple[str, Run]]) -> None:
    print(f"\n{title}")
    for name, one in rows:
        print(f"  {name:<10} {one.measured.line()}  {one.cpu_seconds:6.1f} CPU s  {one.peak_gib:.2f} GiB")


def _worst(found: Sequence[Measured]) -> Callable[[str, Callable[..., float]], float]:
    return lambda name, of: of(getattr(one, name) for one in found)


PARTS: dict[str, Callable[[Options], list[Bar]]] = {"rosters": of_rosters, "dirty": of_dirty, "plain": of_plain, "scale": of_scale}

if __name__ == "__main__":
    sys.exit(main())
