"""Trust — how likely it is that a tie (one household with one company) was staged, as a sum of capped log-odds.

Every line of evidence is bounded, so that no single oddity condemns, and each compares with what honest families of this market
do, learnt from ties that are not suspected. Classes: honest, promoter, detractor; besides them a ring, over whole households.
A suspicion weighs an order down and queues a human look; it never punishes.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.rings import Rings, rings

AGE_EDGES = np.array([3.0, 15.0, 60.0])
FAKE_AGES = np.array([0.22, 0.28, 0.25, 0.25])
YOUNG_DAYS = 60.0
WINDOW_DAYS = 30.0


@dataclass(frozen=True)
class Suspicion:
    household: Floats
    order: Floats


@dataclass(frozen=True)
class Ties:
    """What never changes while fitting."""

    tie: Codes  # by order
    household: Codes
    company: Codes
    count: int
    orders: Floats
    workers_here: Floats
    workers_elsewhere: Floats
    unverified: Floats
    verified: Floats
    age_bin: Codes  # -1 unknown
    device: Floats  # points
    rings: Rings
    stars_count: Floats
    all_five: Floats
    all_low: Floats
    young: Floats
    pair_tie: Codes
    window: Codes  # company x 30 days, by order
    windows: int
    window_company: Codes
    window_number: Codes


def ties(market: Market) -> Ties:
    companies = max(len(market.companies), 1)
    named, tie = np.unique(market.household * companies + market.company, return_inverse=True)
    household, company = named // companies, named % companies
    n = len(named)
    pair_company, place = np.unique(market.pair * companies + market.company, return_index=True)
    pair_tie = tie[place]
    workers_here = np.bincount(pair_tie, minlength=n).astype(np.float64)
    all_workers = np.bincount(household, workers_here, len(market.households))
    first = np.full(n, np.inf)
    np.minimum.at(first, tie, market.t)
    age = first - market.first_seen[household]
    known = np.isfinite(age)
    age_bin = np.where(known, np.searchsorted(AGE_EDGES, np.where(known, age, 0.0), side="right"), -1)
    rated = market.rating > 0
    stars = np.bincount(tie, rated, n)
    five = np.bincount(tie, market.rating == 5, n)
    low = np.bincount(tie, rated & (market.rating <= 2), n)
    slot = np.floor(market.t / WINDOW_DAYS).astype(np.int64)
    slot = slot - (slot.min() if len(slot) else 0)
    slots = int(slot.max()) + 1 if len(slot) else 1
    windows, window = np.unique(market.company * slots + slot, return_inverse=True)
    return Ties(
        tie=tie, household=household, company=company, count=n, orders=np.bincount(tie, minlength=n).astype(np.float64),
        workers_here=workers_here, workers_elsewhere=all_workers[household] - workers_here,
        unverified=np.bincount(tie, market.verified == 0, n), verified=np.bincount(tie, market.verified == 1, n),
        age_bin=age_bin, device=_device_points(market, household, company, n), rings=rings(market),
        stars_count=stars, all_five=((stars > 0) & (five == stars)).astype(np.float64),
        all_low=((stars > 0) & (low == stars)).astype(np.float64),
        young=(known & (age < YOUNG_DAYS)).astype(np.float64), pair_tie=pair_tie, window=window, windows=len(windows),
        window_company=windows // slots, window_number=windows % slots,
    )  # fmt: skip


def _device_points(market: Market, household: Codes, company: Codes, n: int) -> Floats:
    """Households that share a device and all turn up at one company."""
    device = market.device[household]
    seen = device >= 0
    if not seen.any():
        return np.zeros(n)
    companies = max(len(market.companies), 1)
    _, group, size = np.unique(np.where(seen, device * companies + company, -1), return_inverse=True, return_counts=True)
    together = size[group]
    return np.where(seen, np.where(together >= 3, 3.0, np.where(together == 2, 0.6, -0.2)), 0.0)


class Judge:
    """Holds what does not change and judges again in every pass."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.ties = ties(market)
        self.fake = np.zeros(self.ties.count)
        self.promoter = np.zeros(self.ties.count)
        self.detractor = np.zeros(self.ties.count)
        self.ring = np.zeros(len(market.households))
        self.share = {"promoter": 0.02, "detractor": 0.01}

    def judged(self, five: Floats, low: Floats) -> Suspicion:
        """`five`, `low`: by tie, log-likelihood ratio of the stars under promotion and detraction against the honest prediction."""
        t, market = self.ties, self.market
        common, positive, negative = self._evidence(five, low)
        company_points = np.zeros((2, t.count))
        for _ in range(4):
            up = _logit(self.share["promoter"]) + 0.9 * (common + positive) + company_points[0]
            down = _logit(self.share["detractor"]) + 0.9 * (common + negative) + company_points[1]
            top = np.maximum(np.maximum(up, down), 0.0)
            e0, e1, e2 = np.exp(-top), np.exp(up - top), np.exp(down - top)
            self.promoter, self.detractor = e1 / (e0 + e1 + e2), e2 / (e0 + e1 + e2)
            for row, (name, post) in enumerate((("promoter", self.promoter), ("detractor", self.detractor))):
                sure = np.where(post > 0.8, post, 0.0)
                self.share[name] = float(np.clip((sure.sum() + 0.2) / (t.count + 20.0), 0.003, 0.3))
                company_points[row] = self._company_points(sure, self.share[name])
        self.fake = self.promoter + self.detractor
        household = np.zeros(len(market.households))
        np.maximum.at(household, t.household, self.fake)
        self.ring = t.rings.suspicion(self.share["promoter"])
        household = np.maximum(household, self.ring)
        order = np.maximum(self.fake[t.tie], 0.8 * household[market.household])
        order = np.maximum(order, self.ring[market.household])
        return Suspicion(household, order)

    def _company_points(self, sure: Floats, share: float) -> Floats:
        """How much more often than in the market ties of this company are staged, the tie itself left out."""
        t = self.ties
        n = len(self.market.companies)
        staged = np.bincount(t.company, sure, n)[t.company] - sure
        others = np.bincount(t.company, minlength=n)[t.company] - 1.0
        local = (staged + 10.0 * share) / (others + 10.0)
        return np.clip(0.8 * (_logits(local) - _logit(share)), -1.5, 3.0)

    def _evidence(self, five: Floats, low: Floats) -> tuple[Floats, Floats, Floats]:
        t = self.ties
        honest = 1.0 - self.fake
        extra = np.maximum(t.workers_here - 1.0, 0.0)
        staying = float((honest * extra).sum() + 2.0) / float((honest * (extra + t.workers_elsewhere * (extra > 0))).sum() + 20.0)
        same = self._same_company(honest)
        common = np.minimum(extra * np.log(0.95 / same), 2.5) + np.maximum(-0.15 * t.workers_elsewhere, -0.6)
        common = common + self._verification(honest) + self._age(honest) + t.device
        positive, negative = np.clip(five, -3.0, 1.5), np.clip(low, -3.0, 2.0)
        lone = (t.workers_here + t.workers_elsewhere == 1) & (t.young > 0) & (t.all_five > 0) & (t.stars_count >= 3)
        positive = positive + 0.8 * lone + np.minimum(t.rings.points[t.household], 3.0) + self._worker_excess(t.all_five, honest)
        negative = negative + self._worker_excess(t.all_low, honest)
        synchrony = self._synchrony(honest)
        return common, positive + synchrony[0], negative + synchrony[1]

    def _same_company(self, honest: Floats) -> float:
        """How often an honest household's further worker is of a company it already knows."""
        t = self.ties
        n = len(self.market.households)
        h = 1.0 - np.minimum(np.bincount(t.household, 1.0 - honest, n), 1.0)
        further = np.maximum(np.bincount(t.household, t.workers_here, n) - 1.0, 0.0)
        known = np.bincount(t.household, t.workers_here - 1.0, n)
        return float(np.clip(((h * known).sum() + 2.0) / ((h * further).sum() + 10.0), 0.05, 0.9))

    def _verification(self, honest: Floats) -> Floats:
        t = self.ties
        n = len(self.market.companies)
        if not t.verified.any():
            return np.zeros(t.count)
        open_, sealed = np.bincount(t.company, honest * t.unverified, n), np.bincount(t.company, honest * t.verified, n)
        usual = float(open_.sum() + 1.0) / float(open_.sum() + sealed.sum() + 5.0)
        rate = np.clip((open_ + 40.0 * usual) / (open_ + sealed + 40.0), 0.01, 0.99)[t.company]
        points = t.unverified * np.log(0.5 / rate) + t.verified * np.log(0.5 / (1.0 - rate))
        return np.clip(points, -1.2, 3.0)

    def _age(self, honest: Floats) -> Floats:
        t = self.ties
        known = t.age_bin >= 0
        if not known.any():
            return np.zeros(t.count)
        seen = np.bincount(t.age_bin[known], honest[known], 4)
        share = (seen + 5.0) / (seen.sum() + 20.0)
        return np.where(known, np.clip(np.log(FAKE_AGES / share)[t.age_bin], -1.0, 2.0), 0.0)

    def _worker_excess(self, marked: Floats, honest: Floats) -> Floats:
        """Young accounts that only give the extreme, per worker, against what the market would give her."""
        t, market = self.ties, self.market
        odd = marked * t.young
        person, tie = self._pair_person(), t.pair_tie
        rated = t.stars_count[tie] > 0
        count = np.bincount(person, rated * odd[tie], market.persons)
        rest = np.bincount(person, rated * (1.0 - odd[tie]), market.persons)
        odds = float((rated * honest[tie] * odd[tie]).sum() + 1.0) / float((rated * honest[tie] * (1.0 - odd[tie])).sum() + 2.0)
        usual = odds * (rest + 1.0)
        z = (count - usual) / np.sqrt(usual + 0.1 * usual**2 + 1.0)
        points = np.array([-0.2, 0.3, 1.2, 2.2])[np.searchsorted([1.0, 2.0, 3.5], z)]
        best = np.full(t.count, -0.2)
        np.maximum.at(best, tie, points[person])
        return np.where(odd > 0, best, 0.0)

    def _pair_person(self) -> Codes:
        market = self.market
        companies = max(len(market.companies), 1)
        _, place = np.unique(market.pair * companies + market.company, return_index=True)
        return market.person[place]

    def _synchrony(self, honest: Floats) -> tuple[Floats, Floats]:
        """Extreme ratings from new or unverified orders: a company's month against its share of that month's market."""
        t, market = self.ties, self.market
        odd = (t.young[t.tie] > 0) | (market.verified == 0)
        out = []
        for extreme in (market.rating == 5, (market.rating > 0) & (market.rating <= 2)):
            hit = odd & extreme
            rest = (market.rating > 0) & ~hit
            count = np.bincount(t.window, hit, t.windows)
            usual_rest = np.bincount(t.window, rest, t.windows)
            trust = honest[t.tie]
            odds = float((trust * hit).sum() + 1.0) / float((trust * rest).sum() + 2.0)
            usual = odds * (usual_rest + 1.0)
            z = (count - usual) / np.sqrt(usual + 0.1 * usual**2 + 1.0)
            points = np.array([-0.6, 0.3, 1.2, 2.0])[np.searchsorted([1.0, 3.0, 6.0], z)]
            best = np.full(t.count, -0.6)
            np.maximum.at(best, t.tie, np.where(hit, points[t.window], -0.6))
            has = np.bincount(t.tie, hit, t.count) > 0
            out.append(np.where(has, best, 0.0))
        return out[0], out[1]


def _logit(share: float) -> float:
    return float(np.log(share / (1.0 - share)))


def _logits(share: Floats) -> Floats:
    return np.asarray(np.log(share / (1.0 - share)), dtype=np.float64)
