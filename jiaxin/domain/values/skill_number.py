"""职业技能证书编号 — three forms, none with a check character.

22 characters  evaluator kind (Y 用人单位, S 社会评价组织) + 21 digits; 特级技师: two letters + 20 digits.
               Characters 14–15 are the year of issue, character 16 the level.
16 digits      the former 国家职业资格证书.

Source  coding rules of the skill certificate register; form of the former certificates.
Silent  about authenticity: only the national query site can tell (`verified_by` of the record).
"""

import re

from jiaxin.domain.values.text import narrow, squeeze

_FORM = re.compile(r"(?:[YS][0-9]{21}|[A-Z]{2}[0-9]{20})\Z")
_FORMER = re.compile(r"[0-9]{16}\Z")


def normal(text: str) -> str:
    return squeeze(narrow(text)).upper()


def fault(text: str) -> str:
    return "" if _FORM.match(text) or _FORMER.match(text) else "skill-number-pattern"


def year_of(text: str) -> int | None:
    """Year of issue, where the form tells it."""
    return 2000 + int(text[13:15]) if len(text) == 22 else None


def level_of(text: str) -> int | None:
    """Level 1–5, where the form tells it."""
    return int(text[15]) if len(text) == 22 else None


def mask(text: str) -> str:
    return f"{text[:5]}{'*' * (len(text) - 9)}{text[-4:]}" if len(text) > 9 else text
