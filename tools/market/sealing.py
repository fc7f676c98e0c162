"""Sealing — what a model may see and what it may not, taken apart so that no label, order of rows or shared memory tells.

Labels are drawn by lot; rows of orders stand by day, of people by label. Whether the next visit of a household goes to the
same worker is read off the visits themselves, so that a staged visit changes it as it would in life.
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
    repeat = _repeat(o, w["person"])
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
        targets=book.targets, fake_household=h["fake"][house_by_row], fake_order=o["fake"][standing], book=book,
        row_of_worker=worker_row, order_row=order_row,
    )  # fmt: skip
    return World(seen, truth)


def _repeat(o: Columns, person: np.ndarray) -> np.ndarray:
    order = np.lexsort((np.arange(len(o["t"])), o["t"], o["household"]))
    household, who = o["household"][order], person[o["worker"][order]]
    repeat = np.full(len(order), -1)
    repeat[:-1] = np.where(household[1:] == household[:-1], (who[1:] == who[:-1]).astype(np.int64), -1)
    found = np.empty(len(order), dtype=np.int64)
    found[order] = repeat
    return found
