"""Complaints, repeat orders, penalties — the same kind of messages about quality as stars, from what people do.

Complaint  upheld: logit base - slope q; dismissed counts a quarter; that nobody complained says a little, too.
Repeat     the next order of the family goes to the same worker: logit base + slope q; silent while there is no next order.
Penalty    Poisson exp(base - slope q) per quarter since joining.
"""

from dataclasses import dataclass, replace

import numpy as np

from jiaxin.domain.reputation.cells import in_blocks, summed
from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.market import QUARTER_DAYS, Market, voices
from jiaxin.domain.reputation.parameters import Parameters
from jiaxin.domain.reputation.rating_model import logistic
from jiaxin.domain.reputation.settings import BEND, Settings


@dataclass(frozen=True)
class Events:
    """Yes-or-no outcomes of orders: `outcome` in [0, 1]; `sign` tells whether quality makes a yes likelier."""

    at: Codes
    outcome: Floats
    cell: Codes
    pair: Codes
    pair_weight: Floats
    proven: Floats  # 1 where the outcome was adjudicated, so that trust in the rater does not matter
    sign: float


def complaints(market: Market, settings: Settings, complained: bool, sealed: Floats) -> Events:
    outcome = np.where(market.upheld == 1, 1.0, np.where(market.complaint == 1, settings.dismissed, 0.0))
    at = np.arange(len(market.t)) if complained else np.zeros(0, dtype=np.int64)
    found = _events(market, at, outcome, (market.upheld == 1).astype(np.float64), -1.0, settings)
    if not settings.acquaintance:
        return found
    return replace(found, pair_weight=np.where(found.proven > 0, 1.0, found.pair_weight * sealed[at]))


def repeats(market: Market, settings: Settings, checked: float, sealed: Floats) -> Events:
    at = np.flatnonzero(market.repeat >= 0)
    outcome = market.repeat.astype(np.float64)
    found = _events(market, at, outcome, np.zeros(len(market.t)), 1.0, settings)
    return replace(found, pair_weight=found.pair_weight * checked_in(market, settings, checked)[at] * sealed[at])


def checked_share(market: Market) -> float:
    """Share of visits that were verified, of those of which anybody says; 0 where none was."""
    checked = float((market.verified == 1).sum())
    return (checked + 1.0) / (float((market.verified >= 0).sum()) + 2.0) if checked else 0.0


def known_elsewhere(market: Market, checked: float) -> Codes:
    """How many other workers came on a checked visit to the voice of each order, by order; any visit where this market checks none."""
    voice = voices(market.device)[market.household]
    speaker = np.zeros(market.bonds, dtype=np.int64)
    speaker[market.bond] = voice
    met = summed(market.bond, (market.verified == 1) | (not checked), market.bonds) > 0
    number = summed(speaker, met, int(voice.max(initial=-1)) + 1)
    return (number[speaker] - met).astype(np.int64)[market.bond]


def standing(market: Market, settings: Settings, checked: float) -> Floats:
    """How far each visit counts: by what the voice is known for elsewhere, and by what was verified beside it. By order.

    A family that really lives in the district is visited by this worker and, sooner or later, by another. An account made to praise
    one worker is not, unless somebody pays for real visits of strangers: of all marks of a real family the dearest to stage.
    """
    if not settings.acquaintance:
        return witnessed(market, settings, checked)
    known = known_elsewhere(market, checked)
    steps = np.array([*settings.acquaintance, 1.0])
    return steps[np.minimum(known, len(steps) - 1)] * witnessed(market, settings, checked, known)


def witnessed(market: Market, settings: Settings, checked: float, known: Codes | None = None) -> Floats:
    """How far each visit counts beside the verified ones of its bond, by order.

    A single visit nobody checked is usual. Many of one family to one worker, hardly one of them verified, are what paper looks
    like: they count together as far as `settings.witnessed` times the odds of this market explain beside what was verified. Of a
    voice `known` nowhere else it is `settings.witnessed_stranger` times, which leaves little more than the verified ones.
    """
    if not settings.witnessed or not checked:
        return np.ones(len(market.t))
    sealed = market.verified == 1
    often = settings.witnessed if known is None else np.where(known > 0, settings.witnessed, settings.witnessed_stranger)
    odds = often * (1.0 - checked) / checked
    due = np.maximum(1.0, odds * (1.0 + summed(market.bond, sealed, market.bonds)[market.bond]))
    open_ = summed(market.bond, ~sealed, market.bonds)[market.bond]
    return np.where(sealed, 1.0, np.minimum(1.0, due / np.maximum(open_, 1.0)))


def checked_in(market: Market, settings: Settings, checked: float) -> Floats:
    """How far a return visit is more than paper: both visits were verified, where this market verifies at all."""
    if not checked:
        return np.ones(len(market.t))
    own = np.where(market.verified == 1, 1.0, settings.open_repeat)
    order = np.lexsort((market.t, market.pair))
    again = np.ones(len(own))
    same = market.pair[order][1:] == market.pair[order][:-1]
    again[order[:-1]] = np.where(same & (market.repeat[order[:-1]] == 1), own[order][1:], 1.0)
    found: Floats = own * again
    return found


