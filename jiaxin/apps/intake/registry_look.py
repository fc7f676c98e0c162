"""在库核对 — what the register says about judged rows, before anybody accepts them.

The child that judges a file has neither keys nor register. Here, in the process that has both, the numbers
of a chunk are looked up through the keyed index in one go; names are compared by their marks and not
opened. A row that needs a human goes back like any other row in error. Landing asks once more, because
the register moves on between the two.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from jiaxin.apps.access.queries import organisation_kind
from jiaxin.apps.intake.judging import SOUND
from jiaxin.apps.intake.models import Batch, BatchFinding
from jiaxin.apps.intake.parties import opens_files, questions_of
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.queries import Marks
from jiaxin.domain.findings import Finding
from jiaxin.domain.quality.check import remarks
from jiaxin.domain.quality.in_the_registry import (
    AMBIGUOUS,
    COMPANY_NAME,
    COMPANY_UNKNOWN,
    NAME_DIFFERS,
    NAMED_ELSEWHERE,
    NOT_ASKED,
    UNKNOWN,
)
from jiaxin.domain.values.text import plain, squeeze

REGISTER = "company-register"
_NUMBER = ("id_number", "order_no", "name")
ABOUT: Mapping[str, Sequence[str]] = {  # the columns a finding may stand at, the best first
    UNKNOWN: _NUMBER,
    AMBIGUOUS: _NUMBER,
    NAMED_ELSEWHERE: _NUMBER,
    NOT_ASKED: ("batch_no", *_NUMBER),
    NAME_DIFFERS: ("name", "id_number"),
    COMPANY_UNKNOWN: ("company_credit_code",),
    COMPANY_NAME: ("company_name", "company_credit_code"),
}
Row = dict[str, Any]


class Look:
    """One file's. `mapping` may still grow while the file is read. `fresh`: who of the last chunk would be filed anew."""

    def __init__(self, organisation: str, mapping: Sequence[Mapping[str, Any]]) -> None:
        self._organisation, self._mapping = organisation, mapping
        self._companies_told: set[tuple[str, str]] = set()
        self._own_list = organisation_kind(organisation) == "company"
        self.fresh: list[tuple[Row, Marks]] = []

    def at(self, sheet_kind: str, rows: Sequence[Row]) -> list[Finding]:
        """The findings about a chunk; rows that must wait for a human are set to `error`."""
        good = [row for row in rows if row["status"] in SOUND]
        self.fresh = []
        if opens_files(sheet_kind):
            found = self._would_be_filed(good)
        else:
            asked = questions_of(good, sheet_kind, self._organisation)
            found = [self.ask(row, code) for row, code in zip(good, asked, strict=True) if code]
        return found if sheet_kind == REGISTER else [*found, *self._companies(good)]

    def ask(self, row: Row, code: str) -> Finding:
        """A question to a human: nothing of the row lands. Whom it names stays, for the comparison."""
        row["status"] = "error"
        return said(code, row, self._mapping)

    def _would_be_filed(self, rows: Sequence[Row]) -> list[Finding]:
        named = [row for row in rows if row.get("worker")]
        people = [(row["worker"][0], row["worker"][1]) for row in named]
        marks = registry.marks_of(people)
        found = []
        for row, mark, one in zip(named, marks, registry.recognised(people, marks), strict=True):
            if one is None:
                self.fresh.append((row, mark))
            elif not one.same_name:
                found.append(self.ask(row, NAME_DIFFERS))
        if not self._own_list:
            self.fresh = []  # an office that holds the papers decides; lists of companies wait for each other
        return found

    def _companies(self, rows: Sequence[Row]) -> list[Finding]:
        """Said once for each company of a file."""
        named = {(row["company"][0], row["company"][1]): row for row in reversed(rows) if row.get("company")}
        new = {one: row for one, row in named.items() if one not in self._companies_told}
        known = registry.companies_by_code({code for code, _ in new})
        self._companies_told |= new.keys()
        found = []
        for (code, name), row in reversed(new.items()):
            if code not in known:
                row["status"] = "warning"
                found.append(said(COMPANY_UNKNOWN, row, self._mapping, code))
            elif name and not _same(name, known[code].name):
                found.append(said(COMPANY_NAME, row, self._mapping, known[code].name))
        return found


def said(code: str, row: Mapping[str, Any], mapping: Sequence[Mapping[str, Any]], shown: str = "") -> Finding:
    """A remark about a row, at the column it is about."""
    remark = remarks()[code]
    columns = {
        field: letter
        for sheet in mapping
        if sheet["name"] == row["sheet"]
        for letter, field in sheet["columns"].items()
    }
    field = next((name for name in ABOUT[code] if name in columns), ABOUT[code][0])
    text = remark.said.format(shown=shown)
    return Finding(code, remark.severity, field, text, remark.do_this, row["sheet"], row["row"], columns.get(field, ""))


def finding_of(batch: Batch, code: str, row: Mapping[str, Any]) -> BatchFinding:
    """The same, to be kept with a batch that has been read."""
    f = said(code, row, batch.mapping)
    return BatchFinding(
        batch=batch.id,
        sheet=f.sheet,
        row=f.row,
        column_letter=f.column,
        field=f.field,
        code=f.code,
        severity=f.severity.value,
        said=f.said,
        do_this=f.do_this,
    )


def as_row(finding: Finding) -> tuple[Any, ...]:
    """In the order in which the judging child tells its findings."""
    f = finding
    return (f.sheet, f.row, f.column, f.field, f.code, f.severity.value, f.said, f.do_this)


def _same(one: str, other: str) -> bool:
    return squeeze(plain(one)) == squeeze(plain(other))
