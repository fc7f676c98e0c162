"""Sealing — what a model may see and what it may not, taken apart so that no label, order of rows or shared memory tells.

Labels are drawn by lot; rows of orders stand by day, of people by label. Whether the next visit of a household goes to the
same worker is read off its genuine visits. A staged visit says yes where the next staged one goes to the same worker, and
otherwise nothing: an attacker uses another account rather than leave a trace of having stayed away. Only who praises in order
to harm (`turncoat`) leaves that trace on purpose.
"""

from dataclasses import dataclass

import numpy as np

from tools.market.people import Columns
from tools.market.visits import Book


@dataclass(frozen=True)
class Seen:
    """The arguments of `estimate`, nothing else."""

    orders: Columns
    workers: Columns
    households: Columns
    penalties: Columns
    now: float

    def arguments(self) -> tuple[Columns, Columns, Columns, Columns, float]:
        return self.orders, self.workers, self.households, self.penalties, self.now


@dataclass(frozen=True)
class Truth:
    """By row of the sealed tables, unless a person is named."""

    quality: np.ndarray  # by person, today
    person: np.ndarray  # of a worker's row
    current: np.ndarray  # the row of a person's last registration
    worked: np.ndarray  # by person: has an order
    ratings: np.ndarray  # by person: honest and other stars received
    targets: np.ndarray  # persons
    fake_household: np.ndarray
    rater: np.ndarray  # households that gave stars: an account that was opened and never used rates nobody
    fake_order: np.ndarray
    book: Book
    row_of_worker: np.ndarray
    order_row: np.ndarray  # sealed row of each order of the book


@dataclass(frozen=True)
class World:
    seen: Seen
    truth: Truth


def sealed(book: Book, seed: int) -> World:
    rng = np.random.default_rng([seed, 977])
    people, o = book.people, book.orders
    w, h = people.workers, people.households
    workers, households, orders = len(w["person"]), len(h["district"]), len(o["t"])
    worker_row, household_row = rng.permutation(workers), rng.permutation(households)
    day = np.floor(o["t"] * 24) / 24
    standing = np.lexsort((rng.permutation(orders), day))
    worker_label, household_label = 100_000 + worker_row, 500_000 + household_row
    by_row, house_by_row = np.argsort(worker_row), np.argsort(household_row)
    device = rng.permutation(h["device"].max() + 1)
    key = rng.permutation(w["link_key"].max() + 1)
    company, job = rng.permutation(people.parameters.companies), rng.permutation(people.parameters.jobs)
    repeat = repeats(o["household"], w["person"][o["worker"]], o["t"], o["fake"], book.turncoat)
    seen = Seen(
        orders={
            "order": 1_000_000 + np.arange(orders), "t": day[standing],
            "worker": worker_label[o["worker"][standing]], "household": household_label[o["household"][standing]],
            "company": company[o["company"][standing]], "job": job[o["job"][standing]],
            "district": o["district"][standing], "amount": o["amount"][standing],
            "verified": o["verified"][standing], "rating": o["rating"][standing], "repeat": repeat[standing],
            "complaint": o["complaint"][standing], "upheld": o["upheld"][standing],
        },
        workers={
            "worker": worker_label[by_row], "company": company[w["company"][by_row]], "district": w["district"][by_row],
            "joined": w["joined"][by_row], "cert": w["cert"][by_row], "trainings": w["trainings"][by_row],
            "link_key": key[w["link_key"][by_row]],
        },
        households={
            "household": household_label[house_by_row], "district": h["district"][house_by_row],
            "first_seen": h["first_seen"][house_by_row], "device": device[h["device"][house_by_row]],
        },
        penalties={"worker": worker_label[book.penalties["worker"]], "t": book.penalties["t"].copy()},
        now=float(people.parameters.days),
    )  # fmt: skip
    persons = int(w["person"].max()) + 1
    last = np.zeros(persons, dtype=np.int64)
    last[w["person"]] = np.arange(workers)
    order_person = w["person"][o["worker"]]
    order_row = np.empty(orders, dtype=np.int64)
    order_row[standing] = np.arange(orders)
    truth = Truth(
        quality=people.quality[-1].copy(), person=w["person"][by_row], current=worker_row[last],
        worked=np.bincount(order_person, minlength=persons) > 0,
        ratings=np.bincount(order_person, o["rating"] > 0, minlength=persons).astype(np.int64),
        targets=book.targets, fake_household=h["fake"][house_by_row],
        rater=np.bincount(o["household"], o["rating"] > 0, minlength=households)[house_by_row] > 0, fake_order=o["fake"][standing], book=book,
        row_of_worker=worker_row, order_row=order_row,
    )  # fmt: skip
    return World(seen, truth)


def repeats(household: np.ndarray, person: np.ndarray, t: np.ndarray, staged: np.ndarray, turncoat: bool) -> np.ndarray:
    """1 the next visit of the household is to the same person, 0 to another, -1 there is none, or nobody is to know."""
    found = np.full(len(t), -1)
    for kind in (False, True):
        order = np.lexsort((np.arange(len(t)), t, household))
        order = order[staged[order] == kind]
        same = person[order][1:] == person[order][:-1]
        other = -1 if kind and not turncoat else 0
        found[order[:-1]] = np.where(household[order][1:] == household[order][:-1], np.where(same, 1, other), -1)
    if turncoat:
        found[staged & (found < 0)] = 0
    return found
