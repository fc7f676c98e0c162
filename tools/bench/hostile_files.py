"""Every hostile file of the corpus: what became of it and how long it took.

Run: `nice python -m tools.bench.hostile_files`. Growth is that of the resident memory of this process, which
stands for the server.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jiaxin.kit.confined import Confined
from jiaxin.kit.sheets.refusal import Unreadable
from tests.faults.hostile import containers, contents

SURVEY = "tests.faults.hostile.surveying:survey"


def verdict(path: Path) -> tuple[str, float]:
    """(what became of it, wall s)."""
    started = time.perf_counter()
    run = Confined(SURVEY, {"path": str(path)})
    rows = 0
    try:
        for message in run:
            rows += message[0] == "row"
        found = f"read, {rows} rows"
    except Unreadable as refusal:
        found = f"{refusal.code}  {refusal.said}"
    return found, time.perf_counter() - started


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    cases: dict[str, Callable[[Path], Path]] = {name: case[0] for name, case in containers.CASES.items()}
    cases |= {name: case[0] for name, case in contents.CASES.items()}
    print(f"{'file':28}{'kB':>8}{'s':>7}{'growth MB':>11}  verdict")
    slowest = growth = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, build in cases.items():
            path = build(Path(folder) / name)
            before = resident_mb()
            found, seconds = verdict(path)
            grown = resident_mb() - before
            print(f"{name:28}{path.stat().st_size / 1000:8.0f}{seconds:7.2f}{grown:11.1f}  {found}", flush=True)
            slowest, growth = max(slowest, seconds), max(growth, grown)
            path.unlink()
    print(f"{len(cases)} files, slowest {slowest:.1f} s, largest growth {growth:.1f} MB")


if __name__ == "__main__":
    main()
