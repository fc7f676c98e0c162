"""How near the look-up figures come to a known truth: households, asked before entry, hours to choose, satisfaction.

    python -m tools.bench.lookups [--households 20000] [--seeds 3]
    python -m tools.bench.lookups --data FOLDER

A seeded season of look-ups written through the spool and read back: browsers that keep nothing, cleared browsers, staff
who look at their own company's cards, inspectors on a round, entries without a token. Figures are shares of the truth.
With a demo district's folder: what its boards say against the truth kept beside it.
"""

import argparse
import json
import random
import tempfile
import time
from datetime import date
from pathlib import Path

from jiaxin.apps.publication.spool import NOBODY, Spool, read
from jiaxin.domain.figures.lookups import Seen, told
from jiaxin.domain.figures.rules import figure_rules

HOUR, DAY, START = 3600, 86_400, 1_790_000_000
KEEPS_NOTHING, CLEARS, STAFF, COMPANIES, CARDS = 0.05, 0.01, 300, 120, 40


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--households", type=int, default=20_000)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--data", default="", help="a demo district, as built on its last day")
    chosen = asked.parse_args()
    if chosen.data:
        _of_district(Path(chosen.data).resolve())
        return
    print(f"{chosen.households:,} households, {KEEPS_NOTHING:.0%} keep no token, {CLEARS:.0%} clear it, {STAFF} browsers of staff; bar: within 3 %")
    print(f"{'seed':>4} {'figure':<16} {'truth':>10} {'figure':>10} {'off':>8}")
    started = time.process_time()
    for seed in range(1, chosen.seeds + 1):
        truth, found = _season(random.Random(seed), chosen.households)
        for name, true in truth.items():
            print(f"{seed:>4} {name:<16} {true:>10.1f} {found[name]:>10.1f} {100 * (found[name] - true) / true:>+7.2f}%")
    print(f"CPU seconds: {time.process_time() - started:.1f}")


def _of_district(folder: Path) -> None:
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    from jiaxin.apps.oversight import queries as oversight

    true = json.loads((folder / "truth.json").read_text("utf-8"))["lookups"]
    last = date.fromisoformat(json.loads((folder / "demo.json").read_text("utf-8"))["as_of"])
    found = {f.code: f for f in oversight.lookup_figures(last) if f.place.kind == "district"}
    share = {code: 100 * found[code].part / (found[code].whole or 1) for code in ("asked_first", "satisfied")}
    rows = (
        ("households", true["households"], found["households"].part), ("asked first, %", 100 * true["asked_first"] / true["entries"], share["asked_first"]),
        ("hours to choose", true["choosing_hours"], found["choosing"].part), ("content, %", 100 * true["content"] / true["answered"], share["satisfied"]),
    )  # fmt: skip
    print(f"{true['entries']:,} entries; bar: within 3 %\n{'figure':<16} {'truth':>10} {'board':>10} {'off':>8}")
    for name, truly, said in rows:
        print(f"{name:<16} {truly:>10.1f} {said:>10.1f} {100 * (said - truly) / truly:>+7.2f}%")


def _season(dice: random.Random, households: int) -> tuple[dict[str, float], dict[str, float]]:
    """(truth, figures) of one season of 90 days."""
    rules = figure_rules(date(2026, 11, 2))
    events: list[tuple[int, bytes, str, bytes]] = []
    asked = entries = content = answered = 0
    waits: list[int] = []
    for _ in range(households):
        keeps = dice.random() >= KEEPS_NOTHING
        token, first = dice.randbytes(8), START + dice.randrange(60 * DAY)
        looks = sorted(first + int(dice.expovariate(1 / (30 * HOUR))) for _ in range(dice.choice((0, 0, 1, 1, 2, 4))))
        cards = [_card(dice) for _ in range(dice.choice((1, 1, 2)))]
        for n, at in enumerate((first, *looks)):
            if keeps and n and dice.random() < CLEARS:
                token = dice.randbytes(8)
            events.append((at, cards[n % len(cards)], "", token if keeps else dice.randbytes(8)))
            if keeps:
                events.append((at, bytes(32), "kept", token))
        if dice.random() < 0.3:
            answered += 1
            good = dice.random() < 0.91
            content += good
            events.append((first + 30, cards[0], "ok" if good else "no", token if keeps else dice.randbytes(8)))
        if dice.random() < 0.35:
            before = dice.random() < 0.6
            chosen, arrives = (cards[0] if before else _card(dice)), first + int(dice.uniform(2, 14 * 24) * HOUR)
            seen_before = any(card == chosen and at <= arrives - 60 * rules.before_minutes for at, card in zip((first, *looks), cards * 9, strict=False))
            entries, asked = entries + 1, asked + seen_before
            waits.append(arrives - first)
            events.append((arrives - 40, chosen, "", token if keeps else dice.randbytes(8)))
            events.append((arrives, chosen, "enter", token if keeps else NOBODY))
    for n in range(STAFF):
        token, firm = dice.randbytes(8), n % COMPANIES
        signs_in = dice.random() < 0.6
        day = START + dice.randrange(60 * DAY)
        if signs_in:
            events.append((day, bytes(32), "own", token))
        events += [(day + k * 20, _of(firm, k), "", token) for k in range(15)]
    events.sort()
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder))
        for at, card, use, token in events:
            spool.note(card, at, use, token)
            spool.flush(at)
        spool.close()
        scans = [one for _, _, some in read(Path(folder), {}) for one in some]
    seen = [Seen(b"" if s.token == NOBODY else s.token, s.key, str(int.from_bytes(s.key[:2], "big")), s.at, s.use) for s in scans]
    one = told(seen, rules)
    waits.sort()
    truth = {"households": households, "asked first, %": 100 * asked / entries, "hours to choose": waits[len(waits) // 2] / HOUR, "content, %": 100 * content / answered}
    found = {
        "households": float(one.households), "asked first, %": 100 * one.asked_first / one.joined,
        "hours to choose": float(one.choosing_hours or 0), "content, %": 100 * one.content / one.answered,
    }  # fmt: skip
    return truth, found


def _card(dice: random.Random) -> bytes:
    return _of(dice.randrange(COMPANIES), dice.randrange(CARDS))


def _of(firm: int, card: int) -> bytes:
    return firm.to_bytes(2, "big") + card.to_bytes(30, "big")


if __name__ == "__main__":
    main()
