"""The model of reputation in a simulated market: accuracy, attacks, real fraud, luck, an adaptive attacker, speed.

    python -m tools.bench.reputation [--quick] [--seeds 5] [--only clean,attacks,...] [--ten-million]

Prints a table for each part and, at the end, every bar with what was reached. Parts: clean, markets, attacks, tradeoff, bitcoin,
noise, adaptive, speed. One core, about half an hour; `--quick` takes three minutes and says less. The same seeds give the same
figures, but for seconds. The market, its attacks and the oracle are `tools/market`.
"""

import argparse
import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tools.market.report import PARTS, Options, Scale


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--quick", action="store_true", help="two seeds, a short search, small markets")
    options.add_argument("--seeds", type=int, help="how many markets are drawn (5; quick: 2)")
    options.add_argument("--only", default="", help="parts, separated by commas")
    options.add_argument("--ten-million", action="store_true", help="time ten million orders as well (16 GiB, ten minutes)")
    chosen = options.parse_args()
    wanted = [name for name in chosen.only.split(",") if name]
    if unknown := [name for name in wanted if name not in PARTS]:
        options.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    scale = Scale.QUICK if chosen.quick else Scale.FULL
    given = Options(scale, list(range(1, (chosen.seeds or scale.seeds) + 1)), chosen.ten_million)
    bars = []
    for name, part in PARTS.items():
        if not wanted or name in wanted:
            bars += part(given)
    print("\nBars")
    for bar in bars:
        print(f"  {'ok    ' if bar.met else 'MISSED'} {bar.says}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
