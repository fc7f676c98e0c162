"""Whose visit a counter counts: the visitor's, through any number of our own proxies, and never what a browser says of itself."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from config.environment import proxies
from jiaxin.apps.access import limits
from jiaxin.apps.access.adapters import SignIn
from jiaxin.apps.access.models import PhoneCode
from jiaxin.apps.access.origins import counted_from

OURS = tuple(ip_network(one) for one in ("127.0.0.0/8", "::1", "10.1.0.0/24"))


def counted(near: str, told: str | None = None) -> str:
    more = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}
    request = RequestFactory().get("/", REMOTE_ADDR=near, **more)
    assert SignIn(request).get_client_ip(request) == counted_from(request), "the limits of the sign-in pages count the same"
    return counted_from(request)


@pytest.mark.parametrize(
    ("near", "told", "whom"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "192.0.2.1", "203.0.113.7"),  # no proxy of ours: what it says is not read
        ("127.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.9, 192.0.2.1", "192.0.2.1"),  # the visitor put the first one there himself
        ("127.0.0.1", "198.51.100.9, 192.0.2.1, 10.1.0.5", "192.0.2.1"),  # two proxies of ours
        ("127.0.0.1", "127.0.0.1, 192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("127.0.0.1", "192.0.2.1, garbage'--", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "10.1.0.9", "10.1.0.9"),  # somebody at the proxy's own machine
        ("", "192.0.2.1", ""),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),  # who has one address has all of its network
        ("2001:db8:1:2::9", None, "2001:db8:1:2::/64"),
    ],
)
def test_the_list_is_read_from_its_end_past_our_own_proxies(settings, near, told, whom):
    settings.TRUSTED_PROXIES = OURS
    assert counted(near, told) == whom


@pytest.mark.django_db
def test_everybody_behind_the_proxy_is_counted_alone_and_nobody_by_what_he_says(client, settings):
    settings.TRUSTED_PROXIES = OURS
    most = limits.CODES_PER_ADDRESS_HOUR

    def ask(number: int, seen: str, said: str = "") -> int:
        told = f"{said}, {seen}" if said else seen
        client.post("/sign-in/phone/", {"phone": f"1541234{number:04}", "role": "worker"}, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=told)
        return PhoneCode.objects.count()

    for number in range(most + 3):
        assert ask(number, f"192.0.2.{number}") == number + 1, "thirty phones of one district are not one visitor"
    before = PhoneCode.objects.count()
    for number in range(most + 3):
        ask(1_000 + number, "198.51.100.1", said=f"203.0.113.{number}")
    assert PhoneCode.objects.count() - before == most, "who names another address each time is still one visitor"


def test_which_proxies_are_ours_comes_from_the_environment(monkeypatch):
    monkeypatch.delenv("JIAXIN_PROXIES", raising=False)
    assert proxies() == (ip_network("127.0.0.0/8"), ip_network("::1"))
    monkeypatch.setenv("JIAXIN_PROXIES", "10.0.0.5, 10.1.0.0/24")
    assert proxies() == (ip_network("10.0.0.5/32"), ip_network("10.1.0.0/24"))
    monkeypatch.setenv("JIAXIN_PROXIES", "everybody")
    with pytest.raises(SystemExit, match="JIAXIN_PROXIES"):
        proxies()
