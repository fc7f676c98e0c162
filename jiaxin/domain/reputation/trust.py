"""Trust — how likely it is that a tie (one household with one company) was staged, as a sum of capped log-odds.

Every line of evidence is bounded, so that no single oddity condemns, and each compares with what honest families of this market
do, learnt from ties that are not suspected. Classes: honest, promoter, detractor; besides them a ring, over whole households.
A suspicion weighs an order down and queues a human look; it never punishes.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation.cells import in_blocks, summed
from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.excess import excess
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.rings import Rings, rings
from jiaxin.domain.reputation.settings import Settings

AGE_EDGES = np.array([3.0, 15.0, 60.0])
FAKE_AGES = np.array([0.22, 0.28, 0.25, 0.25])
YOUNG_DAYS = 60.0
# orders of one tie on its busiest day: 1, 2, 3-4, more; of staged ties, and of honest ones before any is seen
FAKE_RUSH = np.array([0.4, 0.1, 0.2, 0.3])
USUAL_RUSH = np.array([0.9, 0.07, 0.02, 0.01])
WINDOW_DAYS = 30.0
ROUNDS = 3
MOST_AROUND = 5.0  # log-odds that the surroundings of a tie can add
FILL = 0.2  # how far a crowd keeps the voices that are due to it
OTHERS = 0.8  # how far suspicion of a household reaches its other ties
CALM = 4.0  # pseudo-ties that hold a worker's crowd to the market
GENUINE, STAGED = 1, 2
PROMOTERS, DETRACTORS = 0.02, 0.01  # share of ties, before anything is seen


@dataclass(frozen=True)
class Suspicion:
    """`tie` by (household, firm), in the order of `tie_household` and `tie_firm`."""

    household: Floats
    order: Floats
    tie: Floats
    tie_household: Codes
    tie_firm: Codes
    pair_weight: Floats


def nothing_suspected(market: Market) -> Suspicion:
    none = np.zeros(0, dtype=np.int64)
    return Suspicion(np.zeros(len(market.households)), np.zeros(len(market.t)), np.zeros(0), none, none, np.ones(len(market.pair_person)))


@dataclass(frozen=True)
class Ties:
    """What never changes while fitting."""

    tie: Codes  # by order
    household: Codes
    company: Codes  # a firm of the market
    count: int
    orders: Floats
    workers_here: Floats
    workers_elsewhere: Floats
    unverified: Floats
    verified: Floats
    age_bin: Codes  # -1 unknown
    device: Floats  # points
    rush: Codes  # kind of its busiest day
    rings: Rings
    stars_count: Floats
    all_five: Floats
    all_low: Floats
    young: Floats
    place: Codes  # an order of each pair with a firm
    pair_tie: Codes
    window: Codes  # company x 30 days, by order
    windows: int
    window_company: Codes
    window_number: Codes


def ties(market: Market, deep: bool) -> Ties:
    firms = max(market.firms, 1)
    named, tie = np.unique(market.household * firms + market.firm, return_inverse=True)
    household, company = named // firms, named % firms
    n = len(named)
    _, place = np.unique(market.pair * firms + market.firm, return_index=True)
    pair_tie = tie[place]
    workers_here = summed(pair_tie, minlength=n)
    all_workers = summed(household, workers_here, len(market.households))
    first = np.empty(n)
    first[tie[::-1]] = market.t[::-1]  # orders stand by day: the earliest is written last
    age = first - market.first_seen[household]
    known = np.isfinite(age)
    age_bin = np.where(known, np.searchsorted(AGE_EDGES, np.where(known, age, 0.0), side="right"), -1)
    rated = market.rating > 0
    stars = summed(tie, rated, n)
    five = summed(tie, market.rating == 5, n)
    low = summed(tie, rated & (market.rating <= 2), n)
    slot = np.floor(market.t / WINDOW_DAYS).astype(np.int64)
    slot = slot - (slot.min() if len(slot) else 0)
    slots = int(slot.max()) + 1 if len(slot) else 1
    windows, window = np.unique(market.firm * slots + slot, return_inverse=True)
    return Ties(
        tie=tie, household=household, company=company, count=n, orders=summed(tie, minlength=n),
        workers_here=workers_here, workers_elsewhere=all_workers[household] - workers_here,
        unverified=summed(tie, market.verified == 0, n), verified=summed(tie, market.verified == 1, n),
        age_bin=age_bin, rush=_rush(tie, market.t, n), device=_device_points(market, household, company, n), rings=rings(market, deep),
        stars_count=stars, all_five=((stars > 0) & (five == stars)).astype(np.float64),
        all_low=((stars > 0) & (low == stars)).astype(np.float64),
        young=(known & (age < YOUNG_DAYS)).astype(np.float64), place=place, pair_tie=pair_tie, window=window, windows=len(windows),
        window_company=windows // slots, window_number=windows % slots,
    )  # fmt: skip


def _rush(tie: Codes, t: Floats, n: int) -> Codes:
    """Nobody needs five home helps of one company on one day."""
    day = np.floor(t).astype(np.int64)
    day = day - (day.min() if len(day) else 0)
    days = int(day.max(initial=0)) + 1
    keys, number = np.unique(tie * days + day, return_counts=True)
    most = np.zeros(n, dtype=np.int64)
    np.maximum.at(most, keys // days, number)
    return np.searchsorted([2, 3, 5], most, side="right")


def _device_points(market: Market, household: Codes, company: Codes, n: int) -> Floats:
    """Households that share a device and all turn up at one company."""
    device = market.device[household]
    seen = device >= 0
    if not seen.any():
        return np.zeros(n)
    _, group, size = np.unique(np.where(seen, device * max(market.firms, 1) + company, -1), return_inverse=True, return_counts=True)
    together = size[group]
    return np.where(seen, np.where(together >= 3, 3.0, np.where(together == 2, 0.6, -0.2)), 0.0)


class Judge:
    """Holds what does not change and judges again in every pass."""

    def __init__(self, market: Market, settings: Settings) -> None:
        self.market = market
        self.settings = settings
        self.ties = ties(market, settings.circle_depth)
        t = self.ties
        self.place = t.place
        self.lone = (t.workers_here + t.workers_elsewhere == 1) & (t.young > 0) & (t.all_five > 0) & (t.stars_count >= 3)
        self.cried = self._cried_wolf()
        self.last: tuple[Floats, Floats, Floats] | None = None  # `five`, `low` and what the surroundings said, as last judged
        self._pile_up()
        self.common = self._common()
        common: Floats = np.asarray(sum(self.common.values()), dtype=np.float64)
        ring = t.rings.points[t.household]
        pile = self._praised(ring)
        self.up = common + ring + np.where(t.all_low > 0, 0.0, pile) + 0.8 * self.lone
        self.down = common + np.where(t.all_five > 0, 0.0, self.pile) + self.cried
        self.company_others = summed(t.company, minlength=market.firms)[t.company] - 1.0
        self.crowd_others = summed(self.crowd, minlength=market.persons * 3)[self.crowd] - 1.0

    def _praised(self, ring: Floats) -> Floats:
        """A circle needs no pile at any one worker."""
        found: Floats = np.maximum(self.pile, np.where(ring > 1.5, -0.3, -9.0))
        return found

    def judged(self, five: Floats, low: Floats) -> Suspicion:
        """`five`, `low`: by tie, log-likelihood ratio of the stars under promotion and detraction against the honest prediction."""
        t, market = self.ties, self.market

        def weighed(at: slice, around: Floats) -> tuple[Floats]:
            up, down = self.up[at], self.down[at]
            up = up + _seconding(five[at], up, 1.5) + _logit(PROMOTERS) / 0.9
            down = down + _seconding(low[at], down, 2.0) + _logit(DETRACTORS) / 0.9
            return (_staged(0.9 * up + around, 0.9 * down + around),)

        (fake,) = in_blocks(t.count, 1, lambda at: weighed(at, self.local[at]))
        around = self.local
        for _ in range(ROUNDS):
            around = self._around(fake)
            (fake,) = in_blocks(t.count, 1, lambda at, said=around: weighed(at, said[at]))  # type: ignore[misc]  # mypy infers no lambda with a default
        self.last = five, low, around
        fake = looked_at(market, t.household, fake)
        household = np.zeros(len(market.households))
        np.maximum.at(household, t.household, fake)
        tie = np.maximum(fake, OTHERS * household[t.household])
        return Suspicion(household, tie[t.tie], tie, t.household, t.company, self._pair_weight(tie))

    def _pair_weight(self, tie: Floats) -> Floats:
        """What the stars of a pair still weigh.

        Among a crowd of staged ratings nobody can tell the honest ones, and without them only the contrary voices would be heard:
        whoever sent the crowd could ruin a worker with praise. So the crowd together keeps the weight of as many voices as the
        market explains.
        """
        t, market = self.ties, self.market
        weight = weights(tie)[t.pair_tie]
        groups = market.persons * 3
        kept = summed(self.crowd, weight, groups)
        due = summed(self.crowd, self.explained, groups)
        lift = FILL * np.maximum(due - kept, 0.0) / np.maximum(summed(self.crowd, None, groups), 1.0)
        weight = np.where(self.crowd % 3 == 1, np.minimum(weight + lift[self.crowd], 1.0), weight)
        pairs = len(market.pair_person)
        pair = market.pair[self.place]
        return summed(pair, weight, pairs) / np.maximum(summed(pair, None, pairs), 1.0)

    @property
    def lines(self) -> dict[str, Floats]:
        """Log-odds of each kind of evidence, by tie, as last judged."""
        if self.last is None:
            return {}
        t = self.ties
        five, low, around = self.last
        ring = t.rings.points[t.household]
        pile = self._praised(ring)
        praise, blame = _seconding(five, self.up, 1.5), _seconding(low, self.down, 2.0)
        better = 0.9 * (self.up + praise + _logit(PROMOTERS) / 0.9) >= 0.9 * (self.down + blame + _logit(DETRACTORS) / 0.9)
        return {
            "ring": np.where(better, ring, 0.0), "pile": np.where(better, np.where(t.all_low > 0, 0.0, pile), np.where(t.all_five > 0, 0.0, self.pile)),
            "lone": np.where(better, 0.8 * self.lone, 0.0), "cried": np.where(better, 0.0, self.cried),
            "stars": np.where(better, praise, blame), "around": around, **self.common,
        }  # fmt: skip

    def _around(self, fake: Floats) -> Floats:
        """What the surroundings of each tie say: the rest of its company, and of the crowd around its workers. The tie itself is left out.

        One extreme rating among many staged ones of the same worker is probably one of them; of a company the same, more carefully.
        """
        t, market = self.ties, self.market
        staged = (fake > 0.8).astype(np.float64)
        in_crowd = staged[t.pair_tie]
        of_crowd = summed(self.crowd, in_crowd, market.persons * 3)
        of_company = summed(t.company, staged, market.firms)

        def crowd_points(at: slice) -> tuple[Floats]:
            flagged = of_crowd[self.crowd[at]] - in_crowd[at]
            local = (flagged + CALM * 0.02) / (self.crowd_others[at] + CALM)
            return (np.clip(_logits(local) - _logit(0.02), -0.5, 3.0),)

        best = np.full(t.count, -0.5)
        np.maximum.at(best, t.pair_tie, in_blocks(len(t.pair_tie), 1, crowd_points)[0])

        def together(at: slice) -> tuple[Floats]:
            flagged = of_company[t.company[at]] - staged[at]
            company = np.clip(0.5 * (_logits((flagged + 0.2) / (self.company_others[at] + 10.0)) - _logit(0.02)), -0.5, 1.5)
            return (np.minimum(self.local[at] + company + np.where(self.facing[at] > 0, best[at], 0.0), MOST_AROUND),)

        return in_blocks(t.count, 1, together)[0]

    def _pile_up(self) -> None:
        """Once: profiles that pile up at a worker, a company, a company's month; and how far each tie's surroundings are honest."""
        t, market = self.ties, self.market
        n = market.firms
        facing = np.where(t.all_five > 0, 1, np.where(t.all_low > 0, 2, 0))
        doubt = (t.unverified > 0).astype(np.int64)
        age = np.where(t.age_bin < 0, 2, np.array([0, 0, 1, 2])[np.maximum(t.age_bin, 0)])
        here = np.minimum(t.workers_here, 3).astype(np.int64) - 1
        one = np.ones(t.count)
        # knows only this company; comes back to one worker only
        loyal = (t.workers_elsewhere == 0).astype(np.int64) + ((t.workers_here + t.workers_elsewhere == 1) & (t.orders >= 3))
        self.facing = facing
        self.crowd = self._pair_person() * 3 + facing[t.pair_tie]
        company = excess(t.company, n, (((facing * 2 + doubt) * 3 + age) * 3 + here) * 3 + loyal, 162, one, 3.0, 3.0)
        person = self._pair_person()
        tie = t.pair_tie
        look = ((facing[tie] * 2 + doubt[tie]) * 3 + age[tie]) * 3 + loyal[tie]
        worker = excess(person, market.persons, look, 54, np.ones(len(tie)), 2.0, 3.0)
        self.explained = worker.explained
        rated = np.flatnonzero(market.rating > 0)
        star = market.rating[rated]
        odd = (t.young[t.tie[rated]] > 0) | (market.verified[rated] == 0)
        month = excess(t.window[rated], t.windows, odd * 3 + np.where(star == 5, 1, np.where(star <= 2, 2, 0)), 6, np.ones(len(rated)), 3.0, 1.5)
        best = np.full(t.count, -1.2)
        np.maximum.at(best, tie, worker.points)
        burst = np.full(t.count, -0.3)
        np.maximum.at(burst, t.tie[rated], 0.5 * month.points)
        total = np.clip(1.25 * (company.points + best + burst), -3.0, 6.0)
        self.pile = np.where(facing > 0, total, np.minimum(total, 0.0))
        least = np.zeros(t.count)
        np.maximum.at(least, tie, worker.unexplained[person])
        unexplained = np.maximum(least, company.unexplained[t.company])
        # where the firm is one worker there are no colleagues to show that a family knows no other firm: the pile has to say it alone
        lone = (summed(np.unique(t.company[tie] * max(market.persons, 1) + person) // max(market.persons, 1), None, n) == 1)[t.company]
        firmly, most = np.where(lone, self.settings.lone_firm, 0.8), np.where(lone, self.settings.lone_firm_most, 3.0)
        self.local = np.clip(firmly * (_logits(np.clip(unexplained, 0.05, 0.9)) - _logit(0.15)), -1.0, most)
        self.calm = np.clip((1.0 - company.unexplained[t.company]) * (1.0 - least), 0.02, 1.0) ** 2
        self.calm_household = np.ones(len(market.households))
        np.minimum.at(self.calm_household, t.household, self.calm)

    def _common(self) -> dict[str, Floats]:
        """What speaks of staging whichever way the stars point."""
        t = self.ties
        extra = np.maximum(t.workers_here - 1.0, 0.0)
        same = np.minimum(extra * np.log(0.95 / self._same_company()), 2.5)
        calms = self.settings.elsewhere_calms
        same = same + np.maximum(-calms * t.workers_elsewhere, -4.0 * calms)
        return {"same": same, "verification": self._verification(), "age": self._age(), "device": t.device, "rush": self._rushed()}

    def _cried_wolf(self) -> Floats:
        """Complaints that were looked into and dismissed, of the household as a whole; one upheld complaint clears it."""
        t, market = self.ties, self.market
        n = len(market.households)
        dismissed = summed(market.household, (market.complaint == 1) & (market.upheld == 0), n)
        upheld = summed(market.household, market.upheld == 1, n)
        usual = float(np.minimum(dismissed, 1.0).sum() + 1.0) / (len(market.t) + 50.0)
        points = dismissed * np.log(0.15 / min(usual, 0.1)) - 2.0 * upheld
        found: Floats = np.clip(points, -2.0, 4.0)[t.household]
        return found

    def _same_company(self) -> Floats:
        """How often an honest household's further worker is of a company it already knows: by tie, as large companies are met often."""
        t = self.ties
        n, companies = len(self.market.households), self.market.firms
        here = self.calm_household[t.household] * (t.workers_here - 1.0)
        further = self.calm_household[t.household] * np.maximum(t.workers_here + t.workers_elsewhere - 1.0, 0.0)
        known = summed(t.household, here, n)
        usual = float((known.sum() + 2.0) / (summed(t.household, further / summed(t.household, minlength=n)[t.household], n).sum() + 10.0))
        own = (summed(t.company, here, companies) + 20.0 * usual) / (summed(t.company, further, companies) + 20.0)
        return np.clip(np.maximum(own, usual), 0.05, 0.9)[t.company]

    def _verification(self) -> Floats:
        t = self.ties
        n = self.market.firms
        if not t.verified.any():
            return np.zeros(t.count)
        open_ = summed(t.company, self.calm * t.unverified, n)
        sealed = summed(t.company, self.calm * t.verified, n)
        usual = float(open_.sum() + 1.0) / float(open_.sum() + sealed.sum() + 5.0)
        rate = np.clip((open_ + 40.0 * usual) / (open_ + sealed + 40.0), 0.01, 0.99)[t.company]
        points = t.unverified * np.log(0.5 / rate) + t.verified * np.log(0.5 / (1.0 - rate))
        return np.clip(points, -0.3, 3.0)

    def _age(self) -> Floats:
        t = self.ties
        known = t.age_bin >= 0
        if not known.any():
            return np.zeros(t.count)
        seen = summed(t.age_bin[known], self.calm[known], 4)
        share = (seen + 5.0) / (seen.sum() + 20.0)
        return np.where(known, np.clip(np.log(FAKE_AGES / share)[t.age_bin], -0.5, 2.0), 0.0)

    def _rushed(self) -> Floats:
        """Many orders on one day, against how often honest ties of this market have as many."""
        t = self.ties
        seen = summed(t.rush, self.calm, 4)
        share = (seen + 20.0 * USUAL_RUSH) / (seen.sum() + 20.0)
        found: Floats = np.where(t.rush > 0, np.clip(np.log(FAKE_RUSH / share), 0.0, 4.0)[t.rush], 0.0)
        return found

    def _pair_person(self) -> Codes:
        return self.market.person[self.place]


