"""查毒 — bytes are shown to a scanner over the protocol of clamd (clamd(8): `zINSTREAM`), before anybody reads them.

A message is `zINSTREAM\\0`, then blocks of a four-byte length (big-endian) and as many bytes, and a length of nought. The answer is one
line that ends with a zero byte: `stream: OK`, `stream: NAME FOUND`, or `… ERROR`.
"""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from struct import Struct
from typing import Literal

BLOCK = 1 << 16
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 60.0
_LENGTH = Struct("!I")
_MOST_ANSWER = 4096


class Silent(Exception):
    """The scanner cannot be reached, broke off, or said that it could not look."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where a scanner answers, and what is done while it does not.

    address       a path (unix socket) or host and port
    silent        `refuse`: nothing is taken in that was not looked at. `pass`: it is, and an alarm rings
    wait_seconds  how long an upload waits for the scanner to come back before that
    """

    address: str | tuple[str, int]
    silent: Literal["refuse", "pass"] = "refuse"
    wait_seconds: int = 0


def found_in(scanner: Scanner, data: Iterable[bytes]) -> str:
    """What the scanner calls what it found, empty where it found nothing. Raises Silent where it did not look at all of it."""
    try:
        with _connected(scanner) as line:
            line.settimeout(ANSWER_SECONDS)
            line.sendall(b"zINSTREAM\0")
            try:
                for piece in data:
                    for start in range(0, len(piece), BLOCK):
                        part = piece[start : start + BLOCK]
                        line.sendall(_LENGTH.pack(len(part)) + part)
                line.sendall(_LENGTH.pack(0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has said already why it takes no more: too large, as a rule
            answer = _line(line)
    except OSError as why:
        raise Silent(str(why)) from why
    words = answer.removeprefix("stream: ")
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND") or "?"
    raise Silent(words or "no answer")


def answers(scanner: Scanner) -> bool:
    """Whether the scanner is there: `zPING\\0` is answered by `PONG`."""
    try:
        with _connected(scanner) as line:
            line.settimeout(CONNECT_SECONDS)
            line.sendall(b"zPING\0")
            return _line(line) == "PONG"
    except OSError:
        return False


def _connected(scanner: Scanner) -> socket.socket:
    if not isinstance(scanner.address, str):
        return socket.create_connection(scanner.address, CONNECT_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(CONNECT_SECONDS)
        line.connect(scanner.address)
    except OSError:
        line.close()
        raise
    return line


def _line(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _MOST_ANSWER:
        piece = line.recv(_MOST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()
