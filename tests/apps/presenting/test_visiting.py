"""确认入户: a live code is worth one visit, a visit one rating of each side, sealed until both are in or the days are over."""

import pytest

from jiaxin import pipeline
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.presenting import visiting
from jiaxin.apps.publication import codes
from jiaxin.domain.errors import Refused
from tests.apps.presenting.bearer import CLERK, herself

pytestmark = pytest.mark.django_db


def scan(subject: str) -> tuple[str, str]:
    """(code, live payload) as a family's phone reads them off her screen."""
    address = codes.live_code(herself(subject), pipeline.bearers([subject])[subject])
    path, _, live = address.partition("#")
    return path.rpartition("/")[2], live


def ratings(subject: str) -> list[object]:
    return [e.get("stars") for e in record.facts_about(subject).of("rating")]


def test_both_sides_are_sealed_until_both_have_spoken(her: str) -> None:
    secret = visiting.confirm(*scan(her))
    assert [e.get("method") for e in record.facts_about(her).of("visit")] == ["scan"]
    visiting.say_as_family(secret, 5, "很准时")
    assert ratings(her) == [] and visiting.of_hers(herself(her))[0].theirs is None
    visiting.say_as_worker(herself(her), visiting.of_hers(herself(her))[0].id, 4, "")
    assert ratings(her) == [5]
    assert visiting.of_secret(secret).theirs == (4, "")
    assert visiting.of_hers(herself(her))[0].theirs == (5, "很准时")
    with pytest.raises(Refused, match=r"visit.closed"):
        visiting.say_as_family(secret, 1, "")
    assert ratings(her) == [5]


def test_one_side_alone_is_opened_after_the_days_of_the_rules(her: str, clock) -> None:
    secret = visiting.confirm(*scan(her))
    visiting.say_as_family(secret, 2, "")
    clock.forward(days=13)
    assert visiting.open_due() == 0 and ratings(her) == []
    clock.forward(days=2)
    with pytest.raises(Refused, match=r"visit.closed"):
        visiting.say_as_worker(herself(her), visiting.of_hers(herself(her))[0].id, 1, "")
    assert visiting.open_due() == 1 and ratings(her) == [2]
    assert visiting.open_due() == 0


def test_a_side_speaks_once(her: str) -> None:
    secret = visiting.confirm(*scan(her))
    visiting.say_as_family(secret, 3, "")
    with pytest.raises(Refused, match=r"visit.said"):
        visiting.say_as_family(secret, 5, "")


def test_one_scan_is_one_visit_and_a_printed_or_old_code_is_none(her: str, clock) -> None:
    code, live = scan(her)
    visiting.confirm(code, live)
    with pytest.raises(Refused, match=r"visit.twice"):
        visiting.confirm(code, live)
    printed = codes.print_cards(CLERK, list(pipeline.bearers([her]).values()), [], "cr80").addresses[0].partition("#")[2]
    with pytest.raises(Refused, match=r"visit.old"):
        visiting.confirm(code, printed)
    with pytest.raises(Refused, match=r"visit.code"):
        visiting.confirm(code, live[:-9])
    with pytest.raises(Refused, match=r"visit.code"):
        visiting.confirm("a" * 26, live)
    clock.forward(minutes=11)
    with pytest.raises(Refused, match=r"visit.old"):
        visiting.scanned(code, live)
