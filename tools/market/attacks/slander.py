"""Blame that was not deserved — fake accounts against a competitor, and real ones that hold a worker to ransom."""

import numpy as np

from tools.market.attacks.plan import Attack, accounts, count, houses, registration, scattered, stay
from tools.market.attacks.praise import ballot
from tools.market.visits import Book


def badmouth(book: Book, share: float, rng: np.random.Generator) -> None:
    """Fresh accounts give one or two stars to workers of a competitor within three months; some also complain, in vain."""
    rows, days = count(book, share), book.people.parameters.days
    number = max(rows // 3, 1)
    start = rng.uniform(days - 200, days - 95, number)
    home = accounts(book, number, start - rng.exponential(10, number), rng)
    which = np.sort(rng.integers(0, number, rows))
    worker = registration(book.people)[rng.choice(book.targets, rows)]
    book.add(
        t=start[which] + rng.uniform(0, 90, rows), worker=worker, household=home[which],
        rating=np.where(rng.random(rows) < 0.8, 1, 2), verified=(rng.random(rows) < 0.3).astype(np.int64),
        complaint=(rng.random(rows) < 0.15).astype(np.int64),
    )  # fmt: skip


def extortion(book: Book, share: float, rng: np.random.Generator) -> None:
    """Real, verified households order once, ask for the money back, and punish who does not pay: one star and a complaint."""
    rows, m = count(book, share), book.people.parameters
    aged = np.flatnonzero(book.people.households["first_seen"] < m.days - 300)
    gang = rng.choice(aged, min(max(rows // 5, 1), len(aged)), replace=False)
    book.people.households["fake"][gang] = True
    home = rng.choice(gang, rows)
    worker = registration(book.people)[rng.choice(book.targets, rows)]
    paid = rng.random(rows) < 0.3
    book.add(
        t=stay(book.people, worker, rng.uniform(m.days - 300, m.days, rows), rng), worker=worker, household=home,
        rating=np.where(paid, 0, 1), complaint=(~paid & (rng.random(rows) < 0.5)).astype(np.int64),
    )  # fmt: skip


def sabotage(book: Book, share: float, rng: np.random.Generator) -> None:
    """Clumsy praise for a rival, so that the rival is suspected of it: every staged family is seen to go elsewhere next."""
    ballot(book, share, rng)
    book.turncoat = True


BADMOUTH = Attack("badmouth", "fake accounts against a competitor", houses, badmouth, direction=-1)
EXTORTION = Attack("extortion", "real households punish who does not pay", scattered, extortion, direction=-1)
SABOTAGE = Attack("sabotage", "clumsy praise of a rival, to have it suspected", houses, sabotage, direction=-1)
