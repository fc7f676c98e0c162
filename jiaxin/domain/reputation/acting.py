"""Acting — when a low score may have consequences: only if the true value lies beyond the line with a probability of 95 %.

An average below a line is often bad luck: with stars that scatter as they do, one good worker in five falls below 4.7 at twenty
ratings. So a rule that acts asks how sure it is of the true value, not where the average happens to stand. What is uncertain
stays open; nothing is done, and the worker is told that nothing is known, not that something is wrong.
"""

from dataclasses import dataclass
from math import erf, sqrt

CERTAINTY = 0.95
INTERVAL = 1.2815515655446004  # standard deviations on either side of an 80 % interval


@dataclass(frozen=True, slots=True)
class Belief:
    """What is known of a true value: a normal distribution."""

    mean: float
    deviation: float

    @classmethod
    def within(cls, lo: float, hi: float) -> "Belief":
        """From an 80 % interval, as an estimate of reputation has it."""
        return cls((lo + hi) / 2.0, (hi - lo) / 2.0 / INTERVAL)

    def below(self, line: float) -> float:
        """The probability that the true value lies below the line."""
        if self.deviation <= 0.0:
            return float(self.mean < line)
        return 0.5 * (1.0 + erf((line - self.mean) / self.deviation / sqrt(2.0)))


@dataclass(frozen=True, slots=True)
class Stars:
    """What stars of an ordinary worker are like; before any rating a worker is taken for one."""

    mean: float
    deviation: float
    weight: float  # ratings the expectation counts for

    def belief(self, ratings: int, average: float) -> Belief:
        known = self.weight + ratings
        return Belief((self.weight * self.mean + ratings * average) / known, self.deviation / sqrt(known))


def may_act(belief: Belief, line: float, certainty: float = CERTAINTY) -> bool:
    """Whether a rule may act on a value below the line."""
    return belief.below(line) >= certainty
