"""500 random tamperings by a database owner against the independent verifier; then one of each kind at full size.

    nice python -m tools.bench.tamper [--entries 5000] [--times 500] [--large 1000000 …] [--seed 1]

Targets: all named with their place; whole log ≤ 60 s at a million leaves, what is new ≤ 1 s; a proof ≤ 2 kB,
checked in ≤ 50 ms. The verifier runs as an outsider runs it: its own process, the standard library only. Seconds
are those of the processor, starting Python included. Several sizes after `--large` show how the time grows.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERIFIER = ROOT / "tools/verify/jiaxin_verify_log.py"
AT_ONCE = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--large", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tamper-"))
    try:
        small = built(folder / "small", asked.entries)
        print(f"{asked.times} tamperings of {asked.entries:,} entries")
        table(small, asked.times, asked.seed)
        for size in asked.large:
            print(f"one of each kind of {size:,} entries")
            large = built(folder / f"large-{size}", size)
            speed(large)
            table(large, 0, asked.seed)
            shutil.rmtree(large)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def built(folder: Path, entries: int) -> Path:
    """A district with so many facts, its public files, and copies to alter; in a process of its own."""
    started = time.monotonic()
    env = os.environ | {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": ""}
    words = [sys.executable, "-c", f"from tools.bench.tamper import build; build({entries})"]
    subprocess.run(words, cwd=ROOT, env=env, check=True)
    print(f"built in {time.monotonic() - started:.0f} s")
    return folder


def build(entries: int) -> None:
    from jiaxin.portals.console.district import open_district, prepare_district

    folder = open_district()
    prepare_district()
    from jiaxin.apps.evidence import actions, queries
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.domain.facts import Channel, Fact, Provenance
    from jiaxin.kit.ids import new_ids
    from tools.bench.exported import export

    people, by, day = new_ids(1_000), Provenance("bench", Channel.SHEET, "clerk", "batch", "花名册", 1), date(2026, 5, 6)
    steps = min(AT_ONCE, max(1, entries // 5))
    for start in range(0, entries, steps):
        numbers = range(start, min(start + steps, entries))
        shown = {"training_hours": "8", "training_on": "2026-05-06"}
        ledger.append(
            [
                Fact("training", people[n % 1_000], day, by, (f"第{n}课", "2026-05-06"), {"training_name": f"第{n}课", **shown})
                for n in numbers
            ]
        )
        actions.publish("facts")
    (folder / "vkey").write_text("\n".join(queries.vkeys("facts")), "utf-8")
    (folder / "held").write_text(str(queries.latest("facts")), "utf-8")
    proof = queries.inclusion("facts", entries // 3 * 2)
    (folder / "proof").write_text(proof.text, "utf-8")
    (folder / "entry").write_bytes(proof.entry)
    export(folder / "copy.sqlite3")
    shutil.copytree(folder / "evidence/facts", folder / "kept")


def verify(folder: Path, database: Path, *more: str) -> tuple[float, int, list[tuple[str, int]]]:
    words = [sys.executable, "-I", "-S", str(VERIFIER), "log", str(folder / "evidence/facts"), "--key", str(folder / "vkey")]
    started = spent()
    done = subprocess.run(
        [*words, "--entries", str(database), "--held", str(folder / "held"), *more], capture_output=True, text=True, check=False
    )
    took = spent() - started
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    aside = {"checkpoint", "entries", "sound", "unsound", "witnessed"}
    return took, done.returncode, [(code, int(at)) for code, at, _ in lines if code not in aside]


def spent() -> float:
    """Seconds of the processor that ended child processes have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(folder: Path, times: int, seed: int) -> None:
    """`times` tamperings, kinds in turn; 0: one of each."""
    from jiaxin.apps.access import keyfiles
    from tools.bench.tampering import KINDS, Case, named

    key = keyfiles.read(folder / "keys/log")[-1].raw
    tried, right, longest = Counter[str](), Counter[str](), Counter[str]()
    for number in range(times or len(KINDS)):
        kind = KINDS[number % len(KINDS)]
        altered = folder / "altered.sqlite3"
        shutil.copy(folder / "copy.sqlite3", altered)
        shutil.rmtree(folder / "evidence/facts")
        shutil.copytree(folder / "kept", folder / "evidence/facts")
        answer = kind(Case(altered, folder / "evidence/facts", key, random.Random(seed * 10_000 + number)))
        took, status, found = verify(folder, altered)
        name = kind.__name__.replace("_", " ")
        tried[name] += 1
        longest[name] = max(longest[name], took)
        if status == 1 and named(found, answer):
            right[name] += 1
        else:
            print("NOT NAMED", name, number, answer, found[:3])
    print(f"{'tampering':<24}{'tried':>7}{'named':>7}{'longest s':>11}")
    for name, count in tried.items():
        print(f"{name:<24}{count:>7}{right[name]:>7}{longest[name]:>11.2f}")
    print(f"{'all':<24}{tried.total():>7}{right.total():>7}{max(longest.values()):>11.2f}")


def speed(folder: Path) -> None:
    sound, state = folder / "copy.sqlite3", folder / "state.json"
    took, status, found = verify(folder, sound, "--state", str(state))
    print(f"whole log: {took:.1f} s, exit {status} {found}")
    more = f"from tools.bench.tamper import grow; grow({AT_ONCE})"
    subprocess.run([sys.executable, "-c", more], cwd=ROOT, env=os.environ | {"JIAXIN_DATA": str(folder)}, check=True)
    took, status, found = verify(folder, folder / "district.sqlite3", "--state", str(state))
    print(f"what is new ({AT_ONCE:,} entries): {took:.2f} s, exit {status} {found}")
    words = [sys.executable, "-I", "-S", str(VERIFIER), "proof", str(folder / "proof"), str(folder / "entry")]
    started = spent()
    done = subprocess.run([*words, "--key", str(folder / "vkey")], capture_output=True, text=True, check=False)
    whole = spent() - started
    inside = done.stdout.rpartition("（")[2].rstrip("）\n")
    print(f"proof: {(folder / 'proof').stat().st_size:,} bytes, checked in {inside} ({whole * 1000:.0f} ms with starting Python)")
    shutil.rmtree(folder / "evidence/facts")
    shutil.copytree(folder / "kept", folder / "evidence/facts")


def grow(entries: int) -> None:
    """Some more at the end, as the district would add them."""
    from jiaxin.portals.console.district import open_district

    open_district()
    from jiaxin.apps.evidence import actions
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.domain.facts import Channel, Fact, Provenance
    from jiaxin.kit.ids import new_ids

    by, day = Provenance("bench", Channel.SHEET, "clerk"), date(2026, 5, 6)
    shown = {"training_hours": "8", "training_on": "2026-05-06", "training_name": "新课"}
    ledger.append([Fact("training", one, day, by, ("新课", "2026-05-06"), shown) for one in new_ids(entries)])
    actions.publish("facts")


if __name__ == "__main__":
    main()
