"""Kill -9 at random and at every named step of import, append and publish; nothing acknowledged may be lost.

    nice python -m tools.bench.crash [--kills 200] [--store sqlite|postgres] [--seed 1] [--data DIR] [--json]

Each cycle sends one roster of its own through receive → check → accept → land → confirm → publish (every
fourth is taken back again). A forked child does it and is killed with SIGKILL: at the n-th passing of a named
step, before or after a named function, or after a random time. Cycles go on until so many were really killed.
Another process then resumes by itself; the sender goes on where his last acknowledgement left him. At the end
everything is compared with the same rosters sent without kills: facts in force and cards of every person,
duplicates, positions, root, stores, plain copies left on disk.
"""

import argparse
import atexit
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rows", type=int, default=12, help="rows of each roster")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--database", default="", help="address of an empty database, instead of a server of its own")
    parser.add_argument("--scattered", action="store_true", help="few kills: draw the places instead of going in order")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", choices=("killed", "spared"), help=argparse.SUPPRESS)
    parser.add_argument("--cycles", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        return part(asked)
    folder = Path(tempfile.mkdtemp(dir=asked.data))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # before a server is started, so that it stops first
    return both(asked, folder)


def both(asked: argparse.Namespace, folder: Path) -> int:
    """The killed run on the chosen store, the spared one on SQLite: what is published must not depend on it."""
    (folder / "books").mkdir()
    database = asked.database
    if asked.store == "postgres" and not database:
        from tests.stores import Server

        folder.chmod(0o711)
        database = Server(folder / "postgres").address
    said: dict[str, Any] = {}
    for name, address in (("killed", database), ("spared", "")):
        env = os.environ | {"JIAXIN_DATA": str(folder / name), "JIAXIN_DATABASE": address}
        env["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
        scattered = ["--scattered"] if asked.scattered else []
        words = [*scattered, "--part", name, "--kills", str(asked.kills), "--seed", str(asked.seed), "--data", str(folder)]
        words += ["--rows", str(asked.rows), "--cycles", str(said["killed"]["cycles"] if said else 0)]
        done = subprocess.run(
            [sys.executable, "-m", "tools.bench.crash", *words], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
        )
        if done.returncode:
            return done.returncode
        said[name] = json.loads(done.stdout)
    return report(asked, said["killed"], said["spared"])


def report(asked: argparse.Namespace, killed: dict[str, Any], spared: dict[str, Any]) -> int:
    people = set(killed["people"]) | set(spared["people"])
    nobody: dict[str, Any] = {"facts": {}, "card": None}
    lost = doubled = cards = 0
    for one in people:
        ours, theirs = killed["people"].get(one, nobody), spared["people"].get(one, nobody)
        lost += (Counter(theirs["facts"]) - Counter(ours["facts"])).total()
        doubled += (Counter(ours["facts"]) - Counter(theirs["facts"])).total()
        cards += ours["card"] != theirs["card"]
    figures = {
        "store": asked.store,
        "kills": killed["kills"],
        "cycles": killed["cycles"],
        "people": len(people),
        "facts_lost": lost,
        "facts_doubled": doubled + killed["doubled"],
        "cards_different": cards,
        "wrong": killed["wrong"] + spared["wrong"],
        "slowest_resume_s": killed["slowest"],
    }
    if asked.json:
        print(json.dumps(figures | {"places": killed["places"]}))
    else:
        for place, count in sorted(killed["places"].items()):
            print(f"{place:<52}{count:>5}")
        for name, figure in figures.items():
            print(f"{name:<20}{figure}")
    return 1 if lost or figures["facts_doubled"] or cards or figures["wrong"] else 0


def part(asked: argparse.Namespace) -> int:
    """One whole run. This process only forks: it never opens a connection itself."""
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district()
    from tools.bench import crash_cycle as cycle
    from tools.bench import rosters

    cycle.in_child(prepare_district)
    cycle.in_child(cycle.found_district)
    draw = random.Random(asked.seed)
    places: Counter[str] = Counter()
    order = [*cycle.SENDING, "", "", "", ""]  # empty: at a random time
    if asked.scattered:
        draw.shuffle(order)
    kills, slowest, n = 0, 0.0, 0
    while n < asked.cycles or (asked.part == "killed" and kills < asked.kills):
        book = asked.data / "books" / f"{n:04d}.xlsx"
        if asked.part == "killed":
            rosters.main(book, asked.rows, asked.seed * 10_000 + n)
            undone = n // cycle.UNDO_EVERY
            taking_back = cycle.taken_back(book) and undone % 2 == 0
            place = cycle.UNDOING[undone // 2 % len(cycle.UNDOING)] if taking_back else order[n % len(order)]
            died = cycle.killed_at(place, draw.choice((1, 1, 2)), draw.uniform(0.05, 1.5), book)
            kills += died
            places[(place or "at random") if died else "not reached"] += 1
            started = time.monotonic()
            cycle.in_child(cycle.resume)
            slowest = max(slowest, time.monotonic() - started)
        cycle.in_child(lambda book=book: cycle.send(book))
        n += 1
    found = cycle.answer_of_child(cycle.survey)
    print(json.dumps(found | {"kills": kills, "cycles": n, "places": places, "slowest": round(slowest, 2)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
