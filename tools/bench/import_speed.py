"""Import speed: one roster of N rows × 30 columns through the real path, against its floor and a peer.

    python -m tools.bench.import_speed [--rows 20000] [--store sqlite|postgres] [--no-peer] [--no-floor]

Prints CPU seconds of all processes and peak memory of each part. The product's figure covers: sealing
the upload, reading and judging in the child, sealing judged rows, storing findings, finding or making
persons, sealing facts, leaves, the Merkle root and the ledger's rows. The floor is a calamine read and
sealing, leaf and executemany of the same facts. The peer is django-import-export with use_bulk, its
read included, which writes one plain row each.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def measured(words: list[str], env: dict[str, str]) -> tuple[float, float, int, str]:
    """(CPU seconds of the process and its children, wall seconds, peak MB of the largest process, output)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(words, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, after.ru_maxrss // 1024, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--no-floor", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # as root, PostgreSQL runs under another user
        book = Path(folder) / "roster.xlsx"
        subprocess.run([sys.executable, "-m", "tools.bench.rosters", str(book), str(asked.rows)], cwd=ROOT, check=True)
        env = {"JIAXIN_DATA": str(Path(folder) / "data")}
        if asked.store == "postgres":
            from tests.stores import start_postgres

            env["JIAXIN_DATABASE"] = start_postgres(Path(folder) / "postgres")
        measured([sys.executable, "-m", "tools.bench.import_once", "--prepare"], env)
        print(f"{'part':<34}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}  said")
        parts = [("product", [sys.executable, "-m", "tools.bench.import_once", str(book)])]
        if not asked.no_floor:
            parts.append(("floor", [sys.executable, "-m", "tools.bench.import_floor", str(book)]))
        if not asked.no_peer:
            parts.append(("django-import-export use_bulk", [sys.executable, "-m", "tools.bench.import_peer", str(book)]))
        found = {}
        for name, words in parts:
            cpu, wall, peak, said = measured(words, env)
            found[name] = float(said.split(" CPU s")[0])  # the work itself, without what was prepared for it
            whole = cpu if name == "product" else found[name]
            print(f"{name:<34}{whole:>8.1f}{wall:>8.1f}{peak:>9}  {said.strip().splitlines()[-1]}")
        for name, cpu in found.items():
            if name != "product":
                print(f"product / {name}: {found['product'] / cpu:.2f}")


if __name__ == "__main__":
    main()
