"""照护名单 over the record: gates, consent, reach; what she says of her days; nobody is named who has not agreed."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from jiaxin.apps.intake import actions as intake
from jiaxin.apps.matching.queries import Shortlist, shortlist
from jiaxin.apps.registry.queries import Scope
from jiaxin.domain.errors import Refused
from jiaxin.domain.matching import Bar, Need
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.factories.carers import STREET, carer, follow, set_street
from tests.factories.street import Street

pytestmark = pytest.mark.django_db
WEEKEND, WORKDAYS = ("sat", "sun"), ("mon", "tue", "wed", "thu", "fri")


@pytest.fixture
def street() -> Iterator[Street]:
    one = Street()
    with clock.set_clock(lambda: one.now):
        one.open()
        set_street()
        yield one


def asked(days: tuple[str, ...] = WORKDAYS, scope: Scope | None = None, start: date | None = None) -> Shortlist:
    return shortlist(Need(3, STREET, days, start or clock.today()), scope or Scope(confirmed=True), clock.today())


def test_only_who_passes_every_gate_is_named_and_the_others_are_counted(street: Street) -> None:
    good, tried, late = carer(street, 1, orders=2), carer(street, 2, orders=6, days=WORKDAYS), carer(street, 3, health="2025-10-01")
    low, shy = carer(street, 4, level=5), carer(street, 5, purposes=("filing", "publication", "health", "background"))
    follow()
    found = asked()
    assert [one.subject for one in found.people] == [tried, good]
    assert (found.asked, found.not_agreed, dict(found.kept_off)) == (5, 1, {Bar.HEALTH: 1, Bar.SKILL: 1})
    assert found.why == {late: (Bar.HEALTH,), low: (Bar.SKILL,)} and shy not in found.why
    assert all(one.points == sum(points for _, points, _ in one.reasons) for one in found.people)


def test_her_days_are_her_own_word_and_the_latest_counts(street: Street) -> None:
    her = carer(street, 1, days=WEEKEND)
    follow()
    assert asked().why == {her: (Bar.DAYS,)} and [one.subject for one in asked(WEEKEND).people] == [her]
    herself = Actor("worker:1", Role.WORKER, subject=her)
    for days in (WORKDAYS, WEEKEND, WORKDAYS):  # back again to what was said before
        intake.say_availability(herself, her, days, lives_in=True)
    assert [one.subject for one in asked().people] == [her] and asked(WEEKEND).why == {her: (Bar.DAYS,)}
    with pytest.raises(Refused, match="哪几天"):
        intake.say_availability(herself, her, ["someday"], lives_in=False)
    with pytest.raises(Refused):
        intake.say_availability(Actor("worker:2", Role.WORKER, subject="somebody-else"), her, WORKDAYS, lives_in=False)


def test_another_street_sees_nobody_and_what_makes_no_sense_is_refused(street: Street) -> None:
    carer(street, 1)
    follow()
    assert asked(scope=Scope(street="340212009")).asked == 0
    for need, said in ((Need(7, STREET, WORKDAYS, clock.today()), "等级"), (Need(3, "", WORKDAYS, clock.today()), "街道"), (Need(3, STREET, (), clock.today()), "哪几天"), (Need(3, STREET, WORKDAYS, clock.today() - timedelta(days=1)), "过去")):
        with pytest.raises(Refused, match=said):
            shortlist(need, Scope(), clock.today())


def test_the_number_of_queries_does_not_grow_with_the_people(street: Street, django_assert_max_num_queries: object) -> None:
    for number in range(1, 7):
        carer(street, number)
    follow()
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # the fixture is untyped
        assert asked().asked == 6
