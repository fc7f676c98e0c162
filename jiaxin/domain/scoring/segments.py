"""事实段 — the columns in which established facts are measured, and the only values a score may read.

A segment row is one ledger entry without anything that identifies a person: pseudonymous subject ids,
kind, dates, and the measured fields of its kind. Both faces of a measure read through this list, so
what is not here cannot move a score.

Source  fairness duty of a credit evaluation (《深圳经济特区社会信用条例》第29条: no irrelevant factors).
Not here  how segments are written, replaced and read (apps/ledger).
"""

from collections.abc import Mapping
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Value

Cell = str | int | bool | date | None

# 不得计分的个人特征：sex, age, ethnicity, origin, marriage, faith, illness. Never a column, never read.
PERSONAL = frozenset(
    {
        *("gender", "sex", "birth_date", "age", "age_band", "id_number"),
        *("ethnicity", "nation", "origin", "native_place", "household_address", "residence_address"),
        *("marriage", "marital_status", "children", "religion", "political_status"),
        *("diagnosis", "illness", "disease", "medical_history", "disability", "blood_type", "zodiac"),
        *("education", "photo", "name", "phone"),
    }
)

FIXED = {
    "position": "int64",
    "entry_id": "string",
    "subject": "string",
    "kind": "string",
    "version": "int64",
    "company": "string",
    "counterparty": "string",
    "happened_on": "date",
    "recorded_at": "timestamp",
    "standing": "string",
    "claim": "string",  # the claim a fact belongs to; of a confirmation or lapse, the claim it speaks about
    "supersedes": "string",
    "corrects": "string",  # of a correction, the entry it takes out of force
}

MEASURED = {
    "result": "string",
    "checked_on": "date",
    "valid_through": "date",
    "signed_on": "date",
    "withdrawn_on": "date",
    "health_class": "string",
    "health_checked_on": "date",
    "skill_level": "int64",
    "issued_on": "date",
    "training_hours_hundredths": "int64",
    "training_on": "date",
    "passed": "boolean",
    "insurance_from": "date",
    "insurance_until": "date",
    "employment_mode": "string",
    "started_on": "date",
    "ended_on": "date",
    "service": "string",
    "ordered_on": "date",
    "finished_on": "date",
    "amount_fen": "int64",
    "status": "string",
    "repeat": "boolean",
    "confirmed_on": "date",
    "stars": "int64",
    "rated_on": "date",
    "verified": "boolean",
    "topic": "string",
    "received_on": "date",
    "upheld": "boolean",
    "severity": "string",
    "decided_on": "date",
    "given_on": "date",
    "honour_level": "string",
    "awarded_on": "date",
    "star": "int64",
    "penalty_class": "string",
    "fine_fen": "int64",
    "breached_on": "date",
    "inspected_on": "date",
    "issues_count": "int64",
    "rectified_on": "date",
    "operating_mode": "string",
    "established_on": "date",
    "capital_fen": "int64",
    "area_m2": "int64",
    "baseline_on": "date",
    "count": "int64",
}

COLUMNS = {**FIXED, **MEASURED}


def must_be_measured(*names: str) -> None:
    """Refuse what a score may not read."""
    for name in names:
        if name in PERSONAL:
            raise Refused(
                "scoring.personal-attribute",
                f"指标不得读取个人特征 {name}",
                "性别、年龄、民族、籍贯、婚育、宗教和病情不参与计分",
            )
        if name not in MEASURED:
            raise Refused("scoring.not-measured", f"{name} 不是可计量字段", "请在记录种类里把该字段标为 measured")


def date_in(clear: Mapping[str, Value], name: str) -> date | None:
    """A date among the measured fields, or nothing."""
    value = clear.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def row(entry: Entry) -> tuple[Cell | object, ...]:
    """One entry as a segment row, in the order of `COLUMNS` (`recorded_at` stays an aware instant)."""
    fact = entry.fact
    about = str(fact.clear.get("claim") or "") if fact.kind.startswith("claim.") else fact.claim
    corrects = str(fact.clear.get("of") or "") if fact.kind == "correction" else ""
    fixed = (
        entry.position,
        entry.id,
        fact.subject,
        fact.kind,
        fact.version,
        fact.company,
        fact.counterparty,
        fact.happened_on,
        entry.recorded_at,
        str(fact.standing),
        about,
        fact.supersedes,
        corrects,
    )
    return (*fixed, *(_cell(fact.clear, name, kind) for name, kind in MEASURED.items()))


def _cell(clear: Mapping[str, Value], name: str, kind: str) -> Cell:
    value = clear.get(name)
    if kind == "date":
        return date_in(clear, name)
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if kind == "int64":
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    return value if isinstance(value, str) else None
