"""The model of reputation in a simulated market: accuracy, attacks, real fraud, luck, an adaptive attacker, speed.

    python -m tools.bench.reputation [--quick] [--seeds 5] [--only clean,attacks,...] [--ten-million] [--json FILE]

Prints a table for each part and, at the end, every bar with what was reached. Parts: clean, markets, attacks, tradeoff, bitcoin,
noise, nights, adaptive, speed. One core, about half an hour; `--quick` takes three minutes and says less. The same seeds give the same
figures, but for seconds. The market, its attacks and the oracle are `tools/market`.
"""

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tools.market.report import PARTS, Bar, Options, Scale


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--quick", action="store_true", help="two seeds, a short search, small markets")
    options.add_argument("--seeds", type=int, help="how many markets are drawn (5; quick: 2)")
    options.add_argument("--only", default="", help="parts, separated by commas")
    options.add_argument("--ten-million", action="store_true", help="time ten million orders as well (16 GiB, ten minutes)")
    options.add_argument("--json", default="", help="write what was reached to a file; parts not run now keep what it held")
    chosen = options.parse_args()
    wanted = [name for name in chosen.only.split(",") if name]
    if unknown := [name for name in wanted if name not in PARTS]:
        options.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    scale = Scale.QUICK if chosen.quick else Scale.FULL
    given = Options(scale, list(range(1, (chosen.seeds or scale.seeds) + 1)), chosen.ten_million)
    bars, reached = [], {}
    for name, part in PARTS.items():
        if not wanted or name in wanted:
            reached[name] = part(given)
            bars += reached[name]
    if chosen.json:
        _kept(Path(chosen.json), reached, given)
    print("\nBars")
    for bar in bars:
        print(f"  {'ok    ' if bar.met else 'MISSED'} {bar.says}")
    return 0


def _kept(path: Path, reached: dict[str, list[Bar]], given: Options) -> None:
    """Part → seeds and bars (what, value, least, most, met), as the model card reads them."""
    held = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for name, bars in reached.items():
        rows = [{"what": b.what or b.says, "value": None if b.value is None else float(b.value), "least": b.low, "most": b.high, "met": bool(b.met)} for b in bars]
        held[name] = {"seeds": len(given.seeds), "quick": given.scale is Scale.QUICK, "bars": rows}
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