def _events(market: Market, at: Codes, outcome: Floats, proven: Floats, sign: float, settings: Settings) -> Events:
    pair, bond = market.pair[at], market.bond[at]
    count = summed(bond, minlength=market.bonds)[bond]
    weight = 1.0 / ((1.0 + settings.pair_correlation * (count - 1.0)) * (1.0 + settings.habit * (count - 1.0)))
    return Events(at, outcome[at], market.cell[at], pair, np.where(proven[at] > 0, 1.0, weight), proven[at], sign)


def thinned(e: Events, step: int) -> Events:
    """Every n-th."""
    if step == 1:
        return e
    at = slice(None, None, step)
    return Events(e.at[at], e.outcome[at], e.cell[at], e.pair[at], e.pair_weight[at], e.proven[at], e.sign)


def event_messages(p: Parameters, e: Events, curve: Floats) -> tuple[Floats, Floats]:
    slope = e.sign * float(curve[1])
    anchor, anchor_variance = p.anchor.ravel(), p.anchor_variance.ravel()

    def of(at: slice) -> tuple[Floats, Floats]:
        m, spread = anchor[e.cell[at]], anchor_variance[e.cell[at]]
        stretch = 1.0 / np.sqrt(1.0 + BEND * slope * slope * spread)
        share = logistic((curve[0] + slope * m) * stretch)
        trust = e.pair_weight[at] * np.maximum(p.weight[e.at[at]], e.proven[at])
        information = trust * slope * slope * stretch * share * (1.0 - share)
        return information, trust * slope * (e.outcome[at] - share) + information * m

    information, value = in_blocks(len(e.at), 2, of)
    return information, value


def exposure(market: Market) -> Floats:
    """Quarters at risk, quarter x person: from joining until now."""
    start = market.joined / QUARTER_DAYS - market.first_quarter
    number = np.arange(market.quarters, dtype=np.float64)[:, None]
    end = np.full(market.quarters, 1.0)
    if market.quarters:
        end[-1] = market.elapsed
    return np.asarray(np.clip(number + end[:, None] - np.maximum(start[None, :], number), 0.0, 1.0), dtype=np.float64)


def penalty_messages(p: Parameters, at_risk: Floats, counted: Floats) -> tuple[Floats, Floats]:
    base, slope = p.penalty
    anchor, anchor_variance, due, seen = p.anchor.ravel(), p.anchor_variance.ravel(), at_risk.ravel(), counted.ravel()

    def of(at: slice) -> tuple[Floats, Floats]:
        rate = due[at] * np.exp(np.minimum(base - slope * anchor[at] + 0.5 * slope**2 * anchor_variance[at], 5.0))
        information = slope * slope * rate
        return information, slope * (rate - seen[at]) + information * anchor[at]

    information, value = in_blocks(len(anchor), 2, of)
    return information.reshape(p.anchor.shape), value.reshape(p.anchor.shape)


def refit_curve(
    curve: Floats, e: Events, mean: Floats, variance: Floats, weight: Floats, usual: float, limits: tuple[float, float]
) -> Floats:
    """One Newton step of the curve on what other households say of the worker, so that no outcome explains itself."""
    if len(e.at) < 20:
        return curve
    slope = e.sign * float(curve[1])
    stretch = 1.0 / np.sqrt(1.0 + BEND * slope * slope * variance)
    share = logistic((curve[0] + slope * mean) * stretch)
    gap = weight * (e.outcome - share)
    steep = weight * share * (1.0 - share)
    x = e.sign * mean
    gradient = np.array([gap.sum(), (gap * x).sum() - 30.0 * 0.2 * (curve[1] - usual)])
    h00, h01, h11 = steep.sum() + 1e-9, (steep * x).sum(), (steep * x * x).sum() + 30.0 * 0.2
    det = h00 * h11 - h01 * h01
    step = np.array([h11 * gradient[0] - h01 * gradient[1], h00 * gradient[1] - h01 * gradient[0]]) / det
    new: Floats = curve + np.clip(step, -0.5, 0.5)
    new[1] = np.clip(new[1], *limits)
    return new


def refit_penalty(p: Parameters, at_risk: Floats, counted: Floats, usual: float) -> Floats:
    """EM step on the posterior: base matches the number of penalties, slope by one Newton step with a strong prior."""
    base, slope = p.penalty
    lean = p.anchor - slope * p.anchor_variance
    rate = at_risk * np.exp(np.minimum(base - slope * p.anchor + 0.5 * slope**2 * p.anchor_variance, 5.0))
    gradient = float((rate * lean - counted * p.anchor).sum()) - 20.0 * (slope - usual)
    bend = float((rate * (lean**2 + p.anchor_variance)).sum()) + 20.0
    base = base + float(np.clip(np.log((counted.sum() + 0.5) / (rate.sum() + 0.5)), -1.0, 1.0))
    return np.array([base, float(np.clip(slope + np.clip(gradient / bend, -0.3, 0.3), 0.1, 2.0))])
