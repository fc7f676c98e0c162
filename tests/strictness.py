"""Where the suite is stricter than production, each rule with its reason.

Warnings are errors as well (`filterwarnings` in pyproject.toml): what is deprecated today breaks at an upgrade.
A naive datetime is one of those warnings (Django's `received a naive datetime`).
"""

import inspect
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.base import Template

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def enforced() -> Iterator[None]:
    real = socket.socket.connect
    socket.socket.connect = _loopback_only(real)  # type: ignore[method-assign]
    engine = engines["django"].engine  # type: ignore[attr-defined]
    options = settings.TEMPLATES[0]["OPTIONS"]
    engine.string_if_invalid = options["string_if_invalid"] = UnknownVariable()  # Django makes new engines at times
    try:
        yield
    finally:
        engine.string_if_invalid = options["string_if_invalid"] = ""
        socket.socket.connect = real  # type: ignore[method-assign]


def _loopback_only(connect: Any) -> Any:
    """A test that needs the outside world is a test that fails on a train, and may leak what it holds."""

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"the test opened a connection to {address}: only the loopback is allowed")
        return connect(self, address)

    return guarded


class UnknownVariable(str):
    """A misspelt variable renders as nothing in production; here it stops the test. Only our own templates."""

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        template = _rendering()
        if template is not None and Path(template).is_relative_to(ROOT / "jiaxin"):
            raise AssertionError(f"unknown variable {name} in {Path(template).relative_to(ROOT)}")
        return ""


def _rendering() -> str | None:
    """File of the template being rendered, from the frames above (the variable itself does not know)."""
    frame = inspect.currentframe()
    while frame is not None:
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None)
        if origin is not None and not isinstance(node, Template) and hasattr(origin, "name"):
            return str(origin.name)
        frame = frame.f_back
    return None
