"""A scanner of our own that speaks clamd's protocol: it knows one virus, the harmless test file of EICAR, also inside a zip."""

import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import unpack

EICAR = b"X5O!P%@AP[4" + b"\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"  # in parts: nobody's scanner stops at this file
VIRUS = "Eicar-Test-Signature"


class ScannerServer:
    """`seen`: every stream it was shown whole. `most`: it refuses longer ones, as clamd's StreamMaxLength does. `mute`: it breaks off."""

    def __init__(self, listening: socket.socket) -> None:
        self.seen: list[bytes] = []
        self.most, self.mute = 1 << 26, False
        self._listening = listening
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line:
                try:
                    self._one(line)
                except OSError:
                    continue

    def _one(self, line: socket.socket) -> None:
        asked = b""
        while not asked.endswith(b"\0"):
            asked += line.recv(1)
        if asked == b"zPING\0":
            return line.sendall(b"PONG\0")
        assert asked == b"zINSTREAM\0", asked
        data = b""
        while size := unpack("!I", _exactly(line, 4))[0]:
            data += _exactly(line, size)
            if len(data) > self.most:
                return line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        if self.mute:
            return None
        self.seen.append(data)
        return line.sendall(f"stream: {VIRUS} FOUND\0".encode() if _infected(data) else b"stream: OK\0")


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = line.recv(size - len(data))
        if not piece:
            raise OSError("broke off")
        data += piece
    return data


def _infected(data: bytes) -> bool:
    if EICAR in data:
        return True
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(EICAR in packed.read(name) for name in packed.namelist())
    except (zipfile.BadZipFile, RuntimeError):
        return False


@contextmanager
def by_port() -> Iterator[tuple[tuple[str, int], ScannerServer]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[:2], ScannerServer(listening)


@contextmanager
def by_path(folder: Path) -> Iterator[tuple[str, ScannerServer]]:
    path = str(folder / "s")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        yield path, ScannerServer(listening)
