"""Metrics — what an answer is worth against the truth, and what an attack gained."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.market.sealing import Truth

FLAGGED = 0.5  # suspicion from which a household is queued for a look
WORST = 0.10


@dataclass(frozen=True)
class Answer:
    """By row of workers; suspicion by row of households, or None where a method has none."""

    score: np.ndarray
    low: np.ndarray | None
    high: np.ndarray | None
    published: np.ndarray
    suspicion: np.ndarray | None

    @classmethod
    def of(cls, found: Mapping[str, Any], workers: int, households: int) -> "Answer":
        """Whatever mapping `estimate` returned."""

        def column(name: str, rows: int) -> np.ndarray | None:
            return np.asarray(found[name], dtype=float)[:rows] if name in found else None

        score = column("score", workers)
        assert score is not None and np.isfinite(score).all()
        published = column("published", workers)
        return cls(score, column("lo", workers), column("hi", workers), score if published is None else published, column("suspicion", households))


def ranks(values: np.ndarray) -> np.ndarray:
    """From 1; equal values share their middle rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2.0)[inverse]


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def auc(positive: np.ndarray, score: np.ndarray) -> float:
    """Chance that a positive stands above a negative."""
    count = int(positive.sum())
    if count in (0, len(positive)):
        return float("nan")
    return float((ranks(score)[positive].sum() - count * (count + 1) / 2) / (count * (len(positive) - count)))


def kendall(a: np.ndarray, b: np.ndarray) -> float:
    """Kendall's tau-b by counting inversions."""
    order = np.lexsort((b, a))
    x, y = ranks(a)[order], ranks(b)[order]
    n = len(x)
    pairs = n * (n - 1) / 2

    def tied(*values: np.ndarray) -> float:
        _, counts = np.unique(np.stack(values), axis=1, return_counts=True)
        return float((counts * (counts - 1) / 2).sum())

    swaps = _inversions(y)
    x_tied, y_tied, both = tied(x), tied(y), tied(x, y)
    return float((pairs - x_tied - y_tied + both - 2 * swaps) / np.sqrt((pairs - x_tied) * (pairs - y_tied)))


def _inversions(values: np.ndarray) -> float:
    """Pairs that stand in falling order, by halves."""
    if len(values) < 64:
        return float((values[:, None] > values[None, :])[np.triu_indices(len(values), 1)].sum())
    middle = len(values) // 2
    left, right = values[:middle], values[middle:]
    across = len(left) * len(right) - np.searchsorted(np.sort(left), right, side="right").sum()
    return float(across) + _inversions(left) + _inversions(right)


def by_person(answer: Answer, truth: Truth) -> np.ndarray:
    """What is published of each person: of the last registration."""
    return answer.published[truth.current]


def places(values: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Percentile of everybody among those who worked, 0 to 1."""
    found = np.full(len(values), np.nan)
    found[among] = (ranks(values[among]) - 0.5) / among.sum()
    return found


def quality(answer: Answer, truth: Truth) -> dict[str, float]:
    """Against the truth, over everybody who worked."""
    on = truth.worked
    true, said = truth.quality[on], by_person(answer, truth)[on]
    found = {
        "spearman": spearman(true, said),
        "kendall": kendall(true, said),
        "auc_worst": auc(true <= np.quantile(true, WORST), -said),
    }
    if answer.low is not None and answer.high is not None:
        inside = ((answer.low[truth.current] <= truth.quality) & (truth.quality <= answer.high[truth.current]))[on]
        number = truth.ratings[on]
        found |= {
            "cover": float(inside.mean()),
            "cover_few": float(inside[number <= 3].mean()),
            "cover_many": float(inside[number > 10].mean()),
            "width": float((answer.high - answer.low)[truth.current][on].mean()),
        }
        scored = interval_score(answer.low[truth.current][on], answer.high[truth.current][on], truth.quality[on])
        found |= {"score": float(scored.mean()), "score_few": float(scored[number <= 3].mean()), "score_many": float(scored[number > 10].mean())}
    if answer.suspicion is not None:
        honest, rater = ~truth.fake_household, truth.rater
        found["flagged"] = float((answer.suspicion[honest] > FLAGGED).mean())
        found["fake_auc"] = auc(truth.fake_household[rater], answer.suspicion[rater])
    return found


def interval_score(low: np.ndarray, high: np.ndarray, true: np.ndarray, outside: float = 0.2) -> np.ndarray:
    """Width, and 2/outside times what the truth lies beyond it: least for who knows most and says so honestly.

    Cover alone is had by one wide interval for everybody. Source: Gneiting and Raftery 2007, section 6.2.
    """
    return (high - low) + 2 / outside * (np.maximum(low - true, 0) + np.maximum(true - high, 0))


def gained(clean: Answer, clean_truth: Truth, attacked: Answer, truth: Truth, direction: int = 1, against_truth: bool = False) -> float:
    """Mean change of the targets' percentile in the attackers' direction, among those who worked with and without the attack."""
    before = places(by_person(clean, clean_truth), clean_truth.worked)
    after = places(by_person(attacked, truth), truth.worked)
    if against_truth:
        before = places(truth.quality, truth.worked)
    return float(direction * np.nanmean((after - before)[truth.targets]))


def lost(clean: Answer, clean_truth: Truth, attacked: Answer, truth: Truth) -> float:
    """Kendall lost among everybody who is not a target."""
    bystander = clean_truth.worked & truth.worked
    bystander[truth.targets] = False
    before = kendall(clean_truth.quality[bystander], by_person(clean, clean_truth)[bystander])
    return before - kendall(truth.quality[bystander], by_person(attacked, truth)[bystander])
