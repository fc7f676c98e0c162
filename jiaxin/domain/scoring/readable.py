"""可读字段 — the only values a score may read: measured fields of the record kinds, and never a personal trait.

Both faces of a measure ask here before they read a field, so what is not measured cannot move a score, and a
personal trait cannot even be declared as a reading.

Source  fairness duty of a credit evaluation (《深圳经济特区社会信用条例》第29条: no irrelevant factors);
        《上海市社会信用条例》第14条 (faith, genes, illness may not be collected for credit use).
Not here  which fields are measured (domain/records).
"""

from collections.abc import Mapping
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.records.segments import measured

# 不得计分的个人特征：sex, age, ethnicity, origin, marriage, faith, illness, and what merely identifies.
PERSONAL = frozenset(
    {
        *("gender", "sex", "birth_date", "age", "age_band", "id_number"),
        *("ethnicity", "nation", "origin", "native_place", "household_address", "residence_address"),
        *("marriage", "marital_status", "children", "religion", "political_status"),
        *("diagnosis", "illness", "disease", "medical_history", "disability", "blood_type", "zodiac"),
        *("education", "photo", "name", "phone"),
    }
)


def must_be_measured(*names: str) -> None:
    """Refuse what a score may not read."""
    for name in names:
        if name in PERSONAL:
            raise Refused(
                "scoring.personal-attribute",
                f"指标不得读取个人特征 {name}",
                "性别、年龄、民族、籍贯、婚育、宗教和病情不参与计分",
            )
        if name not in measured():
            raise Refused("scoring.not-measured", f"{name} 不是可计量字段", "请在记录种类里把该字段标为 measured")


def date_in(clear: Mapping[str, Value], name: str) -> date | None:
    """A date among the measured fields, or nothing."""
    value = clear.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else None
