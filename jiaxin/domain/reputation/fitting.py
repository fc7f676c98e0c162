"""Fitting — the cold fit: workers, households, companies, curves and trust in turn, a fixed number of passes."""

from dataclasses import replace

import numpy as np

from jiaxin.domain.reputation import channels, rating_model
from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.companies import refit_companies
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.parameters import Parameters, first_guess
from jiaxin.domain.reputation.passing import CHANNELS, Fit, rows_of, state_of, weighed
from jiaxin.domain.reputation.posterior import predictive, remembered, smoothed
from jiaxin.domain.reputation.settings import BEND, Settings
from jiaxin.domain.reputation.trust import Judge, nothing_suspected, weights

ENOUGH = 150_000  # rows from which thresholds, slopes and curves are found; every n-th by time of a larger market


def fit(market: Market, settings: Settings) -> Fit:
    p = first_guess(market, settings)
    rows = rows_of(market, settings)
    judge = Judge(market, settings)
    suspicion = nothing_suspected(market)
    for number in range(settings.passes):
        found = state_of(p, market, rows, settings, suspicion, saturate=False)
        _anchor(found)
        if settings.centred:
            _centre(found)
        without = _refit(found, market, settings, number)
        if number in settings.trust_in and len(market.t):
            suspicion = judge.judged(*_stars_against_honest(p, rows.rated, without, judge))
            p.weight, p.doubt = weights(suspicion.order), suspicion.order
            p.star_weight = suspicion.pair_weight[market.pair]
    return replace(state_of(p, market, rows, settings, suspicion), judge=judge)


def _stars_against_honest(
    p: Parameters, r: rating_model.Rated, known: rating_model.WithoutPair, judge: Judge
) -> tuple[Floats, Floats]:
    """By tie, how much better a promoter or a detractor explains the stars than an honest household."""
    severity, variance = rating_model.severity_without_pair(p, r.household, r.pair, r.at)
    a = p.rating_slope
    eta = a * known.mean + p.pushed[r.company] - p.hardness[r.job] - severity
    below = rating_model.probabilities(p.kappa, eta, 1.0 / np.sqrt(1.0 + BEND * (a * a * known.variance + variance)))
    five = np.clip(1.0 - below[:, 3], 1e-3, 1.0 - 1e-3)
    low = np.clip(below[:, 1], 1e-3, 1.0 - 1e-3)
    promoter = np.where(r.stars == 5, np.log(0.93 / five), np.log(0.07 / (1.0 - five)))
    detractor = np.where(r.stars <= 2, np.log(0.9 / low), np.log(0.1 / (1.0 - low)))
    tie = judge.ties.tie[r.at]
    share = 1.0 / (1.0 + 0.5 * (r.pair_count - 1.0))
    return summed(tie, share * promoter, judge.ties.count), summed(tie, share * detractor, judge.ties.count)


def _anchor(found: Fit) -> None:
    p = found.parameters
    mean, variance = smoothed(found.state, p.phi)
    p.anchor, p.anchor_variance = mean + found.prior, variance


def _centre(found: Fit) -> None:
    """Moves the zero of quality to the mean of everybody known now, and every curve with it: no likelihood changes.

    Curves and workers in turn reach the common zero only slowly, as busy workers are not average ones: the better are asked again.
    An estimate follows a shift of the curves as far as evidence holds it, so the step is the mean over the mean hold.
    """
    p, state = found.parameters, found.state
    held = float((1.0 - state.variance[-1] / p.spread).sum()) if len(state.variance) else 0.0
    if held <= 0.0:
        return
    shift = float(np.clip(state.mean[-1].sum() / (held + 5.0), -0.5, 0.5))
    p.anchor = p.anchor - shift
    p.kappa = p.kappa - p.rating_slope * shift
    p.complaint = p.complaint - np.array([p.complaint[1] * shift, 0.0])
    p.repeat = p.repeat + np.array([p.repeat[1] * shift, 0.0])
    p.penalty = p.penalty - np.array([p.penalty[1] * shift, 0.0])


