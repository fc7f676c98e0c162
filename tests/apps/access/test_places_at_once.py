"""In how many places one account is signed in at once: as the file of limits says; one more ends the one unused for longest."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from jiaxin.apps.access import limits, sessions
from jiaxin.apps.access.models import Account, Session
from jiaxin.domain.permissions import Role

pytestmark = pytest.mark.django_db


def _enters(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/account/").status_code == 200
    return client


def _used(client: Client, minutes_ago: int) -> None:
    Session.objects.filter(session_key=client.session.session_key).update(seen_at=datetime.now(UTC) - timedelta(minutes=minutes_ago))


def _inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_one_more_place_ends_the_one_unused_for_longest(district, settings):
    settings.SESSIONS_LIMITED = True
    places = [_enters("bureau") for _ in range(limits.STAFF_SESSIONS)]
    for minutes, place in enumerate(places):
        _used(place, 3 if minutes == 1 else 1)
    rival = _enters("rival")
    newest = _enters("bureau")
    assert [_inside(one) for one in places] == [True, False, True] and _inside(newest)
    assert _inside(rival), "the place of somebody else was ended"
    assert f"同时最多在 {limits.STAFF_SESSIONS} 台设备登录" in newest.get("/account/").text


def test_many_at_the_same_time_stay_within_the_limit(district, settings):
    settings.SESSIONS_LIMITED = True
    for _ in range(3 * limits.STAFF_SESSIONS):
        _enters("bureau")
    assert len(sessions.seats(Account.objects.get(username="bureau").pk)) == limits.STAFF_SESSIONS


def test_people_have_a_limit_of_their_own():
    assert sessions.most(Role.WORKER) == sessions.most(Role.HOUSEHOLD) == limits.PEOPLE_SESSIONS
    assert {sessions.most(role) for role in Role if role.is_staff} == {limits.STAFF_SESSIONS}
