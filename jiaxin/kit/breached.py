"""泄露口令表 — passwords of known breaches as sorted beginnings of their SHA-1, looked up by bisection on the disk; nothing is loaded.

The list comes as text, `HASH:COUNT` a line, in the order of the hashes. The compact file is a head of sixteen bytes and then the first ten
bytes of each hash, in order: of a thousand million, ten thousand million bytes. A password that is not in the list is taken for one that is
with a chance of n / 2^80.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

HEAD, WIDE = b"jiaxin-breached1", 10
_LINE = re.compile(rb"([0-9A-Fa-f]{40})(?::(\d+))?\s*")
_AT_ONCE = 100_000


class Unusable(Exception):
    """No such list: unreadable, out of order, empty."""


def compact(lines: Iterable[bytes], target: Path, least: int = 1) -> int:
    """Write the compact file; how many hashes. least: seen so often at least, where counts are told. The old file stays until the new one is whole."""
    fresh, count, last, waiting = target.with_name(f"{target.name}.new"), 0, b"", bytearray()
    try:
        with fresh.open("wb") as out:
            out.write(HEAD)
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                read = _LINE.fullmatch(line)
                if read is None:
                    raise Unusable(f"line {number}: not HASH:COUNT")
                whole = bytes.fromhex(read[1].decode())
                if whole <= last:
                    raise Unusable(f"line {number}: not in the order of the hashes")
                last = whole
                if read[2] is None or int(read[2]) >= least:
                    waiting += whole[:WIDE]
                    count += 1
                if len(waiting) > _AT_ONCE:
                    out.write(waiting)
                    waiting.clear()
            out.write(waiting)
            if not count:
                raise Unusable("no hash in it")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(target)
    except OSError as why:
        raise Unusable(str(why)) from why
    finally:
        fresh.unlink(missing_ok=True)
    return count


def size(path: Path) -> int:
    """How many hashes a compact file holds. Raises Unusable for anything else."""
    try:
        with path.open("rb") as file:
            head = file.read(len(HEAD))
        count, left = divmod(path.stat().st_size - len(HEAD), WIDE)
    except OSError as why:
        raise Unusable(str(why)) from why
    if head != HEAD or left or not count:
        raise Unusable(f"{path.name}: not a compact list")
    return count


def holds(path: Path, password: str) -> bool:
    """Whether the list holds a password, exactly as it was typed. Raises Unusable."""
    # SHA-1 is what the lists are published under; it protects nothing here
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).digest()[:WIDE]
    low, high = 0, size(path)
    try:
        with path.open("rb") as file:
            while low < high:
                middle = (low + high) // 2
                file.seek(len(HEAD) + middle * WIDE)
                here = file.read(WIDE)
                if here == wanted:
                    return True
                if here < wanted:
                    low = middle + 1
                else:
                    high = middle
    except OSError as why:
        raise Unusable(str(why)) from why
    return False
