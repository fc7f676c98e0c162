"""会话 — how long somebody stays signed in, and when they last proved who they are.

Real time, not the injected clock: a session ends by the clock on the wall, also while the demo plays.
"""

import time

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from jiaxin.apps.access import limits
from jiaxin.domain.permissions import Role

_SINCE, _SEEN, _PROVED = "signed_in_at", "seen_at", "proved_at"
_WRITE_AFTER_SECONDS = 60  # one write a minute, not one a request


def proved(request: HttpRequest) -> None:
    """The person has just shown who they are."""
    request.session[_PROVED] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Proved within the last minutes: what step-up permissions ask for."""
    moments = [float(record["at"]) for record in get_authentication_records(request, request.user)]
    moments.append(float(request.session.get(_PROVED, 0)))
    return time.time() - max(moments) < limits.STEP_UP_MINUTES * 60


def is_over(request: HttpRequest, role: Role) -> bool:
    """Idle too long or signed in too long; otherwise notes that the person is here."""
    now, session = time.time(), request.session
    since, seen = float(session.get(_SINCE, now)), float(session.get(_SEEN, now))
    idle, hours = (
        (limits.STAFF_IDLE_MINUTES, limits.STAFF_HOURS)
        if role.is_staff
        else (limits.PEOPLE_IDLE_MINUTES, limits.PEOPLE_HOURS)
    )
    if now - seen > idle * 60 or now - since > hours * 3600:
        return True
    if _SINCE not in session:
        session[_SINCE] = now
    if _SEEN not in session or now - seen > _WRITE_AFTER_SECONDS:
        session[_SEEN] = now
    return False
