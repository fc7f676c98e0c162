"""Everybody signed in beforehand: a browser whose session and account are remembered, so that a question costs the answer only.

Whatever decides about the answer is as in service: every middleware, the gate, the scope, the tables. What is left out
is looking up, two thousand times, a session and an account that no question changes (each is taken back), which view an
address leads to, what the test client keeps of templates for those who ask it, and drawing the same page of refusal
around other words.
"""

import copy
import time
from collections.abc import Callable
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.wsgi import WSGIRequest
from django.db.models.base import ModelState
from django.http import HttpResponse
from django.test import Client

from jiaxin.apps.access import session_store
from jiaxin.apps.access.models import Account
from jiaxin.apps.access.session_store import DEVICE, SEEN, SINCE

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SETTINGS = {
    "SESSION_ENGINE": "tests.portals.matrix.seats",
    "AUTHENTICATION_BACKENDS": [BACKEND, "tests.portals.matrix.seats.Remembered"],
}
_AHEAD_SECONDS = 3600.0  # the run is one moment: nobody sits idle in it, and no question is the first of its minute
_sessions: dict[str, dict[str, Any]] = {}
_accounts: dict[int, Account] = {}


class SessionStore(session_store.SessionStore):
    """In the database as in service, read from there once."""

    def load(self) -> dict[str, Any]:
        key = str(self.session_key)
        if key not in _sessions:
            _sessions[key] = dict(super().load())
        return copy.deepcopy(_sessions[key])


class Remembered:
    """The account behind a session, read once; everything it says is copied for each question."""

    def get_user(self, number: int) -> Account | None:
        if number not in _accounts:
            _accounts[number] = Account.objects.get(pk=number)
        kept = _accounts[number]
        found = Account.__new__(Account)
        found.__dict__.update(kept.__dict__, _state=ModelState())
        found._state.adding, found._state.db = False, kept._state.db
        return found

    def authenticate(self, request: WSGIRequest | None, **given: Any) -> None:
        """Nobody signs in here."""


class Browser(Client):
    """The test client without its notes: who asks stays who asks, whatever the answer sets.

    No signal says that a question begins or ends, because nothing of ours listens; what an answer holds open is closed.
    """

    def request(self, **request: Any) -> HttpResponse:
        asked = WSGIRequest(self._base_environ(**request))
        asked._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # the test client does so too
        if self.handler._middleware_chain is None:
            self.handler.load_middleware()
        answer: Any = self.handler.get_response(asked)
        if answer.streaming:
            answer.streaming_content = [b"".join(answer.streaming_content)]
        for close in answer._resource_closers:
            close()
        return answer  # type: ignore[no-any-return]  # any answer of Django's


def seated(account: Account) -> Browser:
    """A browser signed in as this account a moment ago, and proved to be."""
    browser = Browser(raise_request_exception=False)
    browser.force_login(account, backend="tests.portals.matrix.seats.Remembered")
    session: SessionBase = browser.session
    now = time.time()
    session.update({"proved_at": now + _AHEAD_SECONDS, SINCE: now, SEEN: now + _AHEAD_SECONDS, DEVICE: ""})
    session.save()
    _sessions.clear()
    return browser


def refusals_drawn_once(draw: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page of a refusal in full for the first of its kind and person; of the others its words, which alone can betray."""
    drawn: set[tuple[str, str]] = set()

    def drawing(request: WSGIRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        why = context["why"]
        if template != "access/refused.html" or (kind := (request.person, why.code)) not in drawn:  # type: ignore[attr-defined]  # the gate puts it on the request
            drawn.add((request.person, why.code))  # type: ignore[attr-defined]  # the gate puts it on the request
            return draw(request, template, context, status=status)
        return HttpResponse(f"{kind} {why.said} {why.do_this}", status=status)

    return drawing


def absences_drawn_once(error_handler: Callable[[int], Any]) -> Callable[[int], Any]:
    """The same for the page of what is not there, which says nothing of what was asked for."""
    drawn: set[str] = set()

    def handler(status: int) -> Any:
        draw = error_handler(status)
        if status != 404:
            return draw

        def drawing(request: WSGIRequest, exception: Exception) -> HttpResponse:
            person = getattr(request, "person", "")
            if person not in drawn:
                drawn.add(person)
                return draw(request, exception=exception)  # type: ignore[no-any-return]  # Django's own page
            return HttpResponse(f"404 {exception}", status=404)

        return drawing

    return handler


def forget() -> None:
    """Another world begins: its accounts have other numbers."""
    _sessions.clear()
    _accounts.clear()
