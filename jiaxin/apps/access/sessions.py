"""会话 — how long somebody stays signed in, and when they last proved who they are.

Real time, not the injected clock: a session ends by the clock on the wall, also while the demo plays.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import F, QuerySet
from django.http import HttpRequest

from jiaxin.apps.access import limits
from jiaxin.apps.access.models import Session
from jiaxin.apps.access.session_store import DEVICE, SEEN, SINCE
from jiaxin.domain.permissions import Role
from jiaxin.kit.crypto import digest

_PROVED = "proved_at"
_WRITE_AFTER_SECONDS = 60  # one write a minute, not one a request


def proved(request: HttpRequest) -> None:
    """The person has just shown who they are."""
    request.session[_PROVED] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Proved within the last minutes: what step-up permissions ask for."""
    moments = [float(record["at"]) for record in get_authentication_records(request, request.user)]
    moments.append(float(request.session.get(_PROVED, 0)))
    return time.time() - max(moments) < limits.STEP_UP_MINUTES * 60


def idle_seconds(role: Role) -> int:
    """After how long without a sign of life a session of this role is over."""
    return (limits.STAFF_IDLE_MINUTES if role.is_staff else limits.PEOPLE_IDLE_MINUTES) * 60


def seat_of(request: HttpRequest) -> str:
    """Names this sign-in to its own open pages: 16 hexadecimal digits, the same until it ends, also when the session's key is drawn anew."""
    return digest(f"seat {request.user.pk} {request.session.get(SINCE, '')}".encode())[:8].hex()


def moved(request: HttpRequest) -> bool:
    """Whether this session speaks from another kind of device than the one it began on: a cookie that was carried away does.

    What did not say what it was at the beginning proves nothing about what speaks now.
    """
    began = request.session.get(DEVICE)
    return began not in (None, "", _OTHER) and began != device_of(request.headers.get("User-Agent", ""))


def is_over(request: HttpRequest, role: Role, noting: bool = True) -> bool:
    """Idle too long or signed in too long; otherwise notes that the person is here, where `noting`."""
    now, session = time.time(), request.session
    since, seen = float(session.get(SINCE, now)), float(session.get(SEEN, now))
    hours = limits.STAFF_HOURS if role.is_staff else limits.PEOPLE_HOURS
    if now - seen > idle_seconds(role) or now - since > hours * 3600:
        return True
    if not noting:
        return False
    if SINCE not in session:
        session[SINCE], session[DEVICE] = now, device_of(request.headers.get("User-Agent", ""))
    if SEEN not in session or now - seen > _WRITE_AFTER_SECONDS:
        session[SEEN] = now
    return False


@dataclass(frozen=True, slots=True)
class Seat:
    """登录中的设备: one place where somebody is signed in. `handle` names it on a page; the session's key never does."""

    handle: str
    device: str
    began_at: datetime | None
    seen_at: datetime | None
    here: bool  # the very session that asks


def seats(account: int, here: str = "") -> list[Seat]:
    """Where an account is signed in, the latest first. `here`: the key of the session that asks."""
    rows = _alive(account).order_by("-seen_at")
    return [
        Seat(_handle(one.session_key), one.device, one.began_at, one.seen_at, one.session_key == here) for one in rows
    ]


def end(account: int, handles: Iterable[str] | None = None, but: str = "") -> int:
    """End sessions of an account, those named or all, except the one with key `but`. At once: the next request is a stranger's."""
    wanted = None if handles is None else set(handles)
    keys = [
        key
        for key in _alive(account).values_list("session_key", flat=True)
        if key != but and (wanted is None or _handle(key) in wanted)
    ]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def most(role: Role) -> int:
    """In how many places at once somebody of this role may be signed in."""
    return limits.STAFF_SESSIONS if role.is_staff else limits.PEOPLE_SESSIONS


def make_room(account: int, role: Role, here: str) -> int:
    """Somebody has just signed in with the session of key `here`: the places unused for longest are signed out, down to the limit. How many."""
    others = _alive(account).exclude(session_key=here).order_by(F("seen_at").desc(nulls_last=True), "session_key").values_list("session_key", flat=True)
    over = list(others[most(role) - 1 :])
    Session.objects.filter(session_key__in=over).delete()
    return len(over)


def _signed_in(sender: object, request: HttpRequest, user: Any, **told: object) -> None:
    if settings.SESSIONS_LIMITED:
        make_room(user.pk, Role(user.role), request.session.session_key or "")


def listen() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="jiaxin.sessions")


def forget_over() -> int:
    """Rows of sessions past their end are removed; how many."""
    return Session.objects.filter(expire_date__lt=datetime.now(UTC)).delete()[0]


def device_of(program: str) -> str:
    """A kind of device in words, coarse on purpose, from what the browser says it is."""
    where = next((said for sign, said in _KINDS if sign in program), _OTHER)
    browser = next((said for sign, said in _BROWSERS if sign in program), "")
    return f"{where} · {browser}" if browser else where


_OTHER = "其他设备"
_KINDS = (("iPad", "平板"), ("Tablet", "平板"), ("iPhone", "手机"), ("Mobile", "手机"), ("Android", "手机"),
          ("Windows", "电脑"), ("Macintosh", "电脑"), ("Linux", "电脑"))  # fmt: skip
_BROWSERS = (("MicroMessenger", "微信"), ("Edg", "Edge"), ("QQBrowser", "QQ 浏览器"), ("UCBrowser", "UC 浏览器"),
             ("HuaweiBrowser", "华为浏览器"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


def _alive(account: int) -> QuerySet[Session]:
    return Session.objects.filter(account=account, expire_date__gt=datetime.now(UTC))


def _handle(key: str) -> str:
    return digest(b"session " + key.encode())[:8].hex()
