"""互换规则 — how long a letter may travel, what may be exchanged for which purpose, how much: the rule pack in force on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiaxin.domain.rulebooks.reading import packaged_for


@dataclass(frozen=True, slots=True)
class ExchangeRules:
    """`purposes`, `kinds`: code → what people read; `kinds` are record kinds that may travel at all."""

    travel_days: int
    clock_minutes: int
    bundle_at_most: int
    missing_at_most: int
    held_at_most: int
    facts_at_most: int
    asks_a_day: int
    consent_days: int
    key_days: int
    purposes: Mapping[str, str]
    kinds: Mapping[str, str]


@lru_cache(maxsize=16)
def exchange_rules(on: date) -> ExchangeRules:
    data = packaged_for("exchange", on).data
    travel, most = data["travel"], data["at_most"]
    return ExchangeRules(
        travel["days"], travel["clock_minutes"], most["bundle"], most["missing"], most["held"], most["facts"], most["asks_a_day"],
        data["consent"]["days"], data["key"]["days"],
        {one["code"]: one["label"] for one in data["purpose"]}, {one["code"]: one["label"] for one in data["kind_of_record"]},
    )  # fmt: skip
