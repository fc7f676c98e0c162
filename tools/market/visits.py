"""Visits — who goes to whom, what is said afterwards, what comes of it. Households are walked in step, visit by visit."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from tools.market.parameters import QUARTER_DAYS, MarketParameters
from tools.market.people import Columns, People

SAID = ("t", "worker", "household", "company", "job", "district", "amount", "verified", "rating", "complaint", "upheld")


@dataclass
class Book:
    """Everything that happened, with what nobody outside may see (`fake`, `kind`)."""

    people: People
    orders: Columns
    penalties: Columns
    base: dict[str, float]
    targets: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # persons
    turncoat: bool = False  # praise that is meant to harm

    def add(self, **columns: Any) -> None:
        """More orders. What is not said is filled as an ordinary order has it."""
        rows = len(columns["t"])
        worker, household = columns["worker"], columns["household"]
        people = self.people
        rng = np.random.default_rng(rows + int(worker.sum()))
        filled: Columns = {
            "company": people.workers["company"][worker],
            "job": rng.integers(0, people.parameters.jobs, rows),
            "district": people.households["district"][household],
            "amount": np.round(np.exp(rng.normal(5.3, 0.5, rows)), 0),
            "verified": np.ones(rows, dtype=np.int64),
            "complaint": np.zeros(rows, dtype=np.int64),
            "upheld": np.zeros(rows, dtype=np.int64),
            "fake": np.ones(rows, dtype=bool),
        }
        filled |= columns
        keep = (filled["t"] >= 0) & (filled["t"] <= people.parameters.days)
        self.orders = {name: np.concatenate([old, filled[name][keep]]) for name, old in self.orders.items()}

    @property
    def honest_ratings(self) -> int:
        return int(((self.orders["rating"] > 0) & ~self.orders["fake"]).sum())


def went(people: People, rng: np.random.Generator) -> Book:
    m, h, w = people.parameters, people.households, people.workers
    base = baseline(m)
    choose = _Choice(people, rng)
    households = np.arange(m.households)
    t = h["arrived"].copy()
    job = rng.integers(0, m.jobs, m.households)
    worker = np.full(m.households, -1)
    bond = np.zeros(m.households)
    again = np.zeros(m.households, dtype=bool)
    told: list[Columns] = []
    for number in range(int(h["wants"].max())):
        on = households[(h["wants"] > number) & (t <= m.days)]
        if not len(on):
            break
        fresh = on[~again[on]]
        worker[fresh] = choose.one(h["district"][fresh], t[fresh])
        bond[fresh] = rng.normal(0, m.bond_sd, len(fresh))
        worker[on] = choose.still(worker[on], t[on])
        other = fresh[rng.random(len(fresh)) < 0.4]
        job[other] = rng.integers(0, m.jobs, len(other))
        went_to = on[worker[on] >= 0]
        visit, again[went_to] = _visit(people, base, went_to, worker[went_to], t[went_to], job[went_to], bond[went_to], rng)
        told.append(visit)
        again[on[worker[on] < 0]] = False
        wait = np.where(again[on], m.again_wait, 2.2 * m.again_wait)
        t[on] = t[on] + 1.0 + rng.exponential(wait)
    orders = {name: np.concatenate([v[name] for v in told]) for name in told[0]}
    orders["company"] = w["company"][orders["worker"]]
    return Book(people, orders, _penalties(people, orders, base, rng), base)


class _Choice:
    """A worker of the district who is already there, the asked-for more often."""

    def __init__(self, people: People, rng: np.random.Generator) -> None:
        self.rng, self.joined = rng, people.workers["joined"]
        place = people.workers["district"]
        person = people.workers["person"]
        last = np.zeros(person.max() + 1, dtype=np.int64)
        last[person] = np.arange(len(person))  # later registrations stand later
        self.latest = last[person]
        self.leaves = np.where(self.latest == np.arange(len(person)), np.inf, self.joined[self.latest])
        weight = people.popularity[people.workers["person"]]
        self.of = [np.flatnonzero(place == d) for d in range(people.parameters.districts)]
        self.up_to = [np.cumsum(weight[found]) / weight[found].sum() for found in self.of]
        self.every = np.cumsum(weight) / weight.sum()

    def one(self, district: np.ndarray, t: np.ndarray) -> np.ndarray:
        found = np.full(len(t), -1)
        for _ in range(6):
            need = np.flatnonzero(found < 0)
            for d, (names, up_to) in enumerate(zip(self.of, self.up_to, strict=True)):
                here = need[district[need] == d]
                found[here] = names[np.searchsorted(up_to, self.rng.random(len(here)))]
            far = need[self.rng.random(len(need)) < 0.1]
            found[far] = np.searchsorted(self.every, self.rng.random(len(far)))
            absent = (found >= 0) & ((self.joined[found] > t) | (self.leaves[found] <= t))
            found[absent] = -1
        return found

    def still(self, worker: np.ndarray, t: np.ndarray) -> np.ndarray:
        """The same person, under the registration of the day."""
        return np.where((worker >= 0) & (self.leaves[worker] <= t), self.latest[worker], worker)


def _visit(people: People, base: dict[str, float], h: np.ndarray, w: np.ndarray, t: np.ndarray, job: np.ndarray, bond: np.ndarray, rng: np.random.Generator) -> tuple[Columns, np.ndarray]:
    m, homes = people.parameters, people.households
    quality = people.quality[quarter_of(t, m), people.workers["person"][w]]
    company = people.workers["company"][w]
    shock = rng.normal(0, m.shock_sd, len(t)) if m.shock_sd else np.zeros(len(t))
    eta = m.slope * quality + people.nudge[company] - people.hardness[job] - homes["severity"][h] + bond + shock
    felt = eta + rng.logistic(0, 1, len(t))
    star = 1 + (felt[:, None] > lines(m, base)[None, :]).sum(axis=1)
    star = np.where(homes["habitual"][h], 5, star)
    answers = rng.random(len(t)) < chance(base["answered"] + homes["answers"][h] + np.array(m.answered_lean)[star - 1])
    upheld = rng.random(len(t)) < chance(base["upheld"] - m.upheld_slope * quality - shock)
    dismissed = ~upheld & (rng.random(len(t)) < chance(base["dismissed"] + m.dismissed_severity * homes["severity"][h]))
    again = rng.random(len(t)) < chance(base["again"] + m.again_slope * quality + m.again_bond * bond / max(m.bond_sd, 1e-9))
    visit: Columns = {
        "t": t.copy(), "worker": w.copy(), "household": h.copy(), "job": job.copy(), "district": homes["district"][h],
        "amount": np.round(np.exp(rng.normal(5.3, 0.5, len(t))), 0),
        "verified": (rng.random(len(t)) < people.verified[company]).astype(np.int64),
        "rating": np.where(answers, star, 0), "complaint": (upheld | dismissed).astype(np.int64),
        "upheld": upheld.astype(np.int64), "fake": np.zeros(len(t), dtype=bool),
    }  # fmt: skip
    return visit, again


def _penalties(people: People, orders: Columns, base: dict[str, float], rng: np.random.Generator) -> Columns:
    m = people.parameters
    active = np.unique(orders["worker"] * m.quarters + quarter_of(orders["t"], m))
    worker, quarter = active // m.quarters, active % m.quarters
    rate = np.exp(base["penalty"] - m.penalty_slope * people.quality[quarter, people.workers["person"][worker]])
    count = rng.poisson(rate)
    of = np.repeat(np.arange(len(active)), count)
    return {"worker": worker[of], "t": np.floor((quarter[of] + rng.random(len(of))) * QUARTER_DAYS)}


def quarter_of(t: np.ndarray, m: MarketParameters) -> np.ndarray:
    return np.clip((t / QUARTER_DAYS).astype(np.int64), 0, m.quarters - 1)


def lines(m: MarketParameters, base: dict[str, float]) -> np.ndarray:
    """Above which a visit is felt to be worth 2, 3, 4 and 5 stars."""
    five = base["five"]
    four = five - m.steps[0]
    three = four - m.steps[1]
    return np.array([three - m.steps[2], three, four, five])


def chance(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-x))


@cache
def baseline(m: MarketParameters) -> dict[str, float]:
    """Intercepts that bring about the shares the parameters ask for, in a crowd of draws that is always the same."""
    rng = np.random.default_rng(7)
    size = 40_000
    quality = rng.normal(0.45, 1, size)  # visits go to the better: they are asked again
    severity = rng.normal(0, m.severity_sd, size)
    shock = rng.normal(0, m.shock_sd, size) if m.shock_sd else np.zeros(size)
    around = m.slope * quality - severity + rng.normal(0, np.sqrt(m.nudge_sd**2 + m.hardness_sd**2 + m.bond_sd**2), size) + shock
    felt = around + rng.logistic(0, 1, size)
    answers = rng.normal(0, m.answered_spread, size)
    habitual = rng.random(size) < m.habitual
    lean = np.array(m.answered_lean)
    found = {"five": 0.0, "answered": 0.0}
    for _ in range(6):
        star = np.where(habitual, 5, 1 + (felt[:, None] > lines(m, found)[None, :]).sum(axis=1))
        found["answered"] = _solved(lambda x, s=star: chance(x + answers + lean[s - 1]).mean() - m.answered)
        weight = chance(found["answered"] + answers + lean[star - 1])

        def gap(x: float, weight: np.ndarray = weight) -> float:
            return m.fives - float((weight * (habitual | (felt > x))).sum() / weight.sum())

        found["five"] = _solved(gap)
    found["upheld"] = _solved(lambda x: chance(x - m.upheld_slope * quality - shock).mean() - m.upheld)
    found["dismissed"] = _solved(lambda x: chance(x + m.dismissed_severity * severity).mean() - m.dismissed)
    bond = rng.normal(0, m.again_bond, size)
    found["again"] = _solved(lambda x: chance(x + m.again_slope * quality + bond).mean() - m.again)
    found["penalty"] = _solved(lambda x: np.exp(np.minimum(x - m.penalty_slope * quality, 50)).mean() - m.penalty)
    return found


def _solved(gap: Any, low: float = -15.0, high: float = 15.0) -> float:
    """Where a rising function crosses zero."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if gap(middle) < 0 else (low, middle)
    return (low + high) / 2
