"""接着办 — a form that was stopped by the step-up is kept for a few minutes and shown again once that is done.

Nothing is carried out without a second press of the button. What was typed lies in the session sealed,
because a reason or a name may stand in it; a form with a file is not kept.
"""

import json
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from jiaxin.apps.access import limits, vault

_KEPT, _OWNER, _PLACE = "stopped_form", "stopped-forms", b"session:stopped_form"
_LARGEST = 20_000


@dataclass(frozen=True, slots=True)
class Stopped:
    """Where a form was sent to, from which page, why it was stopped, and what it said."""

    path: str
    back: str
    said: str
    fields: tuple[tuple[str, str], ...]


def started_at(request: HttpRequest) -> str:
    """The page of ours from which a request came; the entrance where that is not known."""
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    found = urlsplit(came)
    return f"{found.path or '/'}{'?' + found.query if found.query else ''}" if came and ours else "/"


def keep(request: HttpRequest, said: str) -> bool:
    """Keep a form for its second press. False where it has to be filled in again."""
    if request.FILES or request.headers.get("HX-Request"):
        return False
    fields = [(k, v) for k, values in request.POST.lists() if k != "csrfmiddlewaretoken" for v in values]
    text = json.dumps([request.get_full_path(), started_at(request), said, fields]).encode()
    if len(text) > _LARGEST:
        return False
    vault.ensure_keys([_OWNER])
    (sealed,) = vault.seal_many([(_OWNER, text, _PLACE)])
    request.session[_KEPT] = {"at": time.time(), "sealed": b64encode(sealed).decode()}
    return True


def stopped_form(request: HttpRequest) -> Stopped | None:
    """The form that was stopped, while it is recent."""
    kept = request.session.get(_KEPT)
    if not kept:
        return None
    if time.time() - kept["at"] > limits.RESUME_MINUTES * 60:
        del request.session[_KEPT]
        return None
    (text,) = vault.open_many([(_OWNER, b64decode(kept["sealed"]), _PLACE)])
    if text is None:
        return None
    path, back, said, fields = json.loads(text)
    return Stopped(path, back, said, tuple((k, v) for k, v in fields))
