"""A new card is on a phone within a second: by the process's own ticks, whatever else the machine is doing."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jiaxin.portals.consumer.app import ConsumerApp
from tests.browser import window

GREEN = f"/c/{window.CODES['green']}"


class Ticking:
    """A loop whose clock is turned by hand."""

    def __init__(self) -> None:
        self.now, self.waiting = 0.0, list[tuple[float, Callable[..., object], tuple[object, ...]]]()

    def call_later(self, seconds: float, act: Callable[..., object], *words: object) -> None:
        self.waiting.append((self.now + seconds, act, words))

    def forward(self, seconds: float) -> None:
        until = self.now + seconds
        while due := sorted((one for one in self.waiting if one[0] <= until), key=lambda one: one[0]):
            self.waiting.remove(due[0])
            self.now = due[0][0]
            due[0][1](*due[0][2])
        self.now = until


class Answered:
    def response_bytes(self, _status: int, _headers: object, body: bytes) -> None:
        self.body = body.decode()


class Scope:
    method, path, query_string = "GET", GREEN, ""
    headers: dict[str, str] = {}


def seen(app: ConsumerApp) -> str:
    answered: Any = Answered()
    asyncio.run(app.__rsgi__(Scope(), answered))
    return str(answered.body)


def test_a_new_card_is_seen_within_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIAXIN_DATA", str(tmp_path))
    window.build(tmp_path)
    loop: Any = Ticking()
    app = ConsumerApp()
    app.__rsgi_init__(loop)
    try:
        assert "证照有效" in seen(app)
        loop.forward(0.1)
        with window.reprinting(tmp_path, "样例区") as press:
            press.cards([window.Publication(window.KEYS["green"], window.WITHDRAWN)], now=1)
        loop.forward(1)
        assert "本人已停止展示" in seen(app)
    finally:
        loop.forward(1)  # what is held is given back
        app._ticking = None
        app.__rsgi_del__(loop)
