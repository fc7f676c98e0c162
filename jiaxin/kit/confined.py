"""关起来跑 — runs one named function in a child process with little memory and time, and streams what it yields.

For work on bytes that strangers sent. The child is a fresh interpreter, not a fork: it inherits no
database connection, no key, no open file. It may yield anything JSON can hold, one message at a time; what
it writes to standard error is never shown to anybody. However it ends — refusal, memory, time,
crash, cancel — the parent gets one `Unreadable` with its own sentence. If the parent dies, the child is killed.

    for message in Confined("package.module:function", {"path": "…"}): …

Wall time counts only while the parent waits: a slow reader does not use up the child's time.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from jiaxin.kit import confined_child
from jiaxin.kit.sheets.limits import FILE
from jiaxin.kit.sheets.refusal import Unreadable, refused

ROOT = Path(__file__).resolve().parents[2]
_OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"Cannot allocate memory", b"bad_alloc")
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one child may use; the figures stand in `config/limits.toml`."""

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: int
    message_bytes: int
    file_bytes: int
    open_files: int


def load_bounds(path: Path = FILE) -> Bounds:
    return Bounds(**tomllib.loads(path.read_text(encoding="utf-8"))["confined"])


class Confined:
    """One run. Iterate for its messages; `cancel` (from any thread) ends it; use as a context manager to be sure.

    It starts at once. The thread that creates it must live as long as it does: Linux ties the child's
    life to that thread.
    """

    def __init__(self, function: str, arguments: Mapping[str, Any], bounds: Bounds | None = None) -> None:
        self._bounds = bounds or load_bounds()
        self._cancelled = False
        self._waited = 0.0
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  a pipe nobody reads would block the child
        order = {"function": function, "arguments": dict(arguments), "parent": os.getpid(), **asdict(self._bounds)}
        self._child = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", confined_child.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=ROOT,
            env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
            | {"PYTHONPATH": str(ROOT)},
            close_fds=True,
        )
        self._poll = select.poll()  # `select.select` fails in servers with more than 1,024 open files
        self._poll.register(_pipe(self._child.stdout), select.POLLIN)
        with contextlib.suppress(BrokenPipeError):  # it died at once: reading will tell
            _pipe(self._child.stdin).write(json.dumps(order).encode())
        with contextlib.suppress(BrokenPipeError):
            _pipe(self._child.stdin).close()

    @property
    def pid(self) -> int:
        return self._child.pid

    def cancel(self) -> None:
        self._cancelled = True
        self._kill()

    def close(self) -> None:
        self._kill()
        self._child.wait()
        _pipe(self._child.stdout).close()
        self._errors.close()

    def __enter__(self) -> "Confined":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        try:
            while True:
                kind, *content = self._message()
                if kind == "item":
                    yield content[0]
                elif kind == "done":
                    return
                elif kind == "refused":
                    raise Unreadable(*content)
                else:
                    raise refused("reading.memory" if kind == "memory" else "reading.crash")
        finally:
            self.close()

    def _message(self) -> Any:
        length = self._bytes(confined_child.LENGTH.size)
        (size,) = confined_child.LENGTH.unpack(length)
        if size > self._bounds.message_bytes:
            raise refused("reading.memory")
        try:
            return orjson.loads(self._bytes(size))
        except orjson.JSONDecodeError as error:
            raise refused("reading.crash") from error

    def _bytes(self, size: int) -> bytes:
        found = bytearray()
        while len(found) < size:
            left = self._bounds.wall_seconds - self._waited
            started = time.monotonic()
            ready = self._poll.poll(max(0, int(left * 1000)))
            self._waited += time.monotonic() - started
            if not ready:
                self._kill()
                raise refused("reading.cancelled" if self._cancelled else "reading.time")
            data = os.read(_pipe(self._child.stdout).fileno(), min(size - len(found), 1 << 20))
            if not data:
                raise self._died()
            found += data
        return bytes(found)

    def _died(self) -> Unreadable:
        """Why the stream ended without a last word."""
        try:
            code = self._child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._kill()
            code = self._child.wait()
        if self._cancelled:
            return refused("reading.cancelled")
        if code in (-signal.SIGXCPU, -signal.SIGKILL) and not self._memory_ran_out():
            # the hard CPU limit kills too; the kernel's own memory killer looks the same, and "too big" fits both
            return refused("reading.time")
        return refused("reading.memory" if self._memory_ran_out() else "reading.crash")

    def _memory_ran_out(self) -> bool:
        self._errors.seek(0)
        said = self._errors.read(1 << 16)
        return any(words in said for words in _OUT_OF_MEMORY)

    def _kill(self) -> None:
        if self._child.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self._child.kill()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the child was started without this pipe")
    return pipe
