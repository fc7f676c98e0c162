"""Time machine: stored assessments drawn by lot and made again from the record, byte for byte.

    python -m tools.bench.time_machine [--data FOLDER] [--count 10000] [--workers 400] [--follow-every 30]

Without a folder a demo district is built first, its scores brought up to date every so many days. Each drawn
(subject, day, moment) is made again from the entries recorded by that moment, on one and on two threads, with
the figures of companies counted afresh from their workers. Prints how many are equal, and milliseconds each.
"""

import argparse
import subprocess
import sys
import tempfile
from random import Random
from time import perf_counter


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", default="")
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--workers", type=int, default=400)
    options.add_argument("--follow-every", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if chosen.data:
        return checked(chosen.data, chosen.count, chosen.seed)
    with tempfile.TemporaryDirectory() as folder:
        words = ["--workers", str(chosen.workers), "--follow-every", str(chosen.follow_every), "--no-serve"]
        command = [sys.executable, "-m", "jiaxin", "demo", "--data", f"{folder}/district", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return checked(f"{folder}/district", chosen.count, chosen.seed)


def checked(folder: str, count: int, seed: int) -> int:
    from jiaxin.portals.console.district import open_district

    open_district(folder)
    from jiaxin.apps.scoring.queries import check, draw

    drawn = draw(count, Random(seed))
    days, subjects = len({one.as_of for one in drawn}), len({one.subject for one in drawn})
    print(f"{len(drawn):,} drawn over {subjects:,} subjects and {days} days")
    wrong, answers = 0, []
    for threads in (1, 2):
        start = perf_counter()
        found = check(drawn, threads)
        spent = perf_counter() - start
        different = [one for one in found if not one.same]
        answers.append({(one.drawn.subject, one.drawn.as_of): one.digest for one in found})
        wrong += len(different)
        print(
            f"{threads} thread(s): {len(found) - len(different):,} equal, {len(different)} not; {spent * 1000 / len(found):.1f} ms each"
        )
        for one in different[:5]:
            print(f"  {one.drawn.subject} {one.drawn.as_of} position {one.drawn.position}")
    return 1 if wrong or answers[0] != answers[1] else 0


if __name__ == "__main__":
    sys.exit(main())
