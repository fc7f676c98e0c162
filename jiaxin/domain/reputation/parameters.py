"""Parameters — everything but the workers' own state, as arrays over codes. `frozen` writes them down under labels."""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Floats
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.settings import Settings


@dataclass
class Parameters:
    """Quality q, severity s: a rating has eta = rating_slope q + nudge[company] - hardness[job] - s.

    Severity is kept as the sums of its messages, so that a pair can be left out: `house_*` over a household, `pair_*` of a pair.
    `anchor` and `anchor_variance` (quarter x person) are where the curves are straightened.
    """

    kappa: Floats
    rating_slope: float
    complaint: Floats  # base, slope
    repeat: Floats
    penalty: Floats
    phi: float
    spread: float  # variance of quality inside a company
    severity_variance: float
    company_variance: float
    nudge_variance: float
    quality: Floats  # of a company
    quality_variance: Floats
    nudge: Floats
    nudge_uncertainty: Floats
    hardness: Floats
    gamma: Floats
    feature_mean: Floats
    house_information: Floats
    house_sum: Floats
    pair_information: Floats
    pair_sum: Floats
    anchor: Floats
    anchor_variance: Floats
    weight: Floats  # trust in an order, by order
    star_weight: Floats  # the same for its stars
    doubt: Floats  # suspicion, by order

    @property
    def pushed(self) -> Floats:
        """The part of a company's nudge that is taken off its stars; what goes beyond is distrust, not a shift."""
        most = 2.5 * np.sqrt(self.nudge_variance)
        return np.clip(self.nudge, -most, most)

    def prior(self, market: Market) -> Floats:
        return self.quality[market.home] + (market.features - self.feature_mean) @ self.gamma


def first_guess(market: Market, settings: Settings) -> Parameters:
    companies, households, pairs = len(market.companies), len(market.households), len(market.pair_person)
    share = summed(market.rating, minlength=6)[1:] + np.array([1.0, 1.0, 1.0, 2.0, 5.0])
    below = (np.cumsum(share) / share.sum())[:4]
    stretch = np.sqrt(1.0 + 0.346 * (settings.rating_slope**2 + settings.severity_variance))
    return Parameters(
        kappa=np.log(below / (1.0 - below)) * stretch,
        rating_slope=settings.rating_slope,
        complaint=np.array([_logit(market.upheld.astype(np.float64), 0.03, 100.0), settings.complaint_slope]),
        repeat=np.array(
            [_logit((market.repeat[market.repeat >= 0]).astype(np.float64), 0.4, 20.0), settings.repeat_slope]
        ),
        penalty=np.array([-5.0, settings.penalty_slope]),
        phi=settings.phi,
        spread=1.0 - settings.company_variance - 0.1,
        severity_variance=settings.severity_variance,
        company_variance=settings.company_variance,
        nudge_variance=settings.nudge_variance,
        quality=np.zeros(companies),
        quality_variance=np.full(companies, settings.company_variance),
        nudge=np.zeros(companies),
        nudge_uncertainty=np.full(companies, settings.nudge_variance),
        hardness=np.zeros(max(len(market.jobs), 1)),
        gamma=np.zeros(market.features.shape[1]),
        feature_mean=market.features.mean(axis=0) if market.persons else np.zeros(market.features.shape[1]),
        house_information=np.zeros(households),
        house_sum=np.zeros(households),
        pair_information=np.zeros(pairs),
        pair_sum=np.zeros(pairs),
        anchor=np.zeros((market.quarters, market.persons)),
        anchor_variance=np.ones((market.quarters, market.persons)),
        weight=np.ones(len(market.t)),
        star_weight=np.ones(len(market.t)),
        doubt=np.zeros(len(market.t)),
    )


def _logit(happened: Floats, usual: float, counts: float) -> float:
    share = (happened.sum() + usual * counts) / (len(happened) + counts)
    return float(np.log(share / (1.0 - share)))
