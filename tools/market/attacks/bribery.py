"""Bribed families — genuine, aged, verified customers are paid for an order they praise. Nothing about them is fake but the praise."""

import numpy as np

from tools.market.attacks.plan import Attack, count, houses, registration, stay
from tools.market.visits import Book


def bribed(book: Book, share: float, rng: np.random.Generator) -> None:
    rows, m = count(book, share), book.people.parameters
    homes = book.people.households
    known = np.flatnonzero(homes["first_seen"] < m.days - 120)
    taken = rng.choice(known, min(max(rows // 2, 1), len(known)), replace=False)
    homes["fake"][taken] = True
    t = rng.uniform(m.days - 300, m.days, rows)
    home = rng.choice(taken, rows)
    t = np.maximum(t, homes["first_seen"][home] + 90)
    worker = registration(book.people)[rng.choice(book.targets, rows)]
    book.add(t=stay(book.people, worker, t, rng), worker=worker, household=home, rating=np.full(rows, 5))


BRIBED = Attack("bribed", "genuine families paid for praise", houses, bribed)
