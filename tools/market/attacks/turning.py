"""On and off — good workers live on their name: quality falls late and the past still speaks."""

import numpy as np

from tools.market.attacks.plan import REACH, Attack
from tools.market.people import People
from tools.market.visits import Book

DROP = 2.0  # standard deviations of quality
SINCE = 2  # quarters ago


def turn(people: People, _share: float, _rng: np.random.Generator) -> None:
    """A lasting fall of everybody chosen; the course before it stays."""
    chosen = _chosen(people)
    people.quality[-SINCE:, chosen] -= DROP


def _chosen(people: People) -> np.ndarray:
    before = people.quality[-SINCE - 1]
    settled = np.flatnonzero((before > 0.3) & (people.workers["joined"][: len(before)] < people.parameters.days / 2))
    rng = np.random.default_rng(int(abs(before.sum()) * 1e6))
    return np.sort(rng.choice(settled, min(round(REACH * len(before)), len(settled)), replace=False))


def turned(book: Book, _rng: np.random.Generator) -> np.ndarray:
    """The same people with and without the fall (the quarter looked at lies before it)."""
    return _chosen(book.people)


ON_OFF = Attack("on-off", "good workers turn bad and live on their name", turned, before=turn, against_truth=True)
