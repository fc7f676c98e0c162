from datetime import date, timedelta

import pytest

from jiaxin.domain.records.kind import Tone, kinds
from jiaxin.domain.rulebooks.publication import publication_rules

RULES = publication_rules()


@pytest.mark.parametrize(
    ("code", "decided", "repair", "stops"),
    [
        ("general", "2026-05-08", "2026-08-08", "2027-05-08"),
        ("general", "2026-11-30", "2027-02-28", "2027-11-30"),
        ("severe", "2028-02-29", "2029-02-28", "2031-02-28"),
        ("minor", "2026-06-15", "2026-06-15", "2026-09-15"),
    ],
)
def test_repair_opens_and_publication_stops_by_class(code: str, decided: str, repair: str, stops: str) -> None:
    on, periods = date.fromisoformat(decided), RULES.of(code)
    assert (periods.repair_from(on).isoformat(), periods.stops_on(on).isoformat()) == (repair, stops)
    assert not periods.shown(on, periods.stops_on(on), exception=True)
    assert periods.shown(on, periods.stops_on(on) - timedelta(days=1), exception=True)


def test_minor_items_are_not_published_unless_decided() -> None:
    minor = RULES.of("minor")
    assert not minor.shown(date(2026, 6, 15), date(2026, 7, 1))
    assert minor.shown(date(2026, 6, 15), date(2026, 7, 1), exception=True)


def test_bad_conduct_is_looked_up_for_five_years_only() -> None:
    today = date(2026, 11, 23)
    assert not RULES.may_be_queried(date(2021, 11, 22), today)
    assert RULES.may_be_queried(date(2021, 11, 24), today)


def test_every_adverse_kind_has_a_period() -> None:
    codes = {kind.retention for kind in kinds().values() if kind.retention}
    assert codes
    assert all(kind.retention for kind in kinds().values() if kind.tone is Tone.ADVERSE)
    assert codes <= set(RULES.retention_months)
