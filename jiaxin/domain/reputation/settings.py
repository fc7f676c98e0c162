"""What the model assumes before it has seen a market. None of these numbers is fitted to labels or to one simulator.

The population of workers has mean 0 and variance 1; that fixes the scale of quality.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    passes: int = 8
    trust_in: tuple[int, ...] = (3, 5, 6, 7)  # the passes in which trust is weighed anew
    curves_in: tuple[int, ...] = (0, 1, 2, 4, 6)  # the passes in which the curves of complaints and repeats are
    phi: float = 0.96  # quality remembered from quarter to quarter
    phi_choices: tuple[float, ...] = (0.88, 0.92, 0.94, 0.96, 0.97, 0.98, 0.99, 1.0)
    rating_slope: float = 1.0
    complaint_slope: float = 0.8
    repeat_slope: float = 0.5
    penalty_slope: float = 0.8
    severity_variance: float = 0.7
    company_variance: float = 0.12
    nudge_variance: float = 0.06
    job_variance: float = 0.15
    feature_variance: float = 0.05
    compatibility: float = 0.15  # variance of what binds all ratings of one household for one worker
    pair_correlation: float = 0.4  # of complaints and of repeats inside a pair
    habit: float = 0.1  # a very long run in one pair is habit and says less and less
    uneven_push: float = 0.5  # a company that pushes for stars pushes unevenly: share of its squared nudge between workers
    open_repeat: float = 0.8  # a return visit nobody checked in is cheap to stage: it counts as this much of one that was
    dismissed: float = 0.25  # a dismissed complaint counts as this much of an upheld one
    rating_bias: float = 0.08  # variance of a worker-level bias of ratings alone
    repeat_bias: float = 0.05  # the same of repeats
    staged_bias: float = 0.05  # of everything that can be staged
    any_bias: float = 0.03  # of all evidence


DEFAULT = Settings()
INTERVAL = 1.2815515655446004  # standard deviations on either side of an 80 % interval
BEND = 0.346  # a logistic seen through a normal of variance P is a logistic stretched by sqrt(1 + BEND P)
