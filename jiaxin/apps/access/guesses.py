"""试错记录 — failed sign-ins are counted by account, and people type names and numbers where an account belongs.

So what was typed is never kept: the counter's name is a blind index of it, equal for equal words.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from jiaxin.apps.access import vault

_LETTERS = 32


def counted_as(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Under which name the counter keeps a try; for django-axes."""
    words = credentials or {}
    typed = words.get("username") or words.get("login") or (request.POST.get("login") if request is not None else "") or ""
    return vault.blind_index("sign-in-name", str(typed)).hex()[:_LETTERS]
