"""Stars of a market as codes — read the same way by every baseline; second registrations under one key are one person."""

from dataclasses import dataclass
from typing import Any

import numpy as np

Table = dict[str, Any]
INTERVAL = 1.2815515655446004


@dataclass(frozen=True)
class Stars:
    """One row a rating."""

    stars: np.ndarray
    t: np.ndarray
    person: np.ndarray
    home: np.ndarray
    persons: int
    homes: int
    person_of: np.ndarray  # by row of workers

    def by_person(self, values: np.ndarray) -> np.ndarray:
        return np.bincount(self.person, values, self.persons)

    def by_home(self, values: np.ndarray) -> np.ndarray:
        return np.bincount(self.home, values, self.homes)


def read(orders: Table, workers: Table, households: Table) -> Stars:
    given = np.flatnonzero(np.asarray(orders["rating"]) > 0)
    _, person_of = np.unique(np.asarray(workers["link_key"]), return_inverse=True)
    person = person_of[_at(orders["worker"], workers["worker"])[given]]
    home = _at(orders["household"], households["household"])[given]
    stars = np.asarray(orders["rating"])[given].astype(float)
    t = np.asarray(orders["t"])[given]
    return Stars(stars, t, person, home, int(person_of.max()) + 1, len(households["household"]), person_of)


def _at(wanted: Any, names: Any) -> np.ndarray:
    names = np.asarray(names)
    order = np.argsort(names)
    return order[np.searchsorted(names, np.asarray(wanted), sorter=order)]


def spreads(s: Stars, values: np.ndarray) -> tuple[float, float, float]:
    """Middle of the market, variance inside a worker and between workers, by moments."""
    number = s.by_person(np.ones(len(values)))
    mean = s.by_person(values) / np.maximum(number, 1)
    middle = float(values.mean())
    inside = float(((values - mean[s.person]) ** 2).sum() / max(len(values) - (number > 0).sum(), 1))
    some = number > 0
    weight = number[some]
    around = float((weight * (mean[some] - middle) ** 2).sum())
    between = (around - (some.sum() - 1) * inside) / max(weight.sum() - (weight**2).sum() / weight.sum(), 1e-9)
    return middle, max(inside, 1e-6), max(between, 1e-4)


def told(s: Stars, score: np.ndarray, deviation: np.ndarray | None = None, suspicion: np.ndarray | None = None) -> Table:
    """Per row of workers, in the order given."""
    found: Table = {"score": score[s.person_of], "published": score[s.person_of]}
    if deviation is not None:
        found["lo"] = (score - INTERVAL * deviation)[s.person_of]
        found["hi"] = (score + INTERVAL * deviation)[s.person_of]
    if suspicion is not None:
        found["suspicion"] = suspicion
    return found
