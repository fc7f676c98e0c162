"""People — companies, workers with the course of their quality, households with their temper."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tools.market.parameters import MarketParameters

Columns = dict[str, np.ndarray[Any, Any]]


@dataclass
class People:
    """Workers are registrations; `person` says who stands behind one. Quality is by quarter and person."""

    parameters: MarketParameters
    workers: Columns
    households: Columns
    quality: np.ndarray
    prior: np.ndarray  # of a person, from company and certificates
    own_variance: float
    popularity: np.ndarray
    nudge: np.ndarray  # by company
    verified: np.ndarray
    hardness: np.ndarray  # by job
    scale: float = 1.0
    extra: dict[str, Any] = field(default_factory=dict)


def born(m: MarketParameters, rng: np.random.Generator) -> People:
    company_district = rng.integers(0, m.districts, m.companies)
    company = rng.choice(m.companies, m.workers, p=_shares(m.companies, rng))
    at_home = rng.random(m.workers) < 0.7
    district = np.where(at_home, company_district[company], rng.integers(0, m.districts, m.workers))
    standing = rng.normal(0, m.company_sd, m.companies)
    cert = rng.choice(4, m.workers, p=[0.4, 0.3, 0.2, 0.1])
    trainings = rng.poisson(1.5, m.workers)
    known = m.certificate_lift * (cert - 1.0) + m.training_lift * (np.log1p(trainings) - 0.8)
    own = np.empty((m.quarters, m.workers))
    own[0] = rng.normal(0, np.sqrt(m.own_variance), m.workers)
    for quarter in range(1, m.quarters):
        step = rng.normal(0, np.sqrt(m.own_variance * (1 - m.memory**2)), m.workers)
        own[quarter] = m.memory * own[quarter - 1] + step
    prior = standing[company] + known
    raw = prior + own
    middle, spread = raw.mean(), raw[-1].std()
    quality = (raw - middle) / spread
    early = rng.random(m.workers) < 0.5
    joined = np.where(early, -rng.exponential(400, m.workers), rng.uniform(0, 0.85 * m.days, m.workers))
    popularity = np.exp(m.popularity_spread * rng.normal(0, 1, m.workers) + m.popularity_quality * quality.mean(axis=0))
    workers: Columns = {
        "company": company, "district": district, "joined": np.floor(joined), "cert": cert, "trainings": trainings,
        "link_key": np.arange(m.workers), "person": np.arange(m.workers),
    }  # fmt: skip
    return People(
        m, workers, _households(m, rng), quality, (prior - middle) / spread, m.own_variance / spread**2, popularity,
        nudge=rng.normal(0, m.nudge_sd, m.companies),
        verified=_squeezed(_logit(m.verified) + rng.normal(0, m.verified_spread, m.companies)),
        hardness=rng.normal(0, m.hardness_sd, m.jobs),
    )  # fmt: skip


def _households(m: MarketParameters, rng: np.random.Generator) -> Columns:
    count = m.households
    arrived = rng.uniform(0, m.days * 0.97, count)
    age = np.where(rng.random(count) < m.fresh, 0.0, rng.exponential(90, count))
    device = np.arange(count)
    shared = np.flatnonzero(rng.random(count) < m.shared_device)
    device[shared] = device[rng.integers(0, count, len(shared))]
    return {
        "district": rng.integers(0, m.districts, count), "first_seen": np.floor(arrived - age), "device": device,
        "arrived": arrived, "severity": rng.normal(0, m.severity_sd, count),
        "habitual": rng.random(count) < m.habitual, "answers": rng.normal(0, m.answered_spread, count),
        "wants": 1 + rng.poisson((m.visits_per_household - 1) * np.exp(m.visits_spread * rng.normal(0, 1, count) - m.visits_spread**2 / 2)),
        "fake": np.zeros(count, dtype=bool),
    }  # fmt: skip


def re_register(people: People, who: np.ndarray, day: np.ndarray, company: np.ndarray, linked: np.ndarray) -> np.ndarray:
    """A second registration for each of `who` from `day` on; returns the new registrations."""
    w = people.workers
    new = len(w["person"]) + np.arange(len(who))
    own_key = w["link_key"].max() + 1 + np.arange(len(who))
    added: Columns = {name: values[who] for name, values in w.items()}
    added |= {"joined": np.floor(day), "company": company, "link_key": np.where(linked, added["link_key"], own_key)}
    people.workers = {name: np.concatenate([values, added[name]]) for name, values in w.items()}
    return new


def _shares(companies: int, rng: np.random.Generator) -> np.ndarray:
    size = np.exp(rng.normal(0, 0.8, companies))
    return size / size.sum()


def _logit(p: float) -> float:
    return float(np.log(p / (1 - p)))


def _squeezed(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-x))
