"""演示区规模 — how many workers, which seed, from which day to which; sizes that follow from it.

Everything in the district is drawn from streams of chance named after what they decide, so that one more
draw in one place changes nothing in another.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jiaxin.domain.quality.thresholds import rulebook

DISTRICT_CODE = "349912"  # pairs a province with a county that does not exist
DISTRICT_NAME = "样例区"
DAYS = 730
WORKERS = 3000
FOLLOW_EVERY = 365  # days: in play, everything derived is brought up to date once, and at the end


@dataclass(frozen=True, slots=True)
class Plan:
    """workers  persons who work in the district, filed or not
    as_of    the last day played; days before it count backwards
    follow_every  days after which everything derived is brought up to date: scores are stored for those days
    """

    as_of: date
    workers: int = WORKERS
    seed: int = 1
    days: int = DAYS
    follow_every: int = FOLLOW_EVERY

    @property
    def first_day(self) -> date:
        return self.as_of - timedelta(days=self.days)

    @property
    def filing_from(self) -> date:
        """The first rosters."""
        return self.first_day + timedelta(days=min(16, self.days // 5))

    @property
    def consent_from(self) -> date:
        """From here on rosters say who has signed the present form; older rosters have no such column."""
        form = date.fromisoformat(rulebook("intake-2026")["consent_form_from"]["value"])
        return max(self.filing_from, form + timedelta(days=10))

    @property
    def streets(self) -> int:
        return max(2, min(16, self.workers // 300))

    @property
    def companies(self) -> int:
        return max(3, min(300, self.workers // 50))

    @property
    def largest_company(self) -> int:
        return max(8, min(200, self.workers // 10) if self.workers <= 6000 else 700)

    @property
    def households(self) -> int:
        return max(40, 3 * self.workers)

    @property
    def orders(self) -> int:
        """Of those whom anybody reports, in the whole time; with their ratings they are most of the facts. About
        100,000 facts at 3,000 workers."""
        return 17 * self.workers * self.days // DAYS

    @property
    def dishonest_companies(self) -> int:
        return max(1, min(6, self.companies // 20))

    def chance(self, *about: object) -> Random:
        """A stream of its own for each thing decided."""
        return Random("/".join(map(str, (self.seed, *about))))
