"""评价模型 — stars as an ordinal logit; the household is integrated out with the rated pair left out.

Source  many-facet Rasch / cumulative logit. P(y <= k) = F(kappa_k - eta), eta = a q + nudge - hardness - severity.
A curve seen through a normal variable of variance P is the curve stretched by sqrt(1 + 0.346 P); so the derivative of the
logarithm, averaged over what is not known, has a closed form, and every message is a group-by.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation.cells import in_blocks, summed
from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.parameters import Parameters
from jiaxin.domain.reputation.settings import BEND, Settings


@dataclass(frozen=True)
class Rated:
    """The orders that carry stars, gathered once."""

    at: Codes
    stars: Codes
    household: Codes
    company: Codes
    job: Codes
    pair: Codes
    cell: Codes
    pair_count: Floats  # ratings of the bond this one belongs to
    bond: Codes
    bonds: int
    sealed: Floats  # how far the visit stands on visits that were checked (`channels.standing`)


def rated(market: Market, sealed: Floats) -> Rated:
    at = np.flatnonzero(market.rating > 0)
    pair = market.pair[at]
    bond = market.bond[at]
    count = summed(bond, minlength=market.bonds)[bond]
    return Rated(
        at=at, stars=market.rating[at], household=market.household[at], company=market.company[at], job=market.job[at],
        pair=pair, cell=market.cell[at], pair_count=count, bond=bond, bonds=market.bonds,
        sealed=sealed[at],
    )  # fmt: skip


def thinned(r: Rated, step: int) -> Rated:
    """Every n-th."""
    if step == 1:
        return r
    at = slice(None, None, step)
    return Rated(
        r.at[at], r.stars[at], r.household[at], r.company[at], r.job[at], r.pair[at], r.cell[at], r.pair_count[at], r.bond[at], r.bonds, r.sealed[at]
    )


def logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -500.0, 500.0))), dtype=np.float64)


def slopes(kappa: Floats, stars: Codes, eta: Floats, stretch: Floats) -> tuple[Floats, Floats]:
    """Mean derivative of the log-likelihood in eta over its uncertainty, and its information, both before the outer factor."""
    above = np.concatenate([[-np.inf], kappa, [np.inf]])
    upper = logistic((above[stars] - eta) * stretch)
    lower = logistic((above[stars - 1] - eta) * stretch)
    return upper + lower - 1.0, upper * (1.0 - upper) + lower * (1.0 - lower)


def probabilities(kappa: Floats, eta: Floats, stretch: Floats) -> Floats:
    """P(y <= k) for k = 1..4, one column each."""
    return logistic((kappa[None, :] - eta[:, None]) * stretch[:, None])


def severity_without_pair(p: Parameters, household: Codes, pair: Codes, at: Codes) -> tuple[Floats, Floats]:
    """Mean and variance of a household's severity from its other pairs; a suspected one has shown nothing of its own."""
    information = np.maximum(p.house_information[household] - p.pair_information[pair], 0.0)
    variance = 1.0 / (information + 1.0 / p.severity_variance)
    seen = 1.0 - p.doubt[at]
    mean = seen * (p.house_sum[household] - p.pair_sum[pair]) * variance
    return mean, seen * variance + (1.0 - seen) * p.severity_variance


def to_worker(p: Parameters, r: Rated, settings: Settings) -> tuple[Floats, Floats]:
    """Information and information-weighted value that each rating gives about quality.

    All ratings of one pair share the household's severity and whatever else binds the two, so their sum is bounded: two hundred
    five-stars of one family say less than five of five families.
    """
    a = p.rating_slope
    anchor, anchor_variance, pushed = p.anchor.ravel(), p.anchor_variance.ravel(), p.pushed

    def said(at: slice) -> tuple[Floats, ...]:
        severity, variance = severity_without_pair(p, r.household[at], r.pair[at], r.at[at])
        m = anchor[r.cell[at]]
        spread = anchor_variance[r.cell[at]]
        eta = a * m + pushed[r.company[at]] - p.hardness[r.job[at]] - severity
        outer = 1.0 / np.sqrt(1.0 + BEND * variance)
        inner = outer / np.sqrt(1.0 + BEND * outer**2 * a * a * spread)
        gradient, information = slopes(p.kappa, r.stars[at], eta, inner)
        information = outer * inner * information
        trust = p.star_weight[r.at[at]] * r.sealed[at]
        alone = 1.0 + (r.pair_count[at] - 1.0) * information * variance
        return information, outer * gradient + information * a * m, trust, alone, trust * information

    information, value, trust, alone, counted = in_blocks(len(r.at), 5, said)
    spoken = summed(r.bond, counted, r.bonds)

    def bounded(at: slice) -> tuple[Floats, Floats]:
        shared = (1.0 + settings.compatibility * spoken[r.bond[at]]) * alone[at]
        shared = shared * (1.0 + settings.habit * (r.pair_count[at] - 1.0))
        left = trust[at] / shared
        return left * a * a * information[at], left * a * value[at]

    held, sums = in_blocks(len(r.at), 2, bounded)
    return held, sums


@dataclass(frozen=True)
class WithoutPair:
    """What is known of the worker of each pair from all other households."""

    mean: Floats
    variance: Floats


def to_household(p: Parameters, r: Rated, without: WithoutPair, households: int, pairs: int, settings: Settings) -> None:
    """New severity messages, written into the parameters; fakes are households too, so trust does not enter."""
    a = p.rating_slope
    pushed = p.pushed

    def said(at: slice) -> tuple[Floats, Floats]:
        household, m, spread = r.household[at], without.mean[at], without.variance[at]
        current = 1.0 / (p.house_information[household] + 1.0 / p.severity_variance)
        severity = p.house_sum[household] * current
        eta = a * m + pushed[r.company[at]] - p.hardness[r.job[at]] - severity
        outer = 1.0 / np.sqrt(1.0 + BEND * (a * a * spread + settings.compatibility))
        inner = outer / np.sqrt(1.0 + BEND * outer**2 * current)
        gradient, information = slopes(p.kappa, r.stars[at], eta, inner)
        information = outer * inner * information
        share = 1.0 / (1.0 + (r.pair_count[at] - 1.0) * 0.2 * outer * inner * (a * a * spread + settings.compatibility))
        return share * information, share * (information * severity - outer * gradient)

    information, sums = in_blocks(len(r.at), 2, said)
    p.pair_information = summed(r.pair, information, pairs)
    p.pair_sum = summed(r.pair, sums, pairs)
    p.house_information = summed(r.household, information, households)
    p.house_sum = summed(r.household, sums, households)
    p.severity_variance = fitted_variance(p.house_information, p.house_sum, p.severity_variance, (0.05, 4.0), 40.0)


def fitted_variance(information: Floats, sums: Floats, old: float, limits: tuple[float, float], stay: float) -> float:
    """One Fisher step for the variance of normal effects with zero mean; `stay` pseudo-counts hold it where it was."""
    w = information / (1.0 + old * information)
    shrunk = sums / (1.0 + old * information)
    step = float((shrunk**2 - w).sum()) / (float((w**2).sum()) + 1e-9)
    seen = float((w * old).sum())
    trust = seen / (seen + stay * 0.1)
    return float(np.clip(old + trust * np.clip(step, -0.5 * old, old), *limits))
