"""Fitting — the cold fit: workers, households, companies, curves and trust in turn, a fixed number of passes."""

from dataclasses import replace

import numpy as np

from jiaxin.domain.reputation import channels, rating_model
from jiaxin.domain.reputation.cells import in_blocks, summed
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
    a, pushed = p.rating_slope, p.pushed

    def said(at: slice) -> tuple[Floats, Floats]:
        severity, variance = rating_model.severity_without_pair(p, r.household[at], r.pair[at], r.at[at])
        eta = a * known.mean[at] + pushed[r.company[at]] - p.hardness[r.job[at]] - severity
        below = rating_model.probabilities(p.kappa, eta, 1.0 / np.sqrt(1.0 + BEND * (a * a * known.variance[at] + variance)))
        five = np.clip(1.0 - below[:, 3], 1e-3, 1.0 - 1e-3)
        low = np.clip(below[:, 1], 1e-3, 1.0 - 1e-3)
        promoter = np.where(r.stars[at] == 5, np.log(0.93 / five), np.log(0.07 / (1.0 - five)))
        detractor = np.where(r.stars[at] <= 2, np.log(0.9 / low), np.log(0.1 / (1.0 - low)))
        share = 1.0 / (1.0 + 0.5 * (r.pair_count[at] - 1.0))
        return share * promoter, share * detractor

    promoter, detractor = in_blocks(len(r.at), 2, said)
    tie = judge.ties.tie[r.at]
    return summed(tie, promoter, judge.ties.count), summed(tie, detractor, judge.ties.count)


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
    spoken = ((factor_star, rows.rated.pair, e.star), (factor_repeat, rows.repeats.pair, e.repeat), (factor_other, rows.complaints.pair, e.complaint))
    held, sums = (_weighed_together([(factor, summed(pair, said[part], pairs)) for factor, pair, said in spoken], person) for part in (0, 1))
    mean, precision = p.anchor.ravel(), 1.0 / p.anchor_variance.ravel()

    def without(cell: Codes, pair: Codes) -> rating_model.WithoutPair:
        def left_out(at: slice) -> tuple[Floats, Floats]:
            now, of = precision[cell[at]], held[pair[at]]
            left = np.maximum(now - of, 1.0 / p.spread)
            taken = now - left
            scale = np.where(of > 0, taken / np.maximum(of, 1e-12), 0.0)
            return (mean[cell[at]] * now - scale * sums[pair[at]]) / left, 1.0 / left

        return rating_model.WithoutPair(*in_blocks(len(cell), 2, left_out))

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


def _weighed_together(parts: list[tuple[Floats, Floats]], person: Codes) -> Floats:
    """The sum over channels of what each pair said in it, weighed by what the channel counts for the person."""

    def of(at: slice) -> tuple[Floats]:
        found = [factor[person[at]] * said[at] for factor, said in parts]
        return (found[0] + found[1] + found[2],)

    return in_blocks(len(person), 1, of)[0]


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
