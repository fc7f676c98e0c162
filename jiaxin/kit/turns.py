"""让一让 — a long row of write transactions leaves a gap once a second, so that others get their turn.

SQLite has one writer and no queue: who waits looks again every 0.1 s, and twenty seconds of transactions
back to back starve everybody else until they fail with "database is locked". PostgreSQL needs no gap.
"""

import time

from django.db import connection

EVERY_SECONDS = 1.0
GAP_SECONDS = 0.12  # a little more than a waiter's longest sleep


class Turns:
    """Call `give_way` between two transactions."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def give_way(self) -> None:
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            return
        if time.monotonic() - self._since >= EVERY_SECONDS:
            time.sleep(GAP_SECONDS)
            self._since = time.monotonic()
