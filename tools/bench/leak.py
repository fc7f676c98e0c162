"""Leaked tenths of marked lists, sorted and typed anew: is the right copy named, ever a wrong one, and how sure is it?

    nice python -m tools.bench.leak [--copies 300] [--trials 300] [--seed 1]

Copies of 500 to 3,000 rows. Of each leaked tenth (at least 50 rows) one row in ten is typed wrongly; then the same rows
with the marks cut off, then lists of strangers whose words look like codes. Target: every leak named, nobody named
wrongly, the chance of error said to be below 1e-6.
"""

import argparse
import random
import time

from jiaxin.kit import marks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=300)
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    copies = {f"copy-{n}": marks.distinct([chance.randbytes(32) for _ in range(chance.randint(500, 3_000))]) for n in range(asked.copies)}
    kinds = {"a tenth, typed anew": leaked, "marks cut off": cut_off, "a stranger's list": strangers}
    print(f"{asked.copies} copies, {sum(map(len, copies.values())):,} rows")
    print(f"{'fragment':<22}{'tried':>7}{'right':>7}{'nobody':>8}{'wrong':>7}{'largest chance':>16}{'ms each':>9}")
    for name, made in kinds.items():
        right = nobody = wrong = 0
        largest, began = 0.0, time.process_time()
        for _ in range(asked.trials):
            whose = chance.choice(list(copies))
            found = marks.traced(made(copies[whose], chance), copies)
            right, wrong, nobody = right + (found.copy == whose), wrong + (found.copy not in ("", whose)), nobody + (found.copy == "")
            largest = max(largest, found.chance if found.copy else 0.0)
        spent = (time.process_time() - began) / asked.trials
        print(f"{name:<22}{asked.trials:>7}{right:>7}{nobody:>8}{wrong:>7}{largest:>16.1e}{spent * 1000:>9.1f}")


def leaked(codes: list[str], chance: random.Random) -> list[str]:
    some = sorted(chance.sample(codes, max(50, len(codes) // 10)))
    typed = [code.lower().replace("0", "o").replace("1", "l") for code in some]
    return [_mistyped(code, chance) if chance.random() < 0.1 else code for code in typed]


def cut_off(codes: list[str], chance: random.Random) -> list[str]:
    return [word for _ in range(max(50, len(codes) // 10)) for word in ("王*芳", "保洁", "东湖街道", f"2026-12-{chance.randint(1, 31):02d}")]


def strangers(codes: list[str], chance: random.Random) -> list[str]:
    return ["".join(chance.choices(marks.SIGNS, k=5)) for _ in range(max(50, len(codes) // 10))]


def _mistyped(code: str, chance: random.Random) -> str:
    at = chance.randrange(len(code))
    return code[:at] + chance.choice(marks.SIGNS) + code[at + 1 :]


if __name__ == "__main__":
    main()
