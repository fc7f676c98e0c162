"""Starting a server, loading it, and reading what it cost: for the benchmarks of the consumer window.

CPU is user + system time of every process of the server, from /proc, divided by the requests answered,
so a slow or busy client changes the rate but hardly the figure.
"""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    port: int
    process: int

    def cpu_seconds(self) -> float:
        return sum(map(_cpu_of, _family(self.process))) / _TICK


@contextmanager
def granian(app: str, interface: str, **environment: str) -> Iterator[Server]:
    """One worker, one runtime thread, HTTP/1: the same for everyone who is compared."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", interface, "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--runtime-threads", "1", "--http", "1", "--no-ws", "--log-level", "error", app,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        _await(port, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def load(port: int, paths: Sequence[str], count: int, connections: int = 16) -> int:
    """Sends `count` requests over keep-alive connections, paths in turn; returns how many bytes came back."""
    asks = [_ask(path) for path in paths]
    selector = selectors.DefaultSelector()
    sent = done = received = 0
    for _ in range(connections):
        link = socket.create_connection(("127.0.0.1", port))
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(link, selectors.EVENT_READ, bytearray())
        link.sendall(asks[sent % len(asks)])
        sent += 1
    while done < count:
        for key, _ in selector.select(10):
            link, held = key.fileobj, key.data
            assert isinstance(link, socket.socket)
            held += link.recv(262_144)
            if (size := _whole(held)) == 0:
                continue
            received += size
            del held[:size]
            done += 1
            if sent < count:
                link.sendall(asks[sent % len(asks)])
                sent += 1
    for key in list(selector.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    return received


def fetch(port: int, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """One answer as it comes over the wire: status, headers, body."""
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.sendall(_ask(path))
        held = bytearray()
        while not (size := _whole(held)):
            held += link.recv(262_144)
    head, _, body = bytes(held[:size]).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    return int(first.split()[1]), headers, body


def _ask(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n".encode()


def _whole(held: bytearray) -> int:
    """Length of the complete answer at the head of the buffer, 0 while it is incomplete."""
    end = held.find(b"\r\n\r\n")
    if end < 0:
        return 0
    head = bytes(held[:end]).lower()
    at = head.index(b"content-length:") + 15
    length = int(head[at : head.find(b"\r\n", at) if b"\r\n" in head[at:] else None])
    size = end + 4 + length
    return size if len(held) >= size else 0


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not listen within 30 seconds")


def _family(root: int) -> list[int]:
    children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    return [root, *(pid for child in children for pid in _family(int(child)))]


def _cpu_of(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
