"""公示期限 — the three classes of 失信信息 with their periods, and how long an industry record is shown.

Unit    calendar months from the day of the document.
Source  《信用修复管理办法》 (国家发展改革委令第36号), in `publication-*.toml`; month arithmetic: Civil Code Art. 202.
Not here  whether a repair is granted (procedures), what a page shows (publication).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from jiaxin.domain.calendar import DAY, add_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, packaged


@dataclass(frozen=True, slots=True)
class ClassPeriods:
    """One class. `published` false: in principle not published at all."""

    code: str
    label: str
    published: bool
    repair_after_months: int
    stops_after_months: int

    def repair_from(self, decided_on: date) -> date:
        """The first day on which repair may be applied for."""
        return add_months(decided_on, self.repair_after_months)

    def stops_on(self, decided_on: date) -> date:
        """The day from which the item is gone everywhere, even if nobody acts."""
        return add_months(decided_on, self.stops_after_months)

    def shown(self, decided_on: date, as_of: date, exception: bool = False) -> bool:
        return (self.published or exception) and decided_on <= as_of < self.stops_on(decided_on)


@dataclass(frozen=True, slots=True)
class PublicationRules:
    version: str
    classes: Mapping[str, ClassPeriods]
    retention_months: Mapping[str, int]
    look_back_years: int

    def of(self, code: str) -> ClassPeriods:
        if code not in self.classes:
            raise Refused("publication.unknown-class", f"没有“{code}”这一失信类别", "请从轻微、一般、严重中选择")
        return self.classes[code]

    def shown_through(self, retention: str, happened_on: date) -> date:
        """Last day on which a record with this retention code is shown."""
        if retention not in self.retention_months:
            raise Refused("publication.unknown-retention", f"没有“{retention}”这一展示期限", "请在公示规则里补上")
        return add_months(happened_on, self.retention_months[retention]) - DAY

    def may_be_queried(self, ended_on: date, as_of: date) -> bool:
        """Whether bad conduct that ended then may still be looked up (查询年限)."""
        return as_of < add_months(ended_on, 12 * self.look_back_years)


@cache
def publication_rules(book: Rulebook | str = "publication-2026") -> PublicationRules:
    document = packaged(book) if isinstance(book, str) else book
    document.must_be("publication")
    data = document.data
    return PublicationRules(
        document.version,
        {
            one["code"]: ClassPeriods(
                one["code"],
                one["label"],
                one["published"],
                one["repair_after_months"],
                one["stops_after_months"],
            )
            for one in data["class"]
        },
        {one["code"]: one["months"] for one in data["retention"]},
        data["look_back"]["years"],
    )
