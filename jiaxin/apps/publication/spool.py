"""扫码记录 — which card was opened, when, for which use; never by whom. Standard library only.

The portal only appends, the job process only reads. One file an hour and process in `scans/`, records
of 48 bytes: SHA-256 of the code (a worker's or a poster's), Unix second, use, visit token. No address, no browser. The token is eight
random bytes that a browser may keep for 90 days and give back, or not: it says that two look-ups came from
one browser, and nothing else.

Source   primary figures 查询户数, 主动查询率 and 选择周期 need households counted, not people known
Not here what the counts mean (oversight)
"""

import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "scans"
TASKS = ("", "home", "child", "elder")  # what a family may look for
TAPS = ("ok", "no")  # whether the look-up helped
# entry confirmed; a browser in which a company or worker is signed in; a browser that gives its token back at once; a poster on a wall
USES = (*TASKS, *TAPS, "enter", "own", "kept", "wall")
COOKIE = "visit"
TOKEN_BYTES = 8
NOBODY = bytes(TOKEN_BYTES)
_NUMBERS = {use: number for number, use in enumerate(USES)}
_RECORD = struct.Struct(f">32sIB3x{TOKEN_BYTES}s")
_KEEP = 64  # records held back at most before they are written


@dataclass(frozen=True, slots=True)
class Scan:
    key: bytes
    at: int
    use: str
    token: bytes = NOBODY


class Spool:
    """Write-only. `note` is cheap; `flush` is called every second and at the end."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._held = bytearray()
        self._hour = -1
        self._out = -1

    def note(self, key: bytes, at: int, use: str = "", token: bytes = NOBODY) -> None:
        self._held += _RECORD.pack(key, at, _NUMBERS.get(use, 0), token)
        if len(self._held) >= _KEEP * _RECORD.size:
            self.flush(at)

    def flush(self, at: int) -> None:
        """One write per flush: an append of whole records, so a reader never sees a torn one for long."""
        if not self._held:
            return
        if at // 3600 != self._hour:
            self.close()
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{at // 3600:08d}-{os.getpid()}.scans"
            self._out = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
            self._hour = at // 3600
        os.write(self._out, self._held)
        self._held.clear()

    def close(self) -> None:
        if self._out >= 0:
            os.close(self._out)
        self._out, self._hour = -1, -1


def append(data: Path, key: bytes, at: int, use: str, token: bytes) -> None:
    """One record from a process that serves pages of another kind."""
    spool = Spool(data)
    spool.note(key, at, use, token)
    spool.flush(at)
    spool.close()


def token_in(cookies: str) -> bytes:
    """The visit token among the cookies of a request; NOBODY if there is none or it is no token."""
    for one in cookies.split(";"):
        name, _, value = one.strip().partition("=")
        if name == COOKIE and len(value) == 2 * TOKEN_BYTES:
            try:
                return bytes.fromhex(value)
            except ValueError:
                return NOBODY
    return NOBODY


def read(data: Path, after: Mapping[str, int]) -> Iterator[tuple[str, int, list[Scan]]]:
    """New records per file: (file name, offset reached, scans). Keep the offsets; they are the cursor."""
    for path in sorted((data / FOLDER).glob("*.scans")):
        with path.open("rb") as file:
            file.seek(start := after.get(path.name, 0))
            raw = file.read()
        whole = len(raw) - len(raw) % _RECORD.size
        if whole:
            scans = [Scan(key, at, USES[use], token) for key, at, use, token in _RECORD.iter_unpack(raw[:whole]) if use < len(USES)]
            yield path.name, start + whole, scans


def drop(data: Path, before: int) -> None:
    """Removes files of hours that ended before an instant, once they have been counted."""
    for path in (data / FOLDER).glob("*.scans"):
        if (int(path.name.split("-")[0]) + 1) * 3600 <= before:
            path.unlink(missing_ok=True)
