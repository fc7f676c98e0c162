"""开起来 — the three processes of a district on one machine, watched by one parent.

    pages    people who sign in: Django by WSGI
    window   what a stranger's phone sees: cards only
    work     the one job process: batches, the pipeline, the turn of the day

Nothing is restarted behind anybody's back: when one ends, the parent says which and stops the others.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError
from urllib.request import urlopen

from jiaxin.demo import ports
from jiaxin.domain.errors import Refused

PORT = 8000
ANSWER_WITHIN_SECONDS = 30
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    words: list[str]
    asks: str = ""  # address that must answer before it counts as served


class District:
    """The processes of one data folder. `start`, then `watch` until one dies or somebody says stop."""

    def __init__(self, data: Path, port: int = PORT, parts: list[Part] | None = None) -> None:
        self.pages, self.window = f"http://{ports.HOST}:{port}", f"http://{ports.HOST}:{port + 1}"
        self._environment = os.environ | {
            "JIAXIN_DATA": str(data),
            "JIAXIN_PUBLIC_URL": self.window,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        self._ports = ports_of(port)
        self._parts = parts or [
            Part("登录页面", _granian("wsgi", port, "config.wsgi:application", *_THREADS), f"{self.pages}/sign-in/"),
            Part("查询页面", _granian("rsgi", port + 1, "jiaxin.portals.consumer.app:app"), f"{self.window}/healthz"),
            Part("后台任务", [sys.executable, "-m", "jiaxin", "work"]),
        ]
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = False

    def start(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Returns when every page has answered; what asks for no answer starts after them. `meanwhile` is done while they
        come up. Raises Refused with the part that would not."""
        ports.need(self._ports)
        answering = [part for part in self._parts if part.asks]
        for part in answering:
            self._open(part)
        try:
            meanwhile()
        except BaseException:
            self.stop()
            raise
        for part in answering:
            if not self._answers(part):
                self.stop()
                raise Refused("serve.silent", f"“{part.name}”没有启动成功", "请查看上面的报错，改正后重新运行")
        for part in self._parts:
            if not part.asks:
                self._open(part)

    def _open(self, part: Part) -> None:
        self._running[part.name] = subprocess.Popen(part.words, cwd=ROOT, env=self._environment, start_new_session=True)

    def watch(self, say: Callable[[str], None]) -> int:
        """Until Ctrl-C, SIGTERM or the death of a part. Returns the exit code."""
        before = {number: signal.signal(number, self._asked) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            return self._wait(say)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _wait(self, say: Callable[[str], None]) -> int:
        while not self._stopping:
            for name, process in self._running.items():
                if process.poll() is not None:
                    say(f"“{name}”意外退出（代码 {process.returncode}），其余也已停止")
                    self.stop()
                    return 1
            time.sleep(0.2)
        self.stop()
        say("已停止")
        return 0

    def stop(self) -> None:
        """All parts, politely first. Each has a session of its own, so its children go with it."""
        for process in self._running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + 8
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._running.clear()

    def _asked(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _answers(self, part: Part) -> bool:
        deadline = time.monotonic() + ANSWER_WITHIN_SECONDS
        while time.monotonic() < deadline and self._running[part.name].poll() is None:
            try:
                with urlopen(part.asks, timeout=2):  # nosec B310  # nosemgrep: tools.scan.unverified-tls-or-fetch  # our own loopback
                    return True
            except HTTPError as answer:
                return answer.code < 500
            except OSError:
                time.sleep(0.1)
        return False


def ports_of(port: int) -> dict[str, int]:
    """What for → which port."""
    return {"登录页面": port, "查询页面": port + 1}


_THREADS = ("--blocking-threads", "4")


def _granian(interface: str, port: int, target: str, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", interface, "--host", ports.HOST, "--port", str(port)),
        *("--workers", "1", "--http", "1", "--no-ws", "--log-level", "warning", *more, target),
    ]
