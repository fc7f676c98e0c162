"""Companies — how good a company's workers are on the whole, kept apart from how much it pushes its customers to give five stars.

Stars carry both, complaints and repeat orders only the first; that identifies them. Each worker's own quality is integrated out,
so both come from one 2 x 2 system per company. A company far out of line gets a wider prior (Student's t with four degrees).
"""

import numpy as np

from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Floats
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.parameters import Parameters
from jiaxin.domain.reputation.settings import Settings

MOST_NUDGE = 3.0  # beyond this a company's stars say nothing any more


def refit_companies(
    p: Parameters, market: Market, settings: Settings, star_information: Floats, star_sum: Floats, other_information: Floats, other_sum: Floats
) -> None:
    """All four by person, summed over quarters and already saturated."""
    if not market.persons:
        return
    n, home = len(market.companies), market.home
    centred = market.features - p.feature_mean
    shift = centred @ p.gamma
    star_z = star_sum - star_information * shift
    other_z = other_sum - other_information * shift
    total = 1.0 / p.spread + star_information + other_information
    all_information, all_z = star_information + other_information, star_z + other_z
    a = p.rating_slope
    m11 = summed(home, all_information - all_information**2 / total, n)
    m12 = summed(home, star_information / a * (1.0 - all_information / total), n)
    m22 = summed(home, (star_information - star_information**2 / total) / (a * a), n)
    r1 = summed(home, all_z * (1.0 - all_information / total), n)
    r2 = summed(home, (star_z - star_information * all_z / total) / a, n)
    heavy = 5.0 / (4.0 + (p.nudge**2 + p.nudge_uncertainty) / p.nudge_variance)
    m11 = m11 + 1.0 / p.company_variance
    m22 = m22 + heavy / p.nudge_variance
    r2 = r2 - heavy * p.pushed / p.nudge_variance
    det = m11 * m22 - m12 * m12
    quality = (m22 * r1 - m12 * r2) / det
    p.nudge = np.clip(p.pushed + np.clip(0.7 * ((m11 * r2 - m12 * r1) / det), -1.0, 1.0), -MOST_NUDGE, MOST_NUDGE)
    p.quality_variance, p.nudge_uncertainty = m22 / det, m11 / det
    staff = summed(home, minlength=n)
    there = staff > 0
    quality = quality - float((quality * staff).sum()) / max(float(staff.sum()), 1.0)
    p.quality = quality
    p.company_variance = _variance(quality[there] ** 2 + p.quality_variance[there], 0.12, 6.0, (0.01, settings.most_company_variance))
    p.nudge_variance = _variance((p.nudge**2 + p.nudge_uncertainty)[there] * heavy[there], 0.06, 6.0, (0.02, 0.3))
    _refit_features(p, market, settings, centred, star_information + other_information, star_sum + other_sum)


def _variance(squares: Floats, usual: float, counts: float, limits: tuple[float, float]) -> float:
    return float(np.clip((squares.sum() + usual * counts) / (len(squares) + counts), *limits))


def _refit_features(p: Parameters, market: Market, settings: Settings, centred: Floats, information: Floats, sums: Floats) -> None:
    w = information / (1.0 + p.spread * information)
    target = sums / (1.0 + p.spread * information) - w * p.quality[market.home]
    k = centred.shape[1]
    left = np.array([[float((w * centred[:, i] * centred[:, j]).sum()) for j in range(k)] for i in range(k)])
    right = np.array([float((target * centred[:, i]).sum()) for i in range(k)])
    p.gamma = solved(left + np.eye(k) / 0.05, right)
    explained = float(np.var(centred @ p.gamma))
    between = float(np.var(p.quality[market.home])) + float(p.quality_variance[market.home].mean())
    p.spread = float(np.clip(1.0 - explained - min(between, p.company_variance), settings.least_spread, 0.97))


def solved(left: Floats, right: Floats) -> Floats:
    """Cholesky by hand: five numbers need no library whose threads could reorder a sum."""
    n = len(right)
    lower = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            rest = left[i, j] - float((lower[i, :j] * lower[j, :j]).sum())
            lower[i, j] = np.sqrt(rest) if i == j else rest / lower[j, j]
    half = np.zeros(n)
    for i in range(n):
        half[i] = (right[i] - float((lower[i, :i] * half[:i]).sum())) / lower[i, i]
    out = np.zeros(n)
    for i in reversed(range(n)):
        out[i] = (half[i] - float((lower[i + 1 :, i] * out[i + 1 :]).sum())) / lower[i, i]
    return out