def _refit(found: Fit, market: Market, settings: Settings, number: int) -> rating_model.WithoutPair:
    p, rows, e = found.parameters, found.rows, found.evidence
    pairs = len(market.pair_person)
    factor_star, factor_repeat, factor_other = (found.factors[name] for name in CHANNELS[:3])
    person = market.pair_person
    held = factor_star[person] * summed(rows.rated.pair, e.star[0], pairs)
    sums = factor_star[person] * summed(rows.rated.pair, e.star[1], pairs)
    held = held + factor_repeat[person] * summed(rows.repeats.pair, e.repeat[0], pairs)
    sums = sums + factor_repeat[person] * summed(rows.repeats.pair, e.repeat[1], pairs)
    held = held + factor_other[person] * summed(rows.complaints.pair, e.complaint[0], pairs)
    sums = sums + factor_other[person] * summed(rows.complaints.pair, e.complaint[1], pairs)
    mean, precision = p.anchor.ravel(), 1.0 / p.anchor_variance.ravel()

    def without(cell: Codes, pair: Codes) -> rating_model.WithoutPair:
        now = precision[cell]
        left = np.maximum(now - held[pair], 1.0 / p.spread)
        taken = now - left
        scale = np.where(held[pair] > 0, taken / np.maximum(held[pair], 1e-12), 0.0)
        return rating_model.WithoutPair((mean[cell] * now - scale * sums[pair]) / left, 1.0 / left)

    r = rows.rated
    stars_without = without(r.cell, r.pair)
    rating_model.to_household(p, r, stars_without, len(market.households), pairs, settings)
    step = len(r.at) // ENOUGH + 1
    few = rating_model.WithoutPair(stars_without.mean[::step], stars_without.variance[::step])
    _refit_stars(p, rating_model.thinned(r, step), few, settings)
    curves = ((rows.complaints, "complaint", 0.8), (rows.repeats, "repeat", 0.5))
    for every, name, usual in curves if number in settings.curves_in else ():
        events = channels.thinned(every, len(every.at) // ENOUGH + 1)
        known = without(events.cell, events.pair)
        weight = events.pair_weight * p.weight[events.at]
        new = channels.refit_curve(getattr(p, name), events, known.mean, known.variance, weight, usual, (0.05, 2.5))
        setattr(p, name, new)
    if rows.penalised:
        p.penalty = channels.refit_penalty(p, rows.at_risk, rows.penalties, settings.penalty_slope)
    cells = {name: tuple(found.factors[name] * part.sum(axis=0) for part in e.cells[name]) for name in CHANNELS}
    other = [sum(cells[name][part] for name in CHANNELS[1:]) for part in (0, 1)]
    refit_companies(p, market, settings, *cells["ratings"], *other)
    if number in (4, 6):
        information, total = weighed(e.cells, found.factors)
        if settings.memory_by_lag:
            p.phi = remembered(information, total, p.spread, settings.phi, settings.phi_choices)
        else:
            chosen = [predictive(information, total, found.prior, p.spread, phi) + 200.0 * _phi_prior(phi) for phi in settings.phi_choices]
            p.phi = settings.phi_choices[int(np.argmax(chosen))]
    return stars_without


def _phi_prior(phi: float) -> float:
    return -0.5 * ((phi - 0.96) / 0.25) ** 2


def _refit_stars(p: Parameters, r: rating_model.Rated, known: rating_model.WithoutPair, settings: Settings) -> None:
    """Thresholds, slope and hardness of jobs on what other households say, so that no rating explains itself."""
    if len(r.at) < 20:
        return
    a = p.rating_slope
    severity, variance = rating_model.severity_without_pair(p, r.household, r.pair, r.at)
    eta = a * known.mean + p.pushed[r.company] - p.hardness[r.job] - severity
    stretch = 1.0 / np.sqrt(1.0 + BEND * (a * a * known.variance + variance + settings.compatibility))
    trust = p.star_weight[r.at] / (1.0 + 0.15 * (r.pair_count - 1.0))
    below = rating_model.probabilities(p.kappa, eta, stretch)
    for k in range(4):
        gap = float((trust * ((r.stars <= k + 1) - below[:, k])).sum())
        steep = float((trust * stretch * below[:, k] * (1.0 - below[:, k])).sum())
        p.kappa[k] += float(np.clip(gap / (steep + 5.0), -0.5, 0.5))
    p.kappa = np.maximum.accumulate(p.kappa + np.arange(4) * 1e-6)
    gradient, information = rating_model.slopes(p.kappa, r.stars, eta, stretch)
    gradient, information = trust * stretch * gradient, trust * stretch**2 * information
    lean = float((gradient * known.mean).sum()) - 10.0 * (a - settings.rating_slope)
    p.rating_slope = float(np.clip(a + np.clip(lean / (float((information * known.mean**2).sum()) + 10.0), -0.25, 0.25), 0.2, 3.0))
    jobs = len(p.hardness)
    down = summed(r.job, -gradient + information * p.hardness[r.job], jobs)
    p.hardness = down / (summed(r.job, information, jobs) + 1.0 / settings.job_variance)
