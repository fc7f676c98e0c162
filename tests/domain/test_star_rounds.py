"""Agreement round by round: whose pairs count where, what kappa says, who is called an outlier and who never is with too few pairs."""

from datetime import date

from jiaxin.domain.stars.agreement import kappa, outliers
from jiaxin.domain.stars.application import star_rules
from jiaxin.domain.stars.rounds import Pair, by_round, markers

BOOK = star_rules(date(2026, 6, 1))
CODES = [str(part["code"]) for part in BOOK.data["part"]]


def sheet(*points: int) -> dict[str, int]:
    return dict(zip(CODES, points, strict=True))


LOW, MIDDLE, HIGH = sheet(10, 12, 11, 13, 10), sheet(14, 15, 14, 16, 13), sheet(18, 18, 17, 19, 18)


def test_each_round_stands_by_itself() -> None:
    pairs = [Pair("一", "a", HIGH, "b", HIGH), Pair("二", "a", HIGH, "b", LOW), Pair("一", "c", MIDDLE, "d", MIDDLE)]
    first, second = by_round(pairs, BOOK)
    assert (first.round, first.pairs, first.kappa_mille, first.apart_tenths, first.third) == ("一", 2, 1000, 0, 0)
    assert (second.round, second.pairs, second.apart_tenths, second.third) == ("二", 1, 340, 1)
    assert second.kappa_mille == kappa([(HIGH[code], LOW[code]) for code in CODES])


def test_whoever_is_always_far_is_named_and_whoever_met_them_is_not() -> None:
    pairs = [Pair("一", "strict", LOW, other, MIDDLE) for other in ("b", "c", "d")]
    assert by_round(pairs, BOOK)[0].outliers == (("strict", -16),)
    found = {one.who: one for one in markers(pairs, BOOK)}
    assert (found["strict"].mean_tenths, found["strict"].outlier, found["strict"].enough) == (-160, True, True)
    assert not found["b"].outlier and not found["b"].enough, "one pair is no finding"
    assert markers(pairs, BOOK)[0].mean_tenths in (-160, 160)


def test_strict_and_mild_are_measured_alike() -> None:
    """10 points and a third above are as far as 10 points and a third below; neither is rounded over the line."""
    pairs = [("up", 60, "x", 50), ("up", 60, "y", 50), ("up", 61, "z", 50), ("down", 50, "x", 60), ("down", 50, "y", 60), ("down", 50, "z", 61)]
    assert outliers(pairs, BOOK) == {"up": 10, "down": -10}
    assert outliers([("up", 60, n, 50) for n in "xyz"] + [("down", 50, n, 60) for n in "uvw"], BOOK) == {}, "at the line is not over it"


def test_nothing_marked_is_nothing_said() -> None:
    assert by_round([], BOOK) == () and markers([], BOOK) == ()
