"""查表 — a workbook and a day in, judged rows out. Reads nothing, writes nothing, knows no database.

Three looks at a sheet, each from its start: the top (heading, kind, columns), the keys of all rows (who
appears twice, whose phone is shared: earlier rows are concerned too), then every row with all it has to
say. Only keys are kept between the looks, so memory does not grow with the number of columns. A second
reading costs less than keeping rows: measured in `docs/how-to` of the importer.

`check(...)` gives a `Checking`; its `rows()` streams `CheckedRow`s in the order of the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import getitem, itemgetter
from typing import NamedTuple

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Finding
from jiaxin.domain.quality.check import Memory
from jiaxin.domain.quality.known import NOTHING, Known
from jiaxin.domain.quality.thresholds import limits
from jiaxin.domain.sheets.composing import Composer
from jiaxin.domain.sheets.data_rows import RowJudge
from jiaxin.domain.sheets.plan import ERRORS, WARNINGS, Notes, Plan, PlannedColumn, RowUnderCheck, plan
from jiaxin.domain.sheets.reporting import SheetReport, recognise_sheet, without_columns
from jiaxin.domain.sheets.sheet import Draft, Setting, sheet_kind
from jiaxin.domain.sheets.showing import finding
from jiaxin.domain.sheets.source import Cell, Row, Sheet, Workbook, column_letter
from jiaxin.domain.values.text import plain

_LOOK_AT = 260  # rows of the first look: the top of a sheet and a sample under its heading
_SHEET = 10**8  # place of a row: sheet number × this + row number
_DUPLICATE = "duplicate-in-file"
_ANOTHER_TABLE = "another-table"


class CheckedRow(NamedTuple):
    """status: ok | warning | error | duplicate. Values of cells in error are None."""

    sheet: str
    row: int
    status: str
    values: dict[str, Value]
    findings: tuple[Finding, ...]
    part: int  # which sheet of `Checking.sheets`


class _Part:
    """One sheet with a kind: its plan, and what its rows need."""

    def __init__(self, number: int, sheet: Sheet, report: SheetReport, one: Plan) -> None:
        self.number = number
        self.sheet = sheet
        self.report = report
        self.plan = one
        form = report.form
        assert form is not None
        identifying = [c.index for c in one.columns if c.wanted.reads in ("id_number", "phone")]
        bare_headings = [h.leaf for h in report.headings]
        self.judge = RowJudge(one.indexes, form.kind.anchors, bare_headings, identifying)
        self.last_heading = report.header_rows[-1]
        self.width = max((c.index for c in one.columns), default=0) + 1
        self.merged = _merged_down(sheet, self.last_heading, {c.index for c in one.columns})
        self.turns: list[tuple[int, Mapping[str, str]]] = []  # (from this row on, letters), where the order changes
        self.required = tuple(c.name for c in one.columns if c.wanted.column.required)


    def at(self, row: int) -> Mapping[str, str]:
        """Column name → letter it has in this row."""
        return next((letters for first, letters in reversed(self.turns) if first <= row), self.plan.letters)

    def turn(self, after: int) -> None:
        """The heading stands again in another order: columns change their letters from here on."""
        sources = self.judge.sources
        if sources is None:
            letters = dict(self.plan.letters)
        else:
            letters = {c.name: column_letter(sources[c.index]) if sources[c.index] >= 0 else "" for c in self.plan.columns}
        if (after + 1, letters) not in self.turns:
            self.turns.append((after + 1, letters))


class _Arranged(NamedTuple):
    """A row whose cells are put in the order of the first heading."""

    number: int
    cells: Sequence[Cell]
    hidden: bool
    formulas: Sequence[int]


def _arranged(row: Row, cells: Sequence[Cell], sources: Sequence[int]) -> _Arranged:
    width = len(cells)
    put = [cells[at] if 0 <= at < width else None for at in sources]
    return _Arranged(row.number, put, row.hidden, [i for i, at in enumerate(sources) if at in row.formulas])


class _Columns:
    """Reads the cells of a row, all columns in one go: a loop over thirty cells costs five times as much."""

    def __init__(self, columns: Sequence[PlannedColumn]) -> None:
        self._names = tuple(c.name for c in columns)
        self._memos = tuple(c.memo for c in columns)
        self._pick = _picker([c.index for c in columns])
        self._codes = tuple((c.name, c.index, c.memo.codes) for c in columns)

    def values(self, cells: Sequence[Cell]) -> dict[str, Value]:
        return dict(zip(self._names, map(getitem, self._memos, self._pick(cells)), strict=True))

    def notes(self, cells: Sequence[Cell]) -> Notes:
        """Of the row whose values have just been read."""
        return {name: codes[cell] for name, index, codes in self._codes if codes and (cell := cells[index]) in codes}


def _picker(indexes: Sequence[int]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple([cells[index] for index in indexes])


def _merged_down(sheet: Sheet, after: int, columns: set[int]) -> dict[int, list[tuple[int, int]]]:
    """first row → (column, last row) of cells merged downwards under the heading."""
    found: dict[int, list[tuple[int, int]]] = {}
    for r1, c1, r2, _c2 in sheet.head.merges:
        if r2 > r1 > after and c1 in columns:
            found.setdefault(r1, []).append((c1, r2))
    return found


def _carry(row: Row, merged: Mapping[int, list[tuple[int, int]]], carried: dict[int, tuple[int, Cell]]) -> None:
    for column, last in merged.get(row.number, ()):
        carried[column] = (last, row.cells[column] if column < len(row.cells) else None)


class Checking:
    """A workbook being checked. `sheets` is known at once; `rows()` may be run through once."""

    def __init__(
        self, workbook: Workbook, as_of: date, kind: str | None, known: Known, learned: Mapping[str, str]
    ) -> None:
        self.as_of = as_of
        self._limits = limits(as_of)
        self._known = known
        self._parts: list[_Part] = []
        self._memories: dict[str, Memory] = {}
        self.sheets: list[SheetReport] = []
        self.counted = 0  # data rows, once the first pass is over
        for number, sheet in enumerate(workbook.sheets):
            top = list(islice(sheet.rows(), _LOOK_AT))
            report = recognise_sheet(sheet.head, top, kind, learned)
            self.sheets.append(report)
            if report.form is not None and report.mapping is not None:
                one = plan(report.form, report.mapping.columns, self._limits)
                self._parts.append(_Part(number, sheet, report, one))
        self._by_number = {part.number: part for part in self._parts}
        self._composers: dict[tuple[int, int], Composer] = {}

    def rows(self) -> Iterator[CheckedRow]:
        self._collect()
        for part in self._parts:
            yield from self._judge(part)

    def drafts(self, row: CheckedRow) -> list[Draft]:
        """Facts of a sound row, still without subject and provenance."""
        return self._composer(row.part, row.row).drafts(row.values)

    def _composer(self, number: int, row: int) -> Composer:
        part = self._by_number[number]
        letters = part.at(row) if part.turns else part.plan.letters
        key = (number, id(letters))
        if key not in self._composers:
            form = part.report.form
            assert form is not None
            self._composers[key] = Composer(form.kind, Setting(self.as_of, letters), form)
        return self._composers[key]

    # -- first pass over the data: keys

    def _collect(self) -> None:
        for part in self._parts:
            for check in part.plan.sheet_checks:
                if check.name not in self._memories:
                    self._memories[check.name] = check.begin(self._limits, self._known)
            memories = [self._memories[c.name] for c in part.plan.sheet_checks]
            if not memories:
                continue
            row_under_check = RowUnderCheck(part.plan, self._limits, self._known)
            read = _Columns(part.plan.keys)
            for row, cells in self._rows(part):
                self.counted += 1
                if cells is None:
                    continue
                values = read.values(cells)
                row_under_check.fill(part.number * _SHEET + row.number, values, cells, {})
                for memory in memories:
                    memory.collect(row_under_check)

    def _rows(self, part: _Part) -> Iterator[tuple[Row, Sequence[Cell] | None]]:
        """The rows of data with their cells; rows that belong to another table come without."""
        judge, first, last, merged, width = part.judge, part.report.header_rows[0], part.last_heading, part.merged, part.width
        is_data = judge.is_data
        carried: dict[int, tuple[int, Cell]] = {}
        judge.begin()
        for row in part.sheet.rows():
            number = row.number
            if number <= last:
                if number < first and judge.of_another(row.cells):
                    yield row, None
                continue
            if merged:
                _carry(row, merged, carried)
            if judge.other:
                if judge.turned(row.cells):
                    part.turn(number)
                elif judge.of_another(row.cells):
                    yield row, None
                continue
            if judge.sources is not None:
                if judge.turned(row.cells):
                    part.turn(number)
                    continue
                cells = _filled_down(_wide(row.cells, width), number, carried) if carried else row.cells
                row = _arranged(row, cells, judge.sources)
                if is_data(row):
                    yield row, _wide(row.cells, width)
                continue
            cells = row.cells
            if not is_data(row):
                if judge.sources is not None:
                    part.turn(number)
                elif carried and judge.continued(cells, filled := _filled_down(_wide(cells, width), number, carried)):
                    yield row, filled
                continue
            if len(cells) < width:
                cells = _wide(cells, width)
            if carried:
                cells = _filled_down(cells, number, carried)
            yield row, cells

    # -- second pass: everything

    def _judge(self, part: _Part) -> Iterator[CheckedRow]:
        under_check = RowUnderCheck(part.plan, self._limits, self._known)
        columns = _Columns(part.plan.columns)
        by_name = {c.name: c for c in part.plan.columns}
        looks = [c.look for c in part.plan.row_checks]
        looks += [self._memories[c.name].look for c in part.plan.sheet_checks]
        title = part.report.name
        lacking = without_columns(part.report)
        for row, cells in self._rows(part):
            if cells is None:
                yield _of_another_table(row, part.plan.columns, title, part.number)
                continue
            values = columns.values(cells)
            notes = columns.notes(cells)
            under_check.fill(part.number * _SHEET + row.number, values, cells, notes)
            for look in looks:
                look(under_check)
            for name in part.required:
                if values[name] is None and name not in notes:
                    notes[name] = ("value-missing",)
            if row.hidden or row.formulas:
                _mark(row, part.plan, notes)
            if lacking:
                findings = (*_findings(notes, by_name, cells, title, row.number), replace(lacking, row=row.number))
                yield CheckedRow(title, row.number, "error", values, findings, part.number)
            elif notes:
                findings = _findings(notes, by_name, cells, title, row.number)
                if part.turns:
                    letters = part.at(row.number)
                    findings = tuple([replace(f, column=letters.get(f.field, f.column)) for f in findings])
                yield CheckedRow(title, row.number, _status(notes), values, findings, part.number)
            else:
                yield CheckedRow(title, row.number, "ok", values, (), part.number)


def _wide(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    return cells if len(cells) >= width else [*cells, *([None] * (width - len(cells)))]


def _filled_down(cells: Sequence[Cell], number: int, carried: Mapping[int, tuple[int, Cell]]) -> Sequence[Cell]:
    filled = list(cells)
    for column, (last, value) in carried.items():
        if number <= last and (filled[column] is None or not plain(filled[column])):
            filled[column] = value
    return filled


def _mark(row: Row, one: Plan, notes: Notes) -> None:
    """Hidden rows and stored results of formulas are data; they are only mentioned."""
    if row.hidden and one.columns:
        first = next((c.name for c in one.columns if c.name == "name"), one.columns[0].name)
        notes[first] = (*notes.get(first, ()), "hidden-row")
    if row.formulas:
        for column in one.columns:
            if column.index in row.formulas and "cell-error" not in notes.get(column.name, ()):
                notes[column.name] = (*notes.get(column.name, ()), "formula-cell")


def _findings(
    notes: Notes, by_name: Mapping[str, PlannedColumn], cells: Sequence[Cell], sheet: str, row: int
) -> tuple[Finding, ...]:
    made = []
    for name, codes in notes.items():
        column = by_name[name]
        raw = plain(cells[column.index])
        made += [finding(code, column, raw, sheet, row) for code in codes]
    return tuple(made)


def _of_another_table(row: Row, columns: Sequence[PlannedColumn], sheet: str, part: int) -> CheckedRow:
    said = finding(_ANOTHER_TABLE, columns[0], "", sheet, row.number)
    return CheckedRow(sheet, row.number, "error", dict.fromkeys(c.name for c in columns), (said,), part)


def _status(notes: Notes) -> str:
    errors = {code for codes in notes.values() for code in codes if code in ERRORS}
    if errors:
        return "duplicate" if errors == {_DUPLICATE} else "error"
    return "warning" if any(code in WARNINGS for codes in notes.values() for code in codes) else "ok"


def check(
    workbook: Workbook,
    as_of: date,
    *,
    kind: str | None = None,
    known: Known = NOTHING,
    learned: Mapping[str, str] | None = None,
) -> Checking:
    """Check a workbook as if today were `as_of`. `learned`: bare heading → column, of this organisation."""
    if kind is not None:
        sheet_kind(kind)  # refuses what is no kind
    return Checking(workbook, as_of, kind, known, learned or {})
