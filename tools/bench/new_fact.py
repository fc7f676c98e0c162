"""From a new fact to the new assessment: CPU milliseconds of work for one worker, in a district that is there.

    python -m tools.bench.new_fact --data FOLDER [--count 60]

Works on a copy of the folder, which goes away. For each of so many workers drawn by lot a course is recorded and the
pipeline follows it; printed are p50 and p95 of the whole way, and of the way up to the assessment that is kept: reading
her facts, her colour, what is counted of her, her company's score, her own. The rest is her card. Target: 20 ms up to
the assessment. The ratio to a plain loop timed at the same moment is printed too.
"""

import argparse
import shutil
import statistics
import tempfile
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from typing import Any
from unittest.mock import patch

from tools.bench.scoring import loop


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--count", type=int, default=60)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(chosen.data, f"{folder}/district")
        measured(f"{folder}/district", chosen.count)


def measured(folder: str, count: int) -> None:
    from jiaxin.portals.console.district import open_district

    open_district(folder)
    from jiaxin import pipeline
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.apps.publication.actions import Press
    from jiaxin.apps.scoring.queries import standing
    from jiaxin.kit import clock

    pipeline.turn_the_day()
    pipeline.advance()
    subjects = Random(1).sample(sorted(standing("worker")), count)
    whole, scored, cards = list[float](), list[float](), [0.0]
    printed = Press.cards

    def timed(press: Press, *about: Any) -> None:
        start = process_time()
        printed(press, *about)
        cards[0] += process_time() - start

    before = loop()
    with patch.object(Press, "cards", timed):
        for subject in subjects:
            ledger.append([course(subject, clock.today())])
            cards[0], start = 0.0, process_time()
            pipeline.advance()
            whole.append(1000 * (process_time() - start))
            scored.append(whole[-1] - 1000 * cards[0])
    pace = 1000 * (before + loop()) / 2
    for said, spent in (("up to the assessment", scored), ("with the card", whole)):
        p95 = statistics.quantiles(spent, n=20)[-1]
        print(f"{said:22s} p50 {statistics.median(spent):6.1f} ms  p95 {p95:6.1f} ms CPU, {p95 / pace:.3f} loops")


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
