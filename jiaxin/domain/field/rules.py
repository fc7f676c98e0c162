"""采集规则 — the numbers of capture at the door and of invitations among workers, from the rule pack in force on a day.

Unit    as each name says; `photo_side` is pixels.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiaxin.domain.rulebooks.reading import packaged_for


@dataclass(frozen=True, slots=True)
class FieldRules:
    derive_rounds: int
    pin_at_least: int
    locked_after_minutes: int
    photos_at_most: int
    photo_bytes: int
    photo_side: int
    kept_on_phone: int
    list_at_most: int
    waiting_days: int
    invitations_open: int
    invitations_a_month: int
    invitation_days: int
    paper_days: int
    papers_open: int
    reads_a_sign_in: int
    course_hours: int
    course_places: int


@lru_cache(maxsize=16)
def field_rules(on: date) -> FieldRules:
    data = packaged_for("field", on).data
    key, record = data["key"], data["record"]
    return FieldRules(
        key["derive_rounds"],
        key["pin_at_least"],
        key["locked_after_minutes"],
        record["photos_at_most"],
        record["photo_bytes"],
        record["photo_side"],
        record["kept_on_phone"],
        record["list_at_most"],
        data["waiting"]["days"],
        data["invitation"]["open_at_once"],
        data["invitation"]["a_month"],
        data["invitation"]["days"],
        data["paper"]["days"],
        data["paper"]["open_at_once"],
        data["paper"]["reads_a_sign_in"],
        data["course"]["hours_at_most"],
        data["course"]["places_at_most"],
    )
