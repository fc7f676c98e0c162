"""The bench of imports runs on both stores, as whoever starts it, and leaves no server and no folder."""

import re
import subprocess
import sys

from tools.bench.import_speed import ROOT


def test_both_stores_are_measured_their_server_included() -> None:
    words = ["--rows", "40", "--store", "both", "--no-peer", "--no-floor"]
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.import_speed", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^product \((\w+)\)", done.stdout, re.M) == ["sqlite", "postgres"]
    assert re.search(r"^PostgreSQL / SQLite: \d", done.stdout, re.M)
    assert not done.stderr
