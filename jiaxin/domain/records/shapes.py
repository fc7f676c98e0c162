"""字段形状 — what a field's value looks like once it is part of a fact.

A reader turns a cell into a value; this table says which of the few forms a fact may hold that value
has: text, a day (ISO text), an instant (ISO text with offset), a whole number, a decimal as text, yes or
no, a code, or a list of codes. Floats have no form here, so they cannot enter.

Not here  reading cells (domain/values), what is stored (apps/ledger).
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from jiaxin.domain.records.kind import Field


class Shape(StrEnum):
    TEXT = "text"
    DATE = "date"
    INSTANT = "datetime"
    INT = "int"
    DECIMAL = "decimal"
    BOOL = "bool"
    CODE = "code"


_OF_READER = MappingProxyType(
    {
        "name": Shape.TEXT,
        "id_number": Shape.TEXT,
        "sex": Shape.TEXT,
        "phone": Shape.TEXT,
        "company_phone": Shape.TEXT,
        "education": Shape.TEXT,
        "address": Shape.TEXT,
        "credit_code": Shape.TEXT,
        "company_name": Shape.TEXT,
        "insurance_kind": Shape.CODE,
        "employment_mode": Shape.CODE,
        "job_types": Shape.CODE,
        "health_class": Shape.CODE,
        "choice": Shape.CODE,
        "code_text": Shape.TEXT,
        "region": Shape.TEXT,
        "file": Shape.TEXT,
        "text": Shape.TEXT,
        "as_said": Shape.TEXT,
        "long_text": Shape.TEXT,
        "skill_number": Shape.TEXT,
        "date": Shape.DATE,
        "month_or_date": Shape.DATE,
        "health_date": Shape.DATE,
        "datetime": Shape.INSTANT,
        "skill_level": Shape.INT,
        "stars": Shape.INT,
        "whole_number": Shape.INT,
        "money_fen": Shape.INT,
        "hours": Shape.DECIMAL,
        "decimal": Shape.DECIMAL,
        "yes_no": Shape.BOOL,
        "consent": Shape.BOOL,
    }
)
READERS = frozenset(_OF_READER)
NUMBERS = frozenset({Shape.INT, Shape.DECIMAL})
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z")


def shape(field: Field) -> Shape:
    """The form of one value of this field (of each value, where it holds many)."""
    return _OF_READER[field.reads]


@lru_cache(maxsize=1 << 16)  # a district's days repeat: remembering them is four times cheaper than parsing
def is_day(value: str) -> bool:
    """A day as `YYYY-MM-DD`, and a day that exists."""
    try:
        # fromisoformat also takes 20260506 and 2026-W19-3, which would sort wrongly as text
        return len(value) == 10 and value[7] == "-" and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_instant(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def is_decimal(value: str) -> bool:
    return _DECIMAL.match(value) is not None


def check(field: Field) -> tuple[type, Callable[[str], bool] | Callable[[int], bool] | None]:
    """The exact type of a value, and what else must hold; nothing more where any such value will do."""
    form = shape(field)
    if form is Shape.DATE:
        return str, is_day
    if form is Shape.INSTANT:
        return str, is_instant
    if form is Shape.DECIMAL:
        return str, is_decimal
    if form is Shape.BOOL:
        return bool, None
    if form is Shape.INT:
        if field.bounds is None:
            return int, None
        allowed = range(field.bounds[0], field.bounds[1] + 1)
        return int, allowed.__contains__
    return str, frozenset(field.choices).__contains__ if field.choices else None