def looked_at(market: Market, household: Codes, suspicion: Floats) -> Floats:
    """Where a person has looked, the finding stands in place of what is suspected."""
    finding = market.finding[household]
    return np.where(finding == GENUINE, 0.0, np.where(finding == STAGED, 1.0, suspicion))


def weights(suspicion: Floats) -> Floats:
    """What an order still weighs. Staged orders come in crowds whose errors hang together, so doubt counts more than once."""
    return in_blocks(len(suspicion), 1, lambda at: ((1.0 - suspicion[at]) ** 4,))[0]


def _seconding(stars: Floats, other: Floats, cap: float) -> Floats:
    """Stars alone condemn nobody: they count as far as other evidence speaks, and always in favour."""
    return np.clip(stars, -3.0, np.minimum(cap, 0.3 + 0.7 * np.maximum(other, 0.0)))


def _staged(up: Floats, down: Floats) -> Floats:
    top = np.maximum(np.maximum(up, down), 0.0)
    honest, promoter, detractor = np.exp(-top), np.exp(up - top), np.exp(down - top)
    return np.asarray((promoter + detractor) / (honest + promoter + detractor), dtype=np.float64)


def _logit(share: float) -> float:
    return float(np.log(share / (1.0 - share)))


def _logits(share: Floats) -> Floats:
    return np.asarray(np.log(share / (1.0 - share)), dtype=np.float64)
