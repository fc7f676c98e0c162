"""浏览器的凭据 — the random token a browser was given when it looked up a card, told to the scan spool again.

`enter`: the family of this browser let somebody in. `own`: a company or worker is signed in here, so that its
look-ups of its own cards are out of every figure. Nothing is kept with the account.
"""

from django.conf import settings
from django.http import HttpRequest

from jiaxin.apps.publication import spool
from jiaxin.kit import clock


def browser_noted(request: HttpRequest, use: str, card: bytes = bytes(32)) -> None:
    token = spool.token_in(f"{spool.COOKIE}={request.COOKIES.get(spool.COOKIE, '')}")
    if use == "own" and token == spool.NOBODY:
        return
    spool.append(settings.DATA, card, int(clock.now().timestamp()), use, token)
