"""来信限量 — so many bundles a minute from one address, and no more from all together; what is too much says when to come back."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from jiaxin.apps.access import limits
from jiaxin.domain.exchange.envelope import Bundle
from jiaxin.kit import clock as kit_clock
from jiaxin.portals.machine import pacing

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, 2, 0, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _counted_from_nothing():
    cache.clear()
    yield
    cache.clear()


def _knock(address: str = "198.51.100.7", at: datetime = AT):
    with kit_clock.set_clock(lambda: at):
        return Client(REMOTE_ADDR=address).post("/api/v1/letters", Bundle((), None).written(), content_type="application/json")


def test_one_address_is_refused_after_its_share_and_told_when_to_come_back() -> None:
    answers = [_knock() for _ in range(limits.LETTERS_PER_ADDRESS_MINUTE + 1)]
    assert {one.status_code for one in answers[:-1]} != {429} and all(one.status_code != 429 for one in answers[:-1])
    assert answers[-1].status_code == 429 and answers[-1]["Retry-After"] == "45" and answers[-1].json()["code"] == "letters.too-many"
    assert _knock("203.0.113.9").status_code != 429, "a neighbour has its own share"
    assert _knock(at=AT.replace(minute=1)).status_code != 429, "the next minute is a new one"


def test_many_addresses_together_have_a_share_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LETTERS_PER_MINUTE", 3)
    assert [_knock(f"198.51.100.{n}").status_code == 429 for n in range(1, 5)] == [False, False, False, True]


def test_of_an_address_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    add = cache.add
    monkeypatch.setattr(pacing.cache, "add", lambda key, *rest: kept.append(key) or add(key, *rest))
    _knock("198.51.100.77")
    assert len(kept) == 2 and not any("198.51.100.77" in key for key in kept)
