"""进件规则数值 — the numbers that checks compare with, seen from the day of import.

Everything is worked out once a file: days become ISO text, so that a check compares two strings.

Source  the `rulebooks/intake-*.toml` in force that day, where each number names its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from jiaxin.domain.rulebooks.reading import packaged, packaged_for
from jiaxin.domain.values import dates


def rulebook(version: str) -> Mapping[str, Any]:
    """The numbers as they stand in a file."""
    return packaged(version).data


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers and days that hold on the day of import. Days are ISO text."""

    today: str
    year: int
    adult_born_by: str  # born later: not yet of age
    old_born_by: str  # born on or before: over the usual age
    absurd_born_by: str
    working_age: int
    health_since: str  # checked before: expired
    consent_since: str
    consent_version: int
    hours_least: int  # hundredths
    hours_day: int
    phone_shared: int
    address_characters: int
    remark_characters: int
    class_rank: Mapping[str, int]
    class_needed: Mapping[str, str]
    live_in_job: str
    live_in_needed: str
    alike_percent: int
    alike_fields: int
    run: int  # numbers in a row
    overlap_days: int
    orders_days: int  # of orders in the register that are compared
    live_in_services: frozenset[str]


@cache
def limits(as_of: date) -> Limits:
    book = packaged_for("intake", as_of).data
    today = as_of.isoformat()

    def of(name: str) -> Any:
        return book[name]["value"]

    classes = book["health_class"]
    return Limits(
        today=today,
        year=as_of.year,
        adult_born_by=_born(today, of("least_age_years")),
        old_born_by=_born(today, of("usual_age_years") + 1),
        absurd_born_by=_born(today, of("plausible_age_years") + 1),
        working_age=of("least_working_age_years"),
        health_since=dates.months_later(today, -of("health_valid_months")),
        consent_since=of("consent_form_from"),
        consent_version=of("consent_form_version"),
        hours_least=of("training_hours_least_hundredths"),
        hours_day=of("training_hours_day_hundredths"),
        phone_shared=of("phone_shared_workers"),
        address_characters=of("address_characters"),
        remark_characters=of("remark_characters"),
        class_rank=MappingProxyType({name: rank for rank, name in enumerate(classes["order"])}),
        class_needed=MappingProxyType(classes["needed"]),
        live_in_job=classes["live_in"]["job"],
        live_in_needed=classes["live_in"]["needed"],
        alike_percent=book["fabrication"]["alike_percent"],
        alike_fields=book["fabrication"]["alike_fields"],
        run=book["fabrication"]["run"],
        overlap_days=book["fabrication"]["overlap_days"],
        orders_days=book["fabrication"]["orders_days"],
        live_in_services=frozenset(book["fabrication"]["live_in"]),
    )


def _born(today: str, years: int) -> str:
    """Who was born on this day or earlier has completed so many years today."""
    return f"{int(today[:4]) - years:04d}{today[4:]}"
