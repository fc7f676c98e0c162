"""落盘 — what is said to be kept is on the disk before anybody is told so.

Building a demo district does without the wait: half built, it is thrown away and not mended.
"""

import os
from typing import IO

_waits = True


def settle(file: IO[bytes]) -> None:
    """Everything written so far is on the disk when this returns."""
    file.flush()
    if _waits:
        os.fsync(file.fileno())


def do_not_wait() -> None:
    """For the rest of this process, writes are left to the system."""
    global _waits
    _waits = False
