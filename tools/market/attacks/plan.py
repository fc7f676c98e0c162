"""Plan of an attack — whom it is for, what it adds, and which way success points."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.market.people import People
from tools.market.visits import Book

REACH = 0.06  # share of the market's workers an attack is for


@dataclass(frozen=True)
class Attack:
    name: str
    says: str
    targets: Callable[[Book, np.random.Generator], np.ndarray]
    after: Callable[[Book, float, np.random.Generator], None] | None = None
    before: Callable[[People, float, np.random.Generator], None] | None = None
    direction: int = 1  # 1: targets want up, -1: victims are pushed down
    against_truth: bool = False  # success is a place above the true one, not above the place without the attack


def working(book: Book) -> np.ndarray:
    """Orders by person."""
    people = book.people
    return np.bincount(people.workers["person"][book.orders["worker"]], minlength=int(people.workers["person"].max()) + 1)


def registration(people: People) -> np.ndarray:
    """The last registration of each person."""
    person = people.workers["person"]
    last = np.zeros(person.max() + 1, dtype=np.int64)
    last[person] = np.arange(len(person))
    return last


def houses(book: Book, rng: np.random.Generator) -> np.ndarray:
    """Everybody working for a few companies, drawn by lot until the reach is met."""
    at_work = working(book) > 0
    company = book.people.workers["company"][registration(book.people)]
    chosen = np.zeros(len(company), dtype=bool)
    for one in rng.permutation(book.people.parameters.companies):
        found = (company == one) & at_work
        if found.sum() > 0.08 * len(company):
            continue  # a giant would be half the market
        chosen |= found
        if chosen.sum() >= REACH * len(company):
            break
    return np.flatnonzero(chosen)


def scattered(book: Book, rng: np.random.Generator) -> np.ndarray:
    """Workers drawn by lot, of any company."""
    at_work = np.flatnonzero(working(book) > 0)
    return np.sort(rng.choice(at_work, round(REACH * len(at_work)), replace=False))


def poor(book: Book, rng: np.random.Generator) -> np.ndarray:
    """Workers of the lower third with something to lose, drawn by lot."""
    quality = book.people.quality[-1]
    known = np.flatnonzero((working(book) >= 5) & (quality < np.quantile(quality, 1 / 3)))
    return np.sort(rng.choice(known, min(round(REACH * len(quality)), len(known)), replace=False))


def count(book: Book, share: float) -> int:
    """Fake reviews that make up `share` of all reviews."""
    return round(share / (1.0 - share) * book.honest_ratings)


def accounts(book: Book, number: int, seen: np.ndarray, rng: np.random.Generator, farm: int = 0) -> np.ndarray:
    """New fake households; `farm` > 1 has that many on a device."""
    people = book.people
    homes = people.households
    first = len(homes["district"])
    device = homes["device"].max() + 1 + (np.arange(number) // farm if farm > 1 else np.arange(number))
    added = {name: np.zeros(number, dtype=values.dtype) for name, values in homes.items()}
    added |= {"district": rng.integers(0, people.parameters.districts, number), "first_seen": np.floor(seen), "device": device, "fake": np.ones(number, dtype=bool)}
    people.households = {name: np.concatenate([values, added[name]]) for name, values in homes.items()}
    return first + np.arange(number)


def stay(people: People, worker: np.ndarray, t: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Nobody is praised before joining."""
    start = np.maximum(people.workers["joined"][worker], 0)
    late = t < start
    return np.where(late, start + rng.random(len(t)) * (people.parameters.days - start), t)
