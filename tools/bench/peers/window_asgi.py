"""Our portal behind ASGI instead of RSGI: shows what the server interface alone costs."""

import time
from typing import Any

from config.environment import data_folder
from jiaxin.portals.consumer.portal import Ask, Portal

_portal = Portal(data_folder())


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    accept = next((value.decode() for name, value in scope["headers"] if name == b"accept-encoding"), "")
    ask = Ask(scope["method"], scope["path"], scope["query_string"].decode(), accept)
    status, headers, body = _portal.answer(ask, int(time.time()))
    sent = [(name.encode(), value.encode()) for name, value in headers]
    sent.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": body})
