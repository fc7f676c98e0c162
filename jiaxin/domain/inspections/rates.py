"""抽查问题率 — what the random share says of all firms, and whether aiming found more than luck would have.

The random share was drawn in each class by lot, so each class is weighed with the firms that it has, not with the firms
that were taken. The interval is Wilson's with the number of draws that the layers are worth together (Kish; Korn &
Graubard 1998, Survey Methodology 24(2)), narrowed because the firms are few and many of them were seen.
Unit    rates as shares, 0 to 1; `p_value` the chance of so many finds in the risk share if aiming were worth nothing.
Silent  about a class of which nothing was drawn at random; that nobody could be found better by aiming is not said.
Not here  the draw (draw), the weights (risk), the words on a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, sqrt

_Z = 1.959964  # standard deviations on either side of a 95 % interval
SURE = 0.05  # a gain is claimed where luck alone would bring it in fewer of a hundred draws


@dataclass(frozen=True, slots=True)
class Layer:
    """分层 — one class of a round: its firms, of the random share and of the risk share the visited and those with issues."""

    klass: str
    firms: int
    visited: int
    issues: int
    aimed: int = 0
    aimed_issues: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """The rate of issues among all `firms` of the classes in which somebody was drawn at random."""

    rate: float
    low: float
    high: float
    visited: int
    issues: int
    firms: int


def estimate(layers: Sequence[Layer]) -> Estimate | None:
    """None where nobody of the random share was visited yet."""
    seen = [one for one in layers if one.visited]
    firms, visited, issues = (sum(n) for n in zip(*((o.firms, o.visited, o.issues) for o in seen), strict=True)) if seen else (0, 0, 0)
    if not visited:
        return None
    rate = sum(one.firms * one.issues / one.visited for one in seen) / firms
    n = _worth(seen, firms, rate)
    if n is None:  # everybody was seen
        return Estimate(rate, rate, rate, visited, issues, firms)
    z2 = _Z * _Z
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Estimate(rate, max(0.0, middle - half), min(1.0, middle + half), visited, issues, firms)


def _worth(layers: Sequence[Layer], firms: int, rate: float) -> float | None:
    """As how many draws from one endless layer the layers count; None = everybody was seen.

    The variance of a layer of few is not taken from its few alone: four firms of the rate of all are thought beside them.
    """
    variance = like = 0.0
    for one in layers:
        share = (one.firms / firms) ** 2 * (one.firms - one.visited) / max(one.firms - 1, 1) / one.visited
        near = (one.issues + 4 * rate) / (one.visited + 4)
        variance += share * near * (1 - near)
        like += share
    if not like:
        return None
    return rate * (1 - rate) / variance if variance else 1 / like


def p_value(layers: Sequence[Layer]) -> Fraction:
    """The chance that the risk share finds as many or more by luck: exact, class by class with what was found in it given.

    Fisher's test in layers; were all firms of a class alike, any of its visited ones could have stood in either share.
    """
    chances = {0: Fraction(1)}
    for one in layers:
        seen, bad = one.visited + one.aimed, one.issues + one.aimed_issues
        ways = comb(seen, one.aimed)
        here = {k: Fraction(comb(bad, k) * comb(seen - bad, one.aimed - k), ways) for k in range(max(0, one.aimed - seen + bad), min(bad, one.aimed) + 1)}
        together: dict[int, Fraction] = {}
        for a, pa in chances.items():
            for b, pb in here.items():
                together[a + b] = together.get(a + b, Fraction(0)) + pa * pb
        chances = together
    found = sum(one.aimed_issues for one in layers)
    return sum((chance for k, chance in chances.items() if k >= found), Fraction(0))


def pays(layers: Sequence[Layer]) -> bool:
    """Whether it may be said that aiming found more than the lot."""
    return p_value(layers) <= Fraction(str(SURE))
