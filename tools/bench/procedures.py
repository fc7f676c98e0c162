"""Due process: every procedure exhaustively, so many random traces, and whether true cases are decided in time.

    python -m tools.bench.procedures --traces 1000000 --cases 2000
"""

import argparse
import sys
import time

from jiaxin.domain.procedures.procedure import procedures
from tools.procedures.alive import live
from tools.procedures.explore import explore
from tools.procedures.spec import RULES
from tools.procedures.traces import STYLES, Walked, walk

BATCH = 5_000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--traces", type=int, default=20_000)
    asked.add_argument("--cases", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    chosen = asked.parse_args()
    started = time.process_time()
    print("exhaustive model check")
    print(f"{'procedure':<20}{'nodes':>8}{'moves':>9}{'refusals':>10}{'adverse':>9}{'broken':>8}{'dead ends':>11}{'unreached':>11}")
    for code, rules in procedures().items():
        for style in STYLES if code == "objection" else STYLES[:1]:
            found = explore(rules, style)
            never = set(rules.states) - found.states
            if code == "objection" and style == STYLES[0]:
                never -= {"extended"}  # this law knows no extension
            print(
                f"{code:<20}{found.nodes:>8}{found.moves:>9}{found.refusals:>10}{found.adverse:>9}"
                f"{len(found.violations):>8}{len(found.dead_ends):>11}{len(never):>11}"
            )
    print(f"CPU seconds: {time.process_time() - started:.0f}\n")
    print("random traces over the working days of 2026 and 2027 (2027 without a table yet)")
    started, total = time.process_time(), Walked()
    share = [(code, rules) for code, rules in procedures().items()]
    each = -(-chosen.traces // len(share))
    for _code, rules in share:
        left, part = each, 0
        while left > 0:
            total.add(walk(rules, min(BATCH, left), chosen.seed * 1000 + part))
            left, part = left - BATCH, part + 1
            print(f"\r{total.traces:,} of {each * len(share):,} traces", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"traces {total.traces}, steps taken {total.steps}, refused {total.refused}, adverse effects {total.adverse}")
    for rule in RULES:
        print(f"{rule:<32}{total.broken[rule]:>8}")
    for example in total.examples:
        print(f"  {example}")
    print("refused for: " + ", ".join(f"{code} {n}" for code, n in total.refusals.most_common(12)))
    print(f"CPU seconds: {time.process_time() - started:.0f}\n")
    found = live(chosen.cases, chosen.seed)
    print(
        f"alive: {found.cases} true complaints, decided and followed by the ladder's measure in time: "
        f"{found.with_consequence} ({found.with_consequence / found.cases:.2%})"
    )


if __name__ == "__main__":
    main()
