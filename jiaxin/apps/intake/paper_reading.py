"""读图片包 — what the confined child does with a bundle: each picture as a plain copy, or why it is not taken.

Runs without Django, database or keys. Only what leaves here is ever opened by a process that has them.
"""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jiaxin.kit.picture_bundles import count, pictures


def read(path: str) -> Iterator[dict[str, Any]]:
    """Messages: `begin` (how many), then one `picture` for each file."""
    yield {"is": "begin", "of": count(Path(path))}
    for one in pictures(Path(path)):
        message: dict[str, Any] = {"is": "picture", "name": one.name[:400], "refused": one.refused}
        if one.copies is not None:
            made = {name: b64encode(getattr(one.copies, name)).decode() for name in ("whole", "preview", "likeness", "exact")}
            message |= made
        yield message
