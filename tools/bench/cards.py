"""Cards rendered, packed and committed per second, and how soon a small batch can be read.

    python -m tools.bench.cards [--count 20000] [--batch 200]

Bars: ≥ 300 cards/s for 20,000 at once; a batch of 200 visible within a second. What lies before
(facts, colour, disclosure) is another job's share of the freshness bar and is not counted here,
except the cutting of facts down to a card, which is reported on its own.
"""

import argparse
import sys
import tempfile
import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from jiaxin.apps.publication.actions import Publication, printing, reprinting
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.domain.disclosure import disclose_worker
from tests.domain.disclosure import cast
from tools.bench import many_cards


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=200)
    given = parser.parse_args()
    today = date.today()  # noqa: DTZ011
    cards = list(many_cards.sample_cards(1_000, today))
    with tempfile.TemporaryDirectory(prefix="jiaxin-cards-") as folder:
        data = Path(folder)
        all_of_them = [
            Publication(key_of(many_cards.code(n)), card) for n, card in enumerate(islice(cycle(cards), given.count))
        ]
        started = time.perf_counter()
        with reprinting(data, "样例区") as press:
            press.cards(all_of_them, now=1)
        rate = given.count / (time.perf_counter() - started)
        reader, waits = Reader(data), []
        for round_ in range(10):
            batch = [Publication(key_of(f"new-{round_}-{n}"), cards[n % 1_000]) for n in range(given.batch)]
            started = time.perf_counter()
            with printing(data, "样例区") as press:
                press.cards(batch, now=2 + round_)
            assert reader.card(batch[-1].key) is not None
            waits.append(time.perf_counter() - started)
        facts = cast.worker()
        started = time.perf_counter()
        for _ in range(500):
            disclose_worker(facts, cast.FIRM, cast.Colour(), 4, "", today)
        cut = (time.perf_counter() - started) / 500
    slowest = max(waits)
    print(f"{rate:,.0f} cards/s for {given.count:,} at once (bar ≥ 300)")
    print(f"{given.batch} cards readable after {slowest * 1000:.0f} ms, slowest of ten (bar ≤ 1000)")
    print(f"{cut * 1e6:.0f} µs to cut {len(facts.entries)} facts down to a card")
    sys.exit(0 if rate >= 300 and slowest <= 1 else 1)


if __name__ == "__main__":
    main()
