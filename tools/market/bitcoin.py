"""Bitcoin OTC — real marks with known fraudsters: who is a dishonest rater, told from what he says of others alone.

The labels (Kumar and others, WSDM 2018) come from marks *received*, so what is said about a labelled user is never laid beside
what he says; they are opened once, after every method has answered, for the figure at the end. No constant here was chosen on
them. The data have no licence of their own and lie outside the project, in `../shared/benchmarks` or where JIAXIN_BENCHMARKS says.
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.market.baselines.rev2 import fixed_point
from tools.market.metrics import auc

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Marks:
    source: np.ndarray
    target: np.ndarray
    mark: np.ndarray  # -10..10
    t: np.ndarray  # days


@dataclass(frozen=True)
class Verdict:
    method: str
    auc: float
    error: float
    fraudulent: int
    benign: int


def folder() -> Path:
    return Path(os.environ.get("JIAXIN_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")) / "bitcoin_otc"


def marks(path: Path) -> Marks:
    with path.open(encoding="utf-8") as lines:
        rows = np.array([[float(cell) for cell in row] for row in csv.reader(lines) if row and not row[0].isalpha()])
    return Marks(rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64), rows[:, 2], rows[:, 3] / 86_400.0)


def deviation(m: Marks) -> dict[int, float]:
    """How far marks stand from the mean of what others give the same user."""
    target = np.unique(m.target, return_inverse=True)[1]
    number = np.bincount(target)
    others = (np.bincount(target, m.mark)[target] - m.mark) / np.maximum(number[target] - 1, 1)
    apart = np.where(number[target] > 1, np.abs(m.mark - others), np.nan)
    return _averaged(m.source, np.where(np.isnan(apart), np.nanmean(apart), apart))


def rev2(m: Marks) -> dict[int, float]:
    """REV2 without labels, averaged over its parameters."""
    users, source = np.unique(m.source, return_inverse=True)
    goods, target = np.unique(m.target, return_inverse=True)
    total = np.zeros(len(users))
    for a1 in (0.0, 1.0, 2.0):
        for b1 in (0.0, 1.0, 2.0):
            for g1, g2 in ((1.0, 1.0), (1.0, 2.0), (2.0, 1.0)):
                total += 1 - fixed_point(m.mark / 10.0, source, target, len(users), len(goods), a1, b1, g1, g2)[0]
    return dict(zip(users.tolist(), total.tolist(), strict=True))


def disagreement(m: Marks) -> dict[int, float]:
    from jiaxin.domain.reputation.raters import disagreement as found

    raters, suspicion = found(m.source, m.target, m.mark)
    return dict(zip(np.asarray(raters).tolist(), np.asarray(suspicion).tolist(), strict=True))


def household_suspicion(m: Marks) -> dict[int, float]:
    """The whole model, as if users were households on one side and workers on the other, and five stars a mark of 5 and more."""
    from jiaxin.domain.reputation import estimate

    stars = 1 + (m.mark[:, None] > np.array([-6, 0, 1, 4])[None, :]).sum(axis=1)
    workers, homes = np.unique(m.target), np.unique(m.source)
    now = float(m.t.max()) + 1
    first = np.full(len(homes), now)
    np.minimum.at(first, np.searchsorted(homes, m.source), m.t)
    orders = {"order": np.arange(len(stars)), "t": m.t, "worker": m.target, "household": m.source, "rating": stars}
    seen = estimate(orders, {"worker": workers, "company": np.zeros(len(workers), dtype=np.int64)}, {"household": homes, "first_seen": first}, {"worker": np.zeros(0, dtype=np.int64), "t": np.zeros(0)}, now)
    return dict(zip(homes.tolist(), np.asarray(seen["suspicion"])[: len(homes)].tolist(), strict=True))


METHODS = {
    "mean deviation": deviation, "REV2, unsupervised": rev2,
    "Jiaxin, marks that have nothing to do with what others say": disagreement,
    "Jiaxin, suspicion of the whole model": household_suspicion,
}  # fmt: skip


def verdicts(where: Path | None = None) -> list[Verdict]:
    """Every method answers for every rater first; only then are the labels read."""
    at = where or folder()
    given = marks(at / "network.csv")
    answers = {name: method(given) for name, method in METHODS.items()}
    with (at / "gt.csv").open(encoding="utf-8") as lines:
        labels = {int(user): int(label) < 0 for user, label in csv.reader(lines)}
    return [_judged(name, found, labels) for name, found in answers.items()]


def _judged(name: str, found: dict[int, float], labels: dict[int, bool]) -> Verdict:
    users = [user for user in labels if user in found]
    bad = np.array([labels[user] for user in users])
    area = auc(bad, np.array([found[user] for user in users]))
    return Verdict(name, area, auc_error(area, int(bad.sum()), int((~bad).sum())), int(bad.sum()), int((~bad).sum()))


def auc_error(area: float, positive: int, negative: int) -> float:
    """Hanley and McNeil (1982)."""
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (positive - 1) * (q1 - area**2) + (negative - 1) * (q2 - area**2)
    return float(np.sqrt(spread / (positive * negative)))


def _averaged(source: np.ndarray, values: np.ndarray) -> dict[int, float]:
    users, code = np.unique(source, return_inverse=True)
    return dict(zip(users.tolist(), (np.bincount(code, values) / np.bincount(code)).tolist(), strict=True))
