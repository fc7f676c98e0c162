"""查询进程 — the thinnest server interface (RSGI on granian) around the portal. No Django, not even indirectly.

Not here  what is answered (portal).
"""

import asyncio
import time
from typing import Any, Protocol

from config.environment import data_folder, public_url
from jiaxin.portals.consumer.portal import Ask, Headers, Portal

_REFRESH_EVERY_SECONDS = 0.5
_HOLD_SECONDS = 0.02  # look-ups that come together share one lock of the card file, and see nothing older than this


class _Protocol(Protocol):
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_empty(self, status: int, headers: Headers) -> None: ...


class ConsumerApp:
    """RSGI around a portal. The loop refreshes the file and flushes the spool twice a second."""

    def __init__(self) -> None:
        self._portal: Portal | None = None
        self._ticking: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._holding = False

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._portal = Portal(data_folder(), https=public_url().startswith("https:"))
        self._tick(loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
        if self._portal is not None:
            self._portal.spool.flush(int(time.time()))
            self._portal.spool.close()

    async def __rsgi__(self, scope: Any, protocol: _Protocol) -> None:
        portal = self._portal
        assert portal is not None
        if not self._holding:
            self._hold(portal)
        get = scope.headers.get
        method = scope.method
        ask = Ask(method, scope.path, scope.query_string, get("accept-encoding", ""), get("if-none-match", ""), get("cookie", ""))
        status, headers, body = portal.answer(ask, int(time.time()))
        if method == "HEAD":
            protocol.response_empty(status, [*headers, ("content-length", str(len(body)))])
        else:
            protocol.response_bytes(status, headers, body)

    def _hold(self, portal: Portal) -> None:
        if self._loop is not None:
            portal.cards.hold()
            self._holding = True
            self._loop.call_later(_HOLD_SECONDS, self._release, portal)

    def _release(self, portal: Portal) -> None:
        self._holding = False
        portal.cards.release()

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        assert self._portal is not None
        self._portal.refresh()
        self._portal.spool.flush(int(time.time()))
        self._ticking = loop.call_later(_REFRESH_EVERY_SECONDS, self._tick, loop)


app = ConsumerApp()
