"""理由 — why a score is what it is: contributions that add up to it, to the millionth.

The state is linear in the messages, so each cell's share is its gain times what it said beyond the prior. What forgetting took
away from old evidence is shown as a line of its own, as is what saturation took: not lost in the other lines.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Floats
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.passing import CHANNELS, Fit

LINES = {
    "company": "所在机构的总体水平",
    "certificates": "技能证书",
    "training": "培训",
    "ratings.verified": "核实到户的评价",
    "ratings.unverified": "未核实到户的评价",
    "repeats": "家庭是否再次预约",
    "complaints": "投诉与无投诉的订单",
    "penalties": "处罚",
    "decay": "较早记录的影响随时间减弱",
    "saturation": "同类记录再多，影响有上限",
}


@dataclass(frozen=True)
class Explanation:
    """`points`: person x line, in whole millionths; a row adds up to `score`."""

    lines: tuple[str, ...]
    points: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    score: np.ndarray[tuple[int, ...], np.dtype[np.int64]]

    def of(self, person: int) -> list[tuple[str, int]]:
        """Lines that say something, weightiest first."""
        row = self.points[person]
        return [(self.lines[at], int(row[at])) for at in np.argsort(-np.abs(row), kind="stable") if row[at]]


def explained(market: Market, fit: Fit) -> Explanation:
    p = fit.parameters
    centred = (market.features - p.feature_mean) * p.gamma
    parts: dict[str, Floats] = {
        "company": p.quality[market.home],
        "certificates": centred[:, :3].sum(axis=1),
        "training": centred[:, 3],
    }
    weight, fresh = _gains(fit)
    said = {name: _said(fit, fit.evidence.cells[name]) for name in CHANNELS}
    rated = fit.rows.rated
    shape = (market.quarters, market.persons)
    open_ = market.verified[rated.at] == 0
    unverified = _said(
        fit,
        (
            summed(rated.cell[open_], fit.evidence.star[0][open_], shape[0] * shape[1]).reshape(shape),
            summed(rated.cell[open_], fit.evidence.star[1][open_], shape[0] * shape[1]).reshape(shape),
        ),
    )
    said = {"ratings.verified": said["ratings"] - unverified, "ratings.unverified": unverified} | {
        name: said[name] for name in CHANNELS[1:]
    }
    decay, saturation = np.zeros(market.persons), np.zeros(market.persons)
    for line, values in said.items():
        factor = fit.factors[line.split(".")[0]]
        parts[line] = (fresh * values).sum(axis=0)
        saturation -= (1.0 - factor) * parts[line]
        decay -= factor * ((fresh - weight) * values).sum(axis=0)
    parts |= {"decay": decay, "saturation": saturation}
    table = np.rint(np.stack([parts[line] for line in LINES], axis=1) * 1e6).astype(np.int64)
    score = np.rint(fit.score * 1e6).astype(np.int64)
    rest = score - table.sum(axis=1)  # rounding: a few millionths, given to the largest line
    table[np.arange(market.persons), np.abs(table).argmax(axis=1)] += rest
    return Explanation(tuple(LINES), table, score)


def _said(fit: Fit, cells: tuple[Floats, Floats]) -> Floats:
    """What a channel's cells said beyond the prior."""
    return np.asarray(cells[1] - cells[0] * fit.prior, dtype=np.float64)


def _gains(fit: Fit) -> tuple[Floats, Floats]:
    """How far each quarter's messages reach today's score: with forgetting, and as if nothing were forgotten on the way."""
    state, phi = fit.state, fit.parameters.phi
    weight, fresh = np.empty_like(state.mean), np.empty_like(state.mean)
    carried, kept = np.ones(state.mean.shape[1]), np.ones(state.mean.shape[1])
    for q in reversed(range(len(state.mean))):
        weight[q], fresh[q] = carried * state.variance[q], kept * state.variance[q]
        ratio = state.variance[q] / state.expected_variance[q]
        carried, kept = carried * ratio * phi, kept * ratio
    return weight, fresh
