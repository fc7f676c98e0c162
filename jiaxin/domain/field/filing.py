"""一份登记 — what one form holds, as the one-row roster that every door's checks can read.

A form on a phone is judged by the rules of the roster, to the letter: the same readers, the same findings.
Not here  reading files (kit), whose the row is (registry), photos and signature (evidence, not values).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jiaxin.domain.errors import Refused
from jiaxin.domain.sheets.source import Cell
from jiaxin.domain.sheets.wanted import form

SHEET = "worker-roster"
FIELDS = (
    "name",
    "id_number",
    "phone",
    "job_types",
    "residence_address",
    "company_credit_code",
    "health_class",
    "health_checked_on",
    "skill_name",
    "skill_number",
)
MUST = ("name", "id_number", "phone", "job_types")
LONGEST = 200  # characters of one answer; the roster's own checks are narrower


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Sequence[Cell]
    hidden: bool = False
    formulas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    head: _Head
    kept: tuple[_Row, ...]

    def rows(self) -> Iterator[_Row]:
        return iter(self.kept)


@dataclass(frozen=True, slots=True)
class OneRow:
    """登记表 with one row under the roster's own headings."""

    sheets: tuple[_Sheet, ...]


def labels() -> dict[str, str]:
    """Field → Chinese label, as the roster calls it."""
    wanted = form(SHEET).wanted
    return {name: wanted[name].label for name in FIELDS}


def answers(said: Mapping[str, object]) -> dict[str, str]:
    """The known fields of what a form sent, trimmed. Raises Refused for what is no form of ours."""
    found: dict[str, str] = {}
    for name in FIELDS:
        value = said.get(name, "")
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = "、".join(value)
        if not isinstance(value, str) or len(value) > LONGEST:
            raise Refused("field.answer", f"“{labels()[name]}”不能读取或超过 {LONGEST} 个字", "请改短后再保存")
        if text := value.strip():
            found[name] = text.upper() if name in ("id_number", "company_credit_code") else text
    return found


def one_row(found: Mapping[str, str], title: str, captured_on: str, signed: bool = True) -> OneRow:
    """A sheet of one row. `signed`: she signed the form of consent on paper or glass that day; on her own phone her
    consent is a fact of its own, purpose by purpose, and no column speaks of it."""
    more = {"collected_on": captured_on} | ({"consent_signed": "是", "consent_on": captured_on} if signed else {})
    return row_of(SHEET, {**{name: found.get(name, "") for name in FIELDS}, **more}, title)


def row_of(sheet: str, values: Mapping[str, str], title: str) -> OneRow:
    """A sheet of this kind with one row. `values`: column → what was typed, empty for nothing."""
    wanted = form(sheet).wanted
    heading = _Row(1, [wanted[name].label for name in values])
    row = _Row(2, [value or None for value in values.values()])
    return OneRow((_Sheet(_Head(title), (heading, row)),))
