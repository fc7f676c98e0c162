"""Markets — what a simulated district is like. None of these numbers is known to a model; the oracle knows all of them."""

from dataclasses import dataclass, replace

QUARTER_DAYS = 91.3125


@dataclass(frozen=True)
class MarketParameters:
    # who there is
    workers: int = 1500
    companies: int = 60
    households: int = 9000
    districts: int = 6
    jobs: int = 8
    quarters: int = 12
    visits_per_household: float = 4.2
    visits_spread: float = 0.8  # of the logarithm of visits wanted by a household
    popularity_spread: float = 1.15  # of the logarithm of how often a worker is asked for
    popularity_quality: float = 0.15  # better workers are asked for more often
    re_registered: float = 0.02  # honest second registrations under the same real name

    # quality: company + certificates + own course; all together are brought to variance 1
    company_sd: float = 0.35
    certificate_lift: float = 0.12
    training_lift: float = 0.10
    memory: float = 0.96  # of own quality from quarter to quarter
    own_variance: float = 0.75

    # stars, ordinal logit
    slope: float = 1.25
    fives: float = 0.82  # of the stars given
    steps: tuple[float, float, float] = (1.35, 0.85, 0.65)  # from the line of 5 to that of 4, of 3, of 2
    severity_sd: float = 0.85
    habitual: float = 0.08  # households that press five whatever happened
    nudge_sd: float = 0.40  # companies that ask for five stars
    hardness_sd: float = 0.35
    bond_sd: float = 0.45  # how well a household and a worker get on
    shock_sd: float = 0.0  # one visit's fortune, behind stars and complaint alike
    answered: float = 0.40  # of visits get stars
    answered_spread: float = 0.8
    answered_lean: tuple[float, ...] = (0.5, 0.3, -0.3, -0.35, 0.0)  # by would-be star, logit: who is angry or pleased speaks

    # what follows a visit
    again: float = 0.45
    again_slope: float = 0.60
    again_bond: float = 0.50
    again_wait: float = 24.0  # days
    upheld: float = 0.022
    upheld_slope: float = 0.95
    dismissed: float = 0.012
    dismissed_severity: float = 0.7
    penalty: float = 0.010  # in a quarter with work
    penalty_slope: float = 0.9
    verified: float = 0.70
    verified_spread: float = 0.7
    fresh: float = 0.35  # households whose first visit is on the day they registered
    shared_device: float = 0.02

    @property
    def days(self) -> float:
        return self.quarters * QUARTER_DAYS


DEFAULT = MarketParameters()

# Other districts than the one a model was made on: each departs in one direction.
MARKETS: dict[str, MarketParameters] = {
    "district": DEFAULT,
    "critical": replace(DEFAULT, fives=0.62, severity_sd=1.1),
    "inflated": replace(DEFAULT, fives=0.92, habitual=0.25),
    "sparse": replace(DEFAULT, visits_per_household=2.2),
    "busy": replace(DEFAULT, visits_per_household=9.0, answered=0.5),
    "restless": replace(DEFAULT, memory=0.85),
    "steady": replace(DEFAULT, memory=1.0, company_sd=0.15),
    "houses": replace(DEFAULT, company_sd=0.6, nudge_sd=0.8, companies=25),
    "fortune": replace(DEFAULT, shock_sd=0.9, bond_sd=0.8),
    "silent": replace(DEFAULT, upheld=0.004, penalty=0.002, again_slope=0.15),
}
