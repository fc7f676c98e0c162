"""`make test`: the whole suite on SQLite, then everything that touches a database again on PostgreSQL.

Tests without a database mean the same on both, so they run once. The second run begins while the last tests of the first
no longer fill the machine, and is shown after it. Words after `--` or unknown here go to pytest.
The last line is one summary of both runs, in pytest's own form; the status is the worse of the two.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

RUNS = (
    ("SQLite", ["--store=sqlite"]),
    ("PostgreSQL", ["--store=postgres", "-m", "database"]),
)
NEAR_THE_END = 97  # per cent of a run from which the next one is begun beside it
NOTHING_TO_RUN = 5  # pytest's status when a selection is empty
ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")


class Run:
    """One run of pytest, begun at once. What it says waits in a queue until it is `shown`."""

    def __init__(self, store: str, words: list[str]) -> None:
        command = [sys.executable, "-m", "pytest", "-n", "2", "--dist=worksteal", *words]
        self.store = store
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._said: SimpleQueue[str | None] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                self._said.put(line)
        self._said.put(None)

    def shown(self, near_the_end: Callable[[], None]) -> tuple[int, str]:
        """Show what it says as it says it; give back its status and its closing line. `near_the_end` is called once, at the latest when it has ended."""
        closing, called = "", False
        while (line := self._said.get()) is not None:
            sys.stdout.write(line)
            sys.stdout.flush()
            if not called and (done := re.search(r"\[ *(\d+)%\]$", line.rstrip())) and int(done[1]) >= NEAR_THE_END:
                near_the_end()
                called = True
            if re.search(r"\d+ (passed|failed|skipped|errors?)\b.* in [\d.]+s", line):
                closing = line
        status = self._process.wait()
        if not called:
            near_the_end()
        return status, closing


def counts(closing: str) -> Counter[str]:
    found = re.findall(r"(\d+) (passed|failed|skipped|xfailed|xpassed|error)", closing)
    return Counter({word: int(number) for number, word in found})


def summary(total: Counter[str], seconds: float) -> str:
    said = ", ".join(f"{total[word]} {word}" for word in ORDER if total[word]) or "no tests ran"
    return f" {said} in {seconds:.2f}s ".center(80, "=")


def main(words: list[str]) -> int:
    started, total, worst = time.monotonic(), Counter[str](), 0
    left = [(store, [*options, *words]) for store, options in RUNS]
    begun: list[Run] = []

    def begin() -> None:
        if left:
            begun.append(Run(*left.pop(0)))

    begin()
    while begun:
        one = begun.pop(0)
        print(f"{f' {one.store} ':-^80}", flush=True)
        status, closing = one.shown(begin)
        total += counts(closing)
        worst = max(worst, 0 if status == NOTHING_TO_RUN and total else status)
    print(summary(total, time.monotonic() - started), flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
