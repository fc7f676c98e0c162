"""From a confirmed row to a visible card, in a district of 30,000 workers with the job process running.

    nice python -m tools.bench.freshness --data DIR [--workers 30000] [--rounds 10]

Builds the district once in DIR (through the importer: one roster), then confirms batches of 1, 20 and 200 and
polls the card file as the look-up page does until the last card of each is there: p50 and p95 seconds; at the
end up to 20,000 at once: cards per second. Targets: p95 ≤ 5 s, ≥ 300 cards/s. CPU seconds of the job process
are printed too, because walls lie on a shared machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 20_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district(str(asked.data))
    prepare_district()
    build(asked.data, asked.workers)
    from jiaxin.apps.intake import queries as batches

    waiting = batches.subjects_awaiting()
    print(f"{len(waiting)} workers await confirmation")
    words = [sys.executable, "-m", "jiaxin", "work", "--data", str(asked.data)]
    job = subprocess.Popen(words, cwd=ROOT)
    try:
        seen_after(waiting[:1], job.pid)  # the process is up
        waiting = waiting[1:]
        for size in (1, 20, 200):
            took = []
            for _ in range(asked.rounds):
                some, waiting = waiting[:size], waiting[size:]
                took.append(seen_after(some, job.pid)[0])
            p95 = sorted(took)[min(len(took) - 1, int(len(took) * 0.95))]
            print(f"batches of {size:>4}: p50 {statistics.median(took):.2f} s  p95 {p95:.2f} s", flush=True)
        some = waiting[:AT_ONCE]
        wall, cpu = seen_after(some, job.pid)
        print(f"{len(some)} at once: {len(some) / wall:.0f} cards/s, {len(some) / cpu:.0f} per CPU second of the job")
    finally:
        job.terminate()
        job.wait(30)


def build(data: Path, workers: int) -> None:
    """The district through the importer, once per folder."""
    from jiaxin import pipeline
    from jiaxin.apps.access import actions as access
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.intake import actions
    from jiaxin.apps.registry import queries as registry
    from tools.bench import rosters

    if registry.count("worker") >= workers * 0.9:
        return
    access.set_up_organisation(console_actor(), "bench", "样例区商务局", "bureau", "349912")
    actor = console_actor("bench")
    book = data / "roster.xlsx"
    rosters.main(book, workers)
    batch_id, _ = actions.receive(actor, book.name, book.read_bytes())
    actions.work(only=batch_id)
    actions.accept(actor, batch_id)
    actions.work(only=batch_id)
    pipeline.advance()
    pipeline.turn_the_day()


def seen_after(subjects: list[str], job: int) -> tuple[float, float]:
    """(wall seconds, CPU seconds of the job) from the confirmation (its commit; of many, its beginning) to the last card's being readable."""
    from django.conf import settings

    from jiaxin.apps.intake import claims
    from jiaxin.apps.publication.cardfile import Reader
    from jiaxin.apps.registry import queries as registry
    from jiaxin.domain.permissions import Actor, Role

    before = cpu_of(job)
    began = time.perf_counter()
    claims.confirm_each({s: Actor(f"worker:{s}", Role.WORKER, subject=s) for s in subjects}, "phone")
    started = began if len(subjects) > 1000 else time.perf_counter()  # of many, the first are shown before the last commit
    reader = Reader(settings.DATA)
    keys = [key for key, _ in registry.code_keys(subjects).values()]
    while keys:
        reader.refresh()
        while keys and reader.card(keys[-1]) is not None:
            keys.pop()
        if keys:
            time.sleep(0.01)
    return time.perf_counter() - started, max(0.01, cpu_of(job) - before)


def cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
