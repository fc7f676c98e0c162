"""口碑估计 in the draft for 2027: worth five points, neutral in the middle and without an estimate, and deaf to the other shelf."""

from datetime import date

import pytest

from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import entry, facts

RULES, BEFORE = scoring_rules("worker-2027"), scoring_rules("worker-2026")
AS_OF = date(2027, 2, 1)


def line(milli: int | None, half: int = 300) -> tuple[int, tuple[int, int], int]:
    """Points of the estimate's line, the interval of the whole, and the points of the whole."""
    given = {"code-colour": 2} | ({} if milli is None else {"reputation-milli": milli, "reputation-half-milli": half})
    rated = [entry("rating", "2026-11-01", stars=5, verified=True) for _ in range(4)]
    found = assess(facts(*rated), Context(given), RULES, AS_OF)
    assert sum(reason.points for reason in found.reasons) == found.points
    return next(r.points for r in found.reasons if r.indicator == "worker.reputation"), found.interval, found.points


@pytest.mark.parametrize(
    ("milli", "points"),
    [(None, 4000), (-4001, 0), (-4000, 0), (-1000, 3000), (0, 4000), (999, 4999), (1000, 5000), (9000, 5000)],
)
def test_it_is_worth_at_most_five_points(milli: int | None, points: int) -> None:
    assert line(milli)[0] == points


def test_its_uncertainty_widens_the_interval() -> None:
    (_, sure, points), (_, unsure, _) = line(500, 50), line(500, 800)
    assert unsure[0] < sure[0] < points < sure[1] < unsure[1]


def test_only_the_mean_of_stars_gave_way() -> None:
    old = {item.indicator.code: item.points for item in BEFORE.items}
    new = {item.indicator.code: item.points for item in RULES.items}
    assert {code: new[code] - old.get(code, 0) for code in new if new[code] != old.get(code)} == {
        "worker.rating-mean": -5000,
        "worker.reputation": 5000,
    }
    assert [(one.code, one.maximum) for one in RULES.dimensions] == [(one.code, one.maximum) for one in BEFORE.dimensions]


def test_whoever_is_usual_neither_rises_nor_falls() -> None:
    """Five points of the mean of stars at 4.6 are worth as much as the estimate's five in the district's middle."""
    usual = Context({"code-colour": 2, "district-rating-milli": 4600, "reputation-milli": 0})
    assert assess(facts(), usual, RULES, AS_OF).points == assess(facts(), usual, BEFORE, AS_OF).points


def test_it_waits_for_a_later_day_and_reads_nothing_of_the_public_shelf() -> None:
    book = packaged("worker-2027")
    assert book.valid_from > packaged("worker-2026").valid_from
    assert not RULES.kinds & {"penalty", "penalty.publication"}
    assert "ASSUMED" in book.raw.decode()
