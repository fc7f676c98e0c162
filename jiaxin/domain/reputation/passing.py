"""One pass — messages of all channels summed into cells (quarter x person), saturated, filtered: the state of every worker.

The cold fit and the nightly update share it: under the same parameters they compute the same.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation import channels, rating_model
from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Codes, Floats
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.parameters import Parameters
from jiaxin.domain.reputation.posterior import Filtered, filtered, realised
from jiaxin.domain.reputation.settings import Settings
from jiaxin.domain.reputation.trust import Judge, Suspicion

Message = tuple[Floats, Floats]  # information, and information-weighted value

CHANNELS = ("ratings", "repeats", "complaints", "penalties")


@dataclass
class Evidence:
    """Messages by channel: per order where there are orders, and summed per (quarter, person)."""

    star: Message
    repeat: Message
    complaint: Message
    cells: dict[str, Message]  # by channel, quarter x person, not yet saturated


@dataclass
class Rows:
    rated: rating_model.Rated
    repeats: channels.Events
    complaints: channels.Events
    at_risk: Floats
    penalties: Floats
    complained: bool  # a market where nobody ever complains or is penalised has no such channel
    penalised: bool
    checked: float  # share of visits that were verified


def rows_of(
    market: Market, settings: Settings, on: tuple[bool, bool] | None = None, checked: float | None = None
) -> Rows:
    """`on`, `checked`: what the whole market showed, where this is a part of one."""
    complained, penalised = on or (bool(market.complaint.any()), bool(len(market.penalty_cell)))
    shape = (market.quarters, market.persons)
    checked = channels.checked_share(market) if checked is None else checked
    sealed = channels.standing(market, settings, checked)
    return Rows(
        rated=rating_model.rated(market, sealed),
        repeats=channels.repeats(market, settings, checked, sealed),
        complaints=channels.complaints(market, settings, complained, sealed),
        at_risk=channels.exposure(market),
        penalties=summed(market.penalty_cell, minlength=shape[0] * shape[1]).reshape(shape),
        complained=complained,
        penalised=penalised,
        checked=checked,
    )


def gather(p: Parameters, market: Market, rows: Rows, settings: Settings) -> Evidence:
    shape = (market.quarters, market.persons)
    cells = shape[0] * shape[1]

    def by_cell(cell: Codes, message: Message) -> Message:
        return summed(cell, message[0], cells).reshape(shape), summed(cell, message[1], cells).reshape(shape)

    star = rating_model.to_worker(p, rows.rated, settings)
    repeat = channels.event_messages(p, rows.repeats, p.repeat)
    complaint = channels.event_messages(p, rows.complaints, p.complaint)
    penalty = (np.zeros(shape), np.zeros(shape))
    if rows.penalised:
        penalty = channels.penalty_messages(p, rows.at_risk, rows.penalties)
    return Evidence(
        star, repeat, complaint,
        {
            "ratings": by_cell(rows.rated.cell, star),
            "repeats": by_cell(rows.repeats.cell, repeat),
            "complaints": by_cell(rows.complaints.cell, complaint),
            "penalties": penalty,
        },
    )  # fmt: skip


def saturation(cells: dict[str, Message], p: Parameters, market: Market, settings: Settings) -> dict[str, Floats]:
    """The factor left of each channel, by person: a bias common to all evidence of a kind bounds what any amount of it can say."""
    quarters = len(cells["ratings"][0])
    age = p.phi ** (2.0 * np.arange(quarters)[::-1])[:, None]
    held = {name: (cells[name][0] * age).sum(axis=0) for name in CHANNELS}
    push = settings.uneven_push * np.maximum(p.nudge**2 - 2.0 * p.nudge_variance, 0.0)[market.home]
    stars = 1.0 / (1.0 + (settings.rating_bias + push) * held["ratings"])
    again = 1.0 / (1.0 + settings.repeat_bias * held["repeats"])
    staged = 1.0 / (1.0 + settings.staged_bias * (stars * held["ratings"] + again * held["repeats"]))
    left = staged * (stars * held["ratings"] + again * held["repeats"]) + held["complaints"] + held["penalties"]
    overall = 1.0 / (1.0 + settings.any_bias * left)
    return {
        "ratings": overall * staged * stars,
        "repeats": overall * staged * again,
        "complaints": overall,
        "penalties": overall,
    }


@dataclass
class Fit:
    parameters: Parameters
    rows: Rows
    evidence: Evidence
    factors: dict[str, Floats]
    state: Filtered
    prior: Floats
    suspicion: Suspicion
    settings: Settings
    judge: Judge | None = None  # of a cold fit: what spoke for each suspicion

    @property
    def score(self) -> Floats:
        return np.asarray(self.state.mean[-1] + self.prior, dtype=np.float64)


def weighed(cells: dict[str, Message], factors: dict[str, Floats]) -> Message:
    """The sum over channels, a quarter at a time."""
    shape = cells[CHANNELS[0]][0].shape
    information, sums = np.empty(shape), np.empty(shape)
    for part, whole in enumerate((information, sums)):
        for quarter in range(shape[0]):
            whole[quarter] = sum((factors[name] * cells[name][part][quarter] for name in CHANNELS), np.zeros(()))
    return information, sums


def state_of(
    p: Parameters, market: Market, rows: Rows, settings: Settings, suspicion: Suspicion, saturate: bool = True
) -> Fit:
    """One pass over the evidence under given parameters; while fitting, evidence is taken at its word."""
    evidence = gather(p, market, rows, settings)
    factors, state = settled(evidence.cells, p, market, settings, saturate)
    return Fit(p, rows, evidence, factors, state, p.prior(market), suspicion, settings)


def uncertainty(
    cells: dict[str, Message], factors: dict[str, Floats], state: Filtered, p: Parameters, market: Market, settings: Settings
) -> Floats:
    """Variance of what is published, by person.

    Saturation guards against evidence that is staged in any amount. Where nobody stages anything it takes off more than there is to
    fear, so the error of an estimate lies between that of evidence taken at its word, weighed as it was, and what the guard assumes.
    Besides, the level of her company and how far it pushes for stars are themselves only estimated.
    """
    held = np.asarray(state.variance[-1], dtype=np.float64)
    if settings.bias_shown < 1.0:
        true, _ = weighed(cells, {name: np.ones(market.persons) for name in CHANNELS})
        kept, _ = weighed(cells, factors)
        held = settings.bias_shown * held + (1.0 - settings.bias_shown) * realised(kept, true, state, p.spread, p.phi)
    if settings.company_shown and len(market.companies):
        home, last = market.home, state.variance[-1]
        age = p.phi ** (2.0 * np.arange(len(state.variance))[::-1])[:, None]
        stars = np.clip(last * factors["ratings"] * (cells["ratings"][0] * age).sum(axis=0), 0.0, 1.0)
        held = held + (last / p.spread) ** 2 * np.minimum(p.quality_variance[home], p.company_variance)
        held = held + (stars / p.rating_slope) ** 2 * np.minimum(p.nudge_uncertainty[home], p.nudge_variance)
    return held


def settled(
    cells: dict[str, Message], p: Parameters, market: Market, settings: Settings, saturate: bool = True
) -> tuple[dict[str, Floats], Filtered]:
    factors = saturation(cells, p, market, settings)
    if not saturate:
        factors = {name: np.ones(market.persons) for name in CHANNELS}
    return factors, filtered(*weighed(cells, factors), p.prior(market), p.spread, p.phi)
