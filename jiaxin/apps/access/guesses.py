"""试错记录 — failed sign-ins are counted by account, and people type names and numbers where an account belongs.

So what was typed is never kept: the counter's name is a blind index of it, equal for equal words.

Counted by account alone, whoever goes on guessing keeps its owner out. So a browser in which somebody has signed in before
carries a signed note of it, and what fails there is counted for that browser and account by themselves: strangers use up
the strangers' tries, and the owner's five are her own. The note opens nothing.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access import limits, vault

_LETTERS = 32
_SALT = "jiaxin.sign-in.browser"
_SECONDS = limits.KNOWN_BROWSER_DAYS * 24 * 3600


def counted_as(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Under which name the counter keeps a try; for django-axes."""
    words = credentials or {}
    typed = words.get("username") or words.get("login") or (request.POST.get("login") if request is not None else "") or ""
    name = _name(str(typed))
    browser = _noted(request, name)
    return _name(f"{name} {browser}") if browser else name


def remember(request: HttpRequest, answer: HttpResponse, username: str) -> None:
    """Somebody has signed in here: the browser gets its note, or keeps the one it has."""
    name = _name(username)
    browser = _noted(request, name) or secrets.token_hex(16)
    answer.set_cookie(
        settings.BROWSER_COOKIE_NAME, signing.dumps([name, browser], salt=_SALT), max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _noted(request: HttpRequest | None, name: str) -> str:
    """The browser's own number where its note is ours, of this account and not too old; else empty."""
    note = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "") if request is not None else ""
    try:
        whose, browser = signing.loads(note, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(browser) if whose == name else ""


def _name(typed: str) -> str:
    return vault.blind_index("sign-in-name", typed).hex()[:_LETTERS]
