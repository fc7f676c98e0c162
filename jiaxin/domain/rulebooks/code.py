"""一人一码规则 — the numbers of the code, gathered from the rule pack in force on a day.

Unit    as each name says; months and working days are counted by the caller's calendar
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiaxin.domain.rulebooks.reading import packaged_for


@dataclass(frozen=True, slots=True)
class CodeRules:
    live_seconds: int
    card_months: int
    renew_minutes: int
    refuse_hours: int
    key_months: int
    grant_minutes_at_most: int
    asks_a_day: int
    ask_minutes: int
    sealed_days: int
    visits_a_day: int
    scanned_minutes: int


@lru_cache(maxsize=64)
def code_rules(on: date) -> CodeRules:
    data = packaged_for("code", on).data
    return CodeRules(
        data["live"]["seconds"],
        data["card"]["months"],
        data["status"]["renew_minutes"],
        data["status"]["refuse_hours"],
        data["key"]["signs_months"],
        data["grant"]["minutes_at_most"],
        data["grant"]["asks_a_day"],
        data["grant"]["ask_minutes"],
        data["visit"]["sealed_days"],
        data["visit"]["a_day"],
        data["visit"]["scanned_minutes"],
    )
