"""Praise that was not earned — crude, patient, loyal, hidden among other reviews, in rings, and in a flood."""

import numpy as np

from tools.market.attacks.plan import Attack, accounts, count, houses, registration, scattered, stay
from tools.market.visits import Book


def _of_targets(book: Book, rows: int, rng: np.random.Generator) -> np.ndarray:
    return registration(book.people)[rng.choice(book.targets, rows)]


def ballot(book: Book, share: float, rng: np.random.Generator) -> None:
    """Fresh accounts, half of them from device farms, praise several workers of one company within two months."""
    rows, days = count(book, share), book.people.parameters.days
    number = max(rows // 4, 1)
    start = rng.uniform(days - 120, days - 62, number)
    home = accounts(book, number, start - rng.exponential(3, number), rng, farm=0)
    farmed = rng.random(number) < 0.5
    device = book.people.households["device"]
    device[home[farmed]] = device.max() + 1 + np.arange(farmed.sum()) // 8
    employer = book.people.workers["company"][registration(book.people)[book.targets]]
    of_home = rng.choice(employer, number)
    which = np.sort(rng.integers(0, number, rows))
    worker = np.empty(rows, dtype=np.int64)
    for company in np.unique(employer):
        mine = np.flatnonzero(of_home[which] == company)
        worker[mine] = registration(book.people)[rng.choice(book.targets[employer == company], len(mine))]
    book.add(
        t=start[which] + rng.uniform(0, 60, rows), worker=worker, household=home[which],
        rating=np.full(rows, 5), verified=(rng.random(rows) < 0.3).astype(np.int64),
    )  # fmt: skip


def stealth(book: Book, share: float, rng: np.random.Generator) -> None:
    """Aged accounts, one or two reviews each over a year, mostly verified, now and then a four."""
    rows, days = count(book, share), book.people.parameters.days
    which = np.sort(rng.integers(0, max(round(rows / 1.6), 1), rows))
    number = int(which.max()) + 1
    t = rng.uniform(days - 365, days, rows)
    first = np.full(number, days)
    np.minimum.at(first, which, t)
    home = accounts(book, number, first - rng.uniform(5, 200, number), rng)
    employer = book.people.workers["company"][registration(book.people)[book.targets]]
    mine = rng.choice(np.unique(employer), number)
    worker = np.array([registration(book.people)[rng.choice(book.targets[employer == mine[w]])] for w in which])
    book.add(
        t=t, worker=worker, household=home[which], rating=np.where(rng.random(rows) < 0.06, 4, 5),
        verified=(rng.random(rows) < 0.6).astype(np.int64),
    )  # fmt: skip


def loyal(book: Book, share: float, rng: np.random.Generator) -> None:
    """Each fake household comes back to one worker, paid and checked in, and rates most visits five."""
    rows, days = round(count(book, share) / 0.7), book.people.parameters.days
    number = max(rows // 7, 1)
    worker = _of_targets(book, number, rng)
    start = rng.uniform(days - 300, days - 90, number)
    start = np.maximum(start, book.people.workers["joined"][worker])
    home = accounts(book, number, start - rng.exponential(20, number), rng)
    which = np.sort(rng.integers(0, number, rows))
    run = np.arange(rows) - np.searchsorted(which, which)
    step = np.minimum(14.0, (days - start[which]) / (np.bincount(which, minlength=number)[which] + 1))
    book.add(
        t=start[which] + (run + rng.uniform(0, 0.8, rows)) * step, worker=worker[which], household=home[which],
        rating=np.where(rng.random(rows) < 0.7, 5, 0),
    )  # fmt: skip


def camouflage(book: Book, share: float, rng: np.random.Generator) -> None:
    """As many ordinary-looking reviews of other workers as paid ones; only the paid ones count in the share."""
    rows, m = count(book, share), book.people.parameters
    number = max(rows // 3, 1)
    start = rng.uniform(m.days - 270, m.days - 92, number)
    home = accounts(book, number, start - rng.exponential(40, number), rng)
    which = np.sort(rng.integers(0, number, rows))
    employer = book.people.workers["company"][registration(book.people)[book.targets]]
    mine = rng.choice(np.unique(employer), number)
    worker = np.array([registration(book.people)[rng.choice(book.targets[employer == mine[w]])] for w in which])
    book.add(
        t=start[which] + rng.uniform(0, 90, rows), worker=worker, household=home[which], rating=np.full(rows, 5),
        verified=(rng.random(rows) < 0.45).astype(np.int64),
    )  # fmt: skip
    stranger = ~np.isin(book.people.workers["person"][book.orders["worker"]], book.targets)
    honest = np.flatnonzero(~book.orders["fake"] & (book.orders["rating"] > 0) & stranger)
    other, copied = rng.choice(honest, rows), rng.choice(honest, rows)
    t = stay(book.people, book.orders["worker"][other], start[which] + rng.uniform(0, 90, rows), rng)
    book.add(
        t=t, worker=book.orders["worker"][other], household=home[which], rating=book.orders["rating"][copied],
        verified=(rng.random(rows) < 0.6).astype(np.int64),
    )  # fmt: skip


def ring(book: Book, share: float, rng: np.random.Generator) -> None:
    """Circles of ten households and six workers of any company: everybody praises everybody, on aged accounts."""
    rows, days = count(book, share), book.people.parameters.days
    group = rng.permutation(len(book.targets)) // 6
    groups = int(group.max()) + 1
    circles = max(round(rows / 50), 1)
    home = accounts(book, circles * 10, np.repeat(rng.uniform(days - 400, days - 200, circles), 10) - rng.exponential(60, circles * 10), rng)
    number = rng.integers(0, circles * 10, rows)
    of = registration(book.people)
    worker = np.array([of[rng.choice(book.targets[group == (n // 10) % groups])] for n in number])
    t = stay(book.people, worker, rng.uniform(days - 200, days, rows), rng)
    book.add(t=t, worker=worker, household=home[number], rating=np.full(rows, 5), verified=(rng.random(rows) < 0.5).astype(np.int64))


def agency(book: Book, share: float, rng: np.random.Generator) -> None:
    """Sellers keep three families each and send them, mostly checked in, to each of eight workers who paid, of any company."""
    rows, days = count(book, share), book.people.parameters.days
    sellers = max(round(rows / (KEPT * SOLD * 1.4)), 1)
    home = accounts(book, sellers * KEPT, np.repeat(rng.uniform(days - 300, days - 150, sellers), KEPT) - rng.exponential(40, sellers * KEPT), rng)
    sold = min(SOLD, len(book.targets))
    buyers = np.array([rng.choice(book.targets, sold, replace=False) for _ in range(sellers)])
    number = rng.integers(0, sellers * KEPT, rows)
    worker = registration(book.people)[buyers[number // KEPT, rng.integers(0, sold, rows)]]
    t = stay(book.people, worker, rng.uniform(days - 150, days, rows), rng)
    book.add(t=t, worker=worker, household=home[number], rating=np.full(rows, 5), verified=(rng.random(rows) < 0.8).astype(np.int64))


KEPT, SOLD = 3, 8  # families of an agency, and workers they are sold to
FLOODED = 10
TIMES = 200


def _lower_half(book: Book, rng: np.random.Generator) -> np.ndarray:
    found = scattered(book, rng)
    quality = book.people.quality[-1]
    low = found[quality[found] < np.median(quality)]
    return np.sort(rng.choice(low, min(FLOODED, len(low)), replace=False))


def flood(book: Book, _share: float, rng: np.random.Generator) -> None:
    """One real, aged household a target, two hundred verified orders, five stars each. The share is not used."""
    m = book.people.parameters
    homes = rng.choice(np.flatnonzero(book.people.households["first_seen"] < m.days - 400), len(book.targets), replace=False)
    worker = registration(book.people)[book.targets]
    book.people.households["fake"][homes] = True
    t = m.days - 250 + (np.arange(TIMES)[None, :] + rng.random((len(homes), TIMES))) * 1.2
    begin = np.maximum(book.people.workers["joined"][worker], 0)[:, None]
    t = np.where(begin > t[:, :1], begin + (t - t[:, :1]) * (m.days - begin) / 250, t)
    book.add(
        t=t.ravel(), worker=np.repeat(worker, TIMES), household=np.repeat(homes, TIMES),
        rating=np.full(len(homes) * TIMES, 5),
    )  # fmt: skip


BALLOT = Attack("ballot", "fresh accounts and device farms praise one company", houses, ballot)
STEALTH = Attack("stealth", "aged accounts, a year's patience", houses, stealth)
LOYAL = Attack("loyal", "fake regulars who pay and come back", houses, loyal)
CAMOUFLAGE = Attack("camouflage", "paid praise among ordinary reviews", houses, camouflage)
RING = Attack("ring", "circles of households and workers", scattered, ring)
AGENCY = Attack("agency", "the same few families sold to several workers", scattered, agency)
FLOOD = Attack("flood", "one household, two hundred five-star visits", _lower_half, flood)
