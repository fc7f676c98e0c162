"""草稿 — private folders for what must lie on disk in the clear for a moment; none outlives its process for long.

A folder is locked for as long as it is in use, and the lock is the kernel's: it is gone the instant the process
is, however that died. So `sweep` can tell what was left behind from what somebody is at.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

NAME = "scratch"


@contextmanager
def scratch(data: Path) -> Iterator[Path]:
    """A folder of one's own under the data folder, readable by nobody else, then removed with all it holds."""
    folder, lock = _made(_parent(data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep(data: Path) -> int:
    """Remove what processes that were killed could not remove. Returns how many folders that were."""
    swept = 0
    for left in _parent(data).iterdir():
        try:
            lock = os.open(left, os.O_RDONLY)
        except FileNotFoundError:  # its owner was quicker
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left)
            swept += 1
        except (BlockingIOError, FileNotFoundError):
            pass
        finally:
            os.close(lock)
    return swept


def _parent(data: Path) -> Path:
    parent = data / NAME
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return parent


def _made(parent: Path) -> tuple[Path, int]:
    while True:
        folder = Path(mkdtemp(dir=parent))
        try:
            lock = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:  # swept before it was locked
            continue
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.fstat(lock).st_nlink:
            return folder, lock
        os.close(lock)
