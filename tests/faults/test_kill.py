"""Kill -9 in the middle: what was acknowledged stays, nothing stands twice, and work goes on by itself.

A dozen kills on the store of this run; `python -m tools.bench.crash` does 200 and prints where each fell.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jiaxin.apps.intake import keeping
from tests import stores

pytestmark = pytest.mark.faults
KILLS = 12


def spare_database() -> str:
    """A database of its own on the server of this run; empty on SQLite, where each folder has its own."""
    address = os.environ.get(stores.ADDRESS, "")
    if not address:
        return ""
    import psycopg

    name = f"kill_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return address.rsplit("/", 1)[0] + "/" + name


@pytest.mark.database
@pytest.mark.parametrize("seed", [11])
def test_nothing_acknowledged_is_lost_and_nothing_lands_twice(seed: int, tmp_path: Path) -> None:
    store = ["--store", "postgres", "--database", address] if (address := spare_database()) else []
    words = ["--kills", str(KILLS), "--rows", "6", "--seed", str(seed), "--scattered", "--json", "--data", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.crash", *words, *store], capture_output=True, text=True, timeout=180
    )
    assert done.stdout, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["kills"] == KILLS, "so many processes must really have been killed, or nothing was tried"
    assert (found["facts_lost"], found["facts_doubled"], found["cards_different"], found["wrong"]) == (0, 0, 0, [])
    assert done.returncode == 0


def test_a_batch_is_worked_on_by_one_process_at_a_time_and_free_when_that_is_dead(tmp_path: Path, settings) -> None:
    settings.DATA = tmp_path
    ready, go = os.pipe()
    if not (pid := os.fork()):
        with keeping.worked_on("batch") as mine:
            os.write(go, b"1" if mine else b"0")
            signal.pause()
        os._exit(0)
    assert os.read(ready, 1) == b"1"
    with keeping.worked_on("batch") as mine:
        assert not mine
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with keeping.worked_on("batch") as mine:
        assert mine
