"""每轮的一致性 — round by round how far two who mark without seeing each other agree; and over all rounds who lies far from the others.

Unit    weighted kappa in thousandths; points of a hundred, tenths of a point where a mean is told.
Source  [blind] of the rules of stars or of third-party evaluation: how far apart calls for a third, how many cases a finding takes.
Not here  agreement of one case (agreement), who marks (procedures/star_rating, procedures/evaluation).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.stars.agreement import Sheet, kappa, outliers


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sheets of one application. `round`: what they are counted under."""

    round: str
    first: str
    one: Sheet
    second: str
    other: Sheet

    @property
    def totals(self) -> tuple[int, int]:
        return sum(self.one.values()), sum(self.other.values())


@dataclass(frozen=True, slots=True)
class Agreed:
    """One round. `apart_tenths`: mean distance of the two totals; `third`: pairs so far apart that a third person looks."""

    round: str
    pairs: int
    kappa_mille: int | None
    apart_tenths: int
    third: int
    outliers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """One assessor over all rounds: how many pairs, by how many tenths of a point above (+) or below (−) the partners on average."""

    who: str
    pairs: int
    mean_tenths: int
    outlier: bool
    enough: bool  # pairs for a finding


def by_round(pairs: Sequence[Pair], book: Rulebook) -> tuple[Agreed, ...]:
    """Rounds in the order in which they first appear."""
    found: dict[str, list[Pair]] = {}
    for one in pairs:
        found.setdefault(one.round, []).append(one)
    return tuple(_agreed(name, some, book) for name, some in found.items())


def _agreed(name: str, pairs: Sequence[Pair], book: Rulebook) -> Agreed:
    far = [abs(a - b) for a, b in (one.totals for one in pairs)]
    parts = [(one.one[code], one.other[code]) for one in pairs for code in one.one]
    away = outliers(_totals(pairs), book)
    return Agreed(name, len(pairs), kappa(parts), 10 * sum(far) // len(far), sum(one > int(book.data["blind"]["apart_points"]) for one in far), tuple(sorted(away.items())))


def markers(pairs: Sequence[Pair], book: Rulebook) -> tuple[Marker, ...]:
    """Everybody who has marked, the farthest from the partners first."""
    apart: dict[str, list[int]] = defaultdict(list)
    for who, mine, other, theirs in _totals(pairs):
        apart[who].append(mine - theirs)
        apart[other].append(theirs - mine)
    away, least = outliers(_totals(pairs), book), int(book.data["blind"]["at_least"])
    made = [Marker(who, len(far), _toward_zero(10 * sum(far), len(far)), who in away, len(far) >= least) for who, far in apart.items()]
    return tuple(sorted(made, key=lambda one: (-abs(one.mean_tenths), one.who)))


def _totals(pairs: Sequence[Pair]) -> list[tuple[str, int, str, int]]:
    return [(one.first, one.totals[0], one.second, one.totals[1]) for one in pairs]


def _toward_zero(total: int, count: int) -> int:
    return total // count if total >= 0 else -(-total // count)
