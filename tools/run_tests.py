"""`make test`: the whole suite on SQLite, then everything that touches a database again on PostgreSQL.

Tests without a database mean the same on both, so they run once. Words after `--` or unknown here go to pytest.
The last line is one summary of both runs, in pytest's own form; the status is the worse of the two.
"""

import re
import subprocess
import sys
import time
from collections import Counter

RUNS = (
    ("SQLite", ["--store=sqlite"]),
    ("PostgreSQL", ["--store=postgres", "-m", "database"]),
)
NOTHING_TO_RUN = 5  # pytest's status when a selection is empty
ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")


def run(words: list[str]) -> tuple[int, str]:
    """Run pytest, show what it says as it says it, give back its status and its closing line."""
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist=worksteal", *words]
    closing = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            if re.search(r"\d+ (passed|failed|skipped|errors?)\b.* in [\d.]+s", line):
                closing = line
    return process.returncode, closing


def counts(closing: str) -> Counter[str]:
    found = re.findall(r"(\d+) (passed|failed|skipped|xfailed|xpassed|error)", closing)
    return Counter({word: int(number) for number, word in found})


def summary(total: Counter[str], seconds: float) -> str:
    said = ", ".join(f"{total[word]} {word}" for word in ORDER if total[word]) or "no tests ran"
    return f" {said} in {seconds:.2f}s ".center(80, "=")


def main(words: list[str]) -> int:
    started, total, worst = time.monotonic(), Counter[str](), 0
    for store, options in RUNS:
        print(f"{f' {store} ':-^80}", flush=True)
        status, closing = run([*options, *words])
        total += counts(closing)
        worst = max(worst, 0 if status == NOTHING_TO_RUN and total else status)
    print(summary(total, time.monotonic() - started), flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
