"""The floor of a look-up: an ASGI app that sends the same bytes and headers to everybody.

`PEER_ANSWER` names a file with the headers as JSON lines, an empty line, and the body.
"""

import json
import os
from pathlib import Path
from typing import Any

_head, _, BODY = Path(os.environ["PEER_ANSWER"]).read_bytes().partition(b"\n\n")
HEADERS = [(name.encode(), value.encode()) for name, value in map(json.loads, _head.splitlines())]
_START = {"type": "http.response.start", "status": 200, "headers": HEADERS}
_BODY = {"type": "http.response.body", "body": BODY}


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send(_START)
        await send(_BODY)
