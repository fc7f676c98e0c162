"""日志外送 — lines for a log server elsewhere: RFC 5424 (the line), RFC 5425 (TLS, each line with its length before it).

The protocol knows no receipt. What stands for one is the orderly end: the receiver answers our "no more follows" after
it has read everything before. Where that does not come, the lines count as not delivered and are sent again; whoever
receives tells doubles by the numbers in them.
"""

import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path

PORT = 6514  # RFC 5425, 4.1
CONNECT_SECONDS, SEND_SECONDS = 5.0, 15.0
_FACILITY = 10  # security/authorization messages, RFC 5424, table 1
# ASSUMED: 32473 is the number RFC 5612 sets aside for examples; a producer with a number of its own puts it here.
_ENTERPRISE = 32473
_APPLICATION = "jiaxin"


class Severity(IntEnum):
    """RFC 5424, table 2; those in use."""

    ALERT = 1
    WARNING = 4
    NOTICE = 5
    INFORMATIONAL = 6


class Undelivered(Exception):
    """The receiver could not be reached, could not prove who it is, or did not take everything."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """authority: PEM of who vouches for the receiver; None: the system's own list. identity: PEM with our certificate and key."""

    host: str
    port: int = PORT
    authority: Path | None = None
    identity: Path | None = None


def line(at: datetime, host: str, name: str, severity: Severity, values: Mapping[str, object]) -> bytes:
    """One message: what happened is its name, everything else its structured data; there is no free text."""
    said = "".join(f' {key}="{_escaped(str(value))}"' for key, value in values.items())
    head = f"<{_FACILITY * 8 + severity}>1 {at.isoformat(timespec='microseconds')} {host or '-'} {_APPLICATION} - {name}"
    return f"{head} [{_APPLICATION}@{_ENTERPRISE}{said}]".encode()


def send(receiver: Receiver, lines: Iterable[bytes]) -> None:
    """Delivers all of them or raises Undelivered. TLS 1.2 or newer; the receiver's name must stand in its certificate."""
    data = b"".join(b"%d %s" % (len(one), one) for one in lines)
    try:
        with socket.create_connection((receiver.host, receiver.port), CONNECT_SECONDS) as plain:
            plain.settimeout(SEND_SECONDS)
            with _context(receiver).wrap_socket(plain, server_hostname=receiver.host) as tls:
                tls.sendall(data)
                _ended(tls)
    except (OSError, ValueError) as why:  # ssl.SSLError is an OSError
        raise Undelivered(f"{receiver.host}:{receiver.port}: {why}") from why


def _ended(tls: ssl.SSLSocket) -> None:
    try:
        tls.unwrap()
    except ssl.SSLEOFError:
        return  # closed without saying so, as some receivers do; a connection that broke raises something else


def _context(receiver: Receiver) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=receiver.authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if receiver.identity is not None:
        context.load_cert_chain(receiver.identity)
    return context


def _escaped(value: str) -> str:
    """RFC 5424, 6.3.3; a line stays a line."""
    value = "".join(" " if ord(one) < 32 or ord(one) == 127 else one for one in value)
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("]", "\\]")
