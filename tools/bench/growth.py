"""Growth of one import with its rows: CPU seconds of all processes, peak memory of the importing one and its child.

    nice python -m tools.bench.growth [--rows 2000,20000,200000] [--store sqlite|postgres]

Peaks are VmHWM of each process, read while it lives: ru_maxrss of a child counts what its parent held when it
forked. Targets: CPU exponent ≤ 1.1, the server's peak flat within 1.5 times, the child ≤ 1 GiB.
"""

import argparse
import atexit
import itertools
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="2000,20000,200000")
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    asked = parser.parse_args()
    print(f"{'rows':>8}{'MB file':>9}{'CPU s':>9}{'wall s':>9}{'server MB':>11}{'child MB':>10}  said")
    found = []
    for rows in map(int, asked.rows.split(",")):
        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # before a server is started, so that it stops first
        found.append((rows, *one(rows, folder, asked.store)))
    for (few, cpu, server, _), (many, more, larger, _) in itertools.pairwise(found):
        print(f"{few} → {many}: exponent {math.log(more / cpu) / math.log(many / few):.2f}, server × {larger / server:.2f}")


def one(rows: int, folder: Path, store: str) -> tuple[float, float, float]:
    book = folder / "roster.xlsx"
    subprocess.run([sys.executable, "-m", "tools.bench.rosters", str(book), str(rows)], cwd=ROOT, check=True)
    env = os.environ | {"JIAXIN_DATA": str(folder / "data"), "JIAXIN_DATABASE": ""}
    database = None
    if store == "postgres":
        from tests.stores import Server

        folder.chmod(0o711)
        database = Server(folder / "postgres", durable=True)
        env["JIAXIN_DATABASE"] = database.address
    words = [sys.executable, "-m", "tools.bench.import_once"]
    subprocess.run([*words, "--prepare"], cwd=ROOT, env=env, check=True)
    spent = database.cpu_seconds() if database else 0.0
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with (folder / "said").open("w+") as said:
        run = subprocess.Popen([*words, str(book)], cwd=ROOT, env=env, stdout=said)
        server, child = watched(run)
        said.seek(0)
        line = said.read().strip()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        raise SystemExit(line)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if database:
        cpu += database.cpu_seconds() - spent
        database.stop()
    size, wall = book.stat().st_size / 1e6, time.monotonic() - started
    print(f"{rows:>8}{size:>9.1f}{cpu:>9.1f}{wall:>9.1f}{server:>11.0f}{child:>10.0f}  {line}", flush=True)
    return cpu, server, child


def watched(run: "subprocess.Popen[bytes]") -> tuple[float, float]:
    """(peak MB of the process, of the largest of its children) until it ends."""
    own = child = 0.0
    while run.poll() is None:
        own = max(own, peak_mb(run.pid))
        try:
            children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        except OSError:
            children = []
        child = max([child, *(peak_mb(int(pid)) for pid in children)])
        time.sleep(0.02)
    return own, child


def peak_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    main()
