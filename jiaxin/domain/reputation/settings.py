"""What the model assumes before it has seen a market. None of these numbers is fitted to labels or to one simulator.

The population of workers has mean 0 and variance 1; that fixes the scale of quality.

The arithmetic of a published model never changes: `MODELS` keeps the settings of each by name, with a switch for whatever a later
one does otherwise, so that a past run can be made again. A new model is a new name.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    model: str = "reputation/4"
    passes: int = 8
    trust_in: tuple[int, ...] = (3, 5, 6, 7)  # the passes in which trust is weighed anew
    curves_in: tuple[int, ...] = (0, 1, 2, 4, 6)  # the passes in which the curves of complaints and repeats are
    phi: float = 0.96  # quality remembered from quarter to quarter
    phi_choices: tuple[float, ...] = (
        0.5, 0.6, 0.7, 0.75, 0.8, 0.84, 0.88, 0.9, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 1.0,
    )  # fmt: skip
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
    habit: float = 0.03  # a very long run in one pair is habit and says less and less
    witnessed: float = 4.0  # unchecked visits of one voice to one worker count up to so many times the market's usual share; 0: all
    witnessed_stranger: float = 0.4  # ASSUMED: the same for a voice that is known nowhere else
    # ASSUMED: what a voice counts by how many other workers came to it on a checked visit; more than listed: 1; empty: everybody counts 1
    acquaintance: tuple[float, ...] = (0.45, 0.7, 0.9)
    elsewhere_calms: float = 0.05  # ASSUMED: log-odds of staging that each worker of another company takes off a tie; four at most
    uneven_push: float = 0.5  # a company that pushes for stars pushes unevenly: share of its squared nudge between workers
    open_repeat: float = 1.0  # a return visit nobody checked in counts as this much of one that was
    dismissed: float = 0.25  # a dismissed complaint counts as this much of an upheld one
    rating_bias: float = 0.08  # variance of a worker-level bias of ratings alone
    repeat_bias: float = 0.05  # the same of repeats
    staged_bias: float = 0.05  # of everything that can be staged
    any_bias: float = 0.03  # of all evidence
    centred: bool = True  # the zero of quality is found in every pass, not left to creep there
    memory_by_lag: bool = True  # phi from how quarters agree the further they lie apart, not from the likelihood of each
    most_company_variance: float = 0.8
    least_spread: float = 0.15
    bias_shown: float = 0.1  # ASSUMED: the share of those biases that is there when nobody stages anything; an interval shows it
    company_shown: bool = True  # an interval shows how little is known of the company, too
    lone_firm: float = 1.4  # ASSUMED: how far the unexplained share of a worker's ties speaks where she is her own firm
    lone_firm_most: float = 4.5  # ASSUMED: log-odds it may add
    circle_depth: bool = True  # few partners at many workers are a circle, too


DEFAULT = Settings()
MODELS = {
    "reputation/1": Settings(
        model="reputation/1",
        centred=False,
        memory_by_lag=False,
        phi_choices=(0.88, 0.92, 0.94, 0.96, 0.97, 0.98, 0.99, 1.0),
        most_company_variance=0.4,
        least_spread=0.5,
        bias_shown=1.0,
        company_shown=False,
        witnessed=0.0,
        lone_firm=0.8,
        lone_firm_most=3.0,
        habit=0.1,
        open_repeat=0.8,
        acquaintance=(),
        elsewhere_calms=0.15,
        circle_depth=False,
    ),
    "reputation/2": Settings(
        model="reputation/2", habit=0.1, witnessed=2.0, open_repeat=0.8, acquaintance=(), elsewhere_calms=0.15, circle_depth=False
    ),
    "reputation/3": Settings(model="reputation/3", circle_depth=False),
    DEFAULT.model: DEFAULT,
}
INTERVAL = 1.2815515655446004  # standard deviations on either side of an 80 % interval
BEND = 0.346  # a logistic seen through a normal of variance P is a logistic stretched by sqrt(1 + BEND P)
