"""Import speed: one roster of N rows × 30 columns through the real path, against its floor and a peer.

    python -m tools.bench.import_speed [--rows 20000] [--store sqlite|postgres|both] [--no-peer] [--no-floor]

Prints CPU seconds of all processes (the database server's in a column of their own) and peak memory of each part.
The product's figure covers: sealing the upload, reading and judging in the child, sealing judged rows, storing
findings, finding or making persons, sealing facts, leaves, the Merkle root and the ledger's rows. The floor is a
calamine read and sealing, leaf and executemany of the same facts. The peer is django-import-export with use_bulk,
its read included, which writes one plain row each. Target of `--store both`: PostgreSQL within 1.5 times SQLite.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def measured(words: list[str], env: dict[str, str]) -> tuple[float, float, int, str]:
    """(CPU seconds of the process and its children, wall seconds, peak MB of the largest process, output)."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        run = subprocess.Popen(words, cwd=ROOT, env=os.environ | env, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(run.pid, 0)  # of this process alone: the largest of all so far would stick
        run.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        said.seek(0)
        output = said.read()
    if run.returncode:
        raise SystemExit(output)
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1024, output


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--store", choices=("sqlite", "postgres", "both"), default="sqlite")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--no-floor", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # as root, PostgreSQL runs under another user
        book = Path(folder) / "roster.xlsx"
        subprocess.run([sys.executable, "-m", "tools.bench.rosters", str(book), str(asked.rows)], cwd=ROOT, check=True)
        print(f"{'part':<40}{'CPU s':>8}{'server':>8}{'wall s':>8}{'peak MB':>9}  said")
        found = {}
        if asked.store != "postgres":
            found["sqlite"] = on_sqlite(book, asked)
        if asked.store != "sqlite":
            found["postgres"] = on_postgres(book, asked)
        for store, figures in found.items():
            for name in [name for name in figures if name != "product"]:
                print(f"product / {name} ({store}): {figures['product'] / figures[name]:.2f}")
        if asked.store == "both":
            print(f"PostgreSQL / SQLite: {found['postgres']['product'] / found['sqlite']['product']:.2f}")


def on_sqlite(book: Path, asked: argparse.Namespace) -> dict[str, float]:
    return on_store(book, asked, "", lambda: 0.0)


def on_postgres(book: Path, asked: argparse.Namespace) -> dict[str, float]:
    from tests.stores import Server

    server = Server(book.parent / "postgres", durable=True)
    try:
        return on_store(book, asked, server.address, server.cpu_seconds)
    finally:
        server.stop()  # before its folder goes


def on_store(book: Path, asked: argparse.Namespace, address: str, served: Callable[[], float]) -> dict[str, float]:
    """CPU seconds of each part's own work, the server's included."""
    store = "postgres" if address else "sqlite"
    env = {"JIAXIN_DATA": str(book.parent / f"data-{store}"), "JIAXIN_DATABASE": address}
    measured([sys.executable, "-m", "tools.bench.import_once", "--prepare"], env)
    parts = {"product": "import_once"}
    if not asked.no_floor:
        parts["floor"] = "import_floor"
    if not asked.no_peer and not (address and asked.store == "both"):  # it has a database of its own
        parts["django-import-export use_bulk"] = "import_peer"
    found = {}
    for name, module in parts.items():
        before = served()
        cpu, wall, peak, said = measured([sys.executable, "-m", f"tools.bench.{module}", str(book)], env)
        server = served() - before
        line = said.strip().splitlines()[-1]
        own = float(line.split(" CPU s")[0])  # the work itself, without what was prepared for it
        found[name] = own + server
        whole = cpu if name == "product" else own
        print(f"{f'{name} ({store})':<40}{whole:>8.1f}{server:>8.1f}{wall:>8.1f}{peak:>9}  {line}", flush=True)
    return found


if __name__ == "__main__":
    main()
