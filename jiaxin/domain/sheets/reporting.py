"""表的认定 — what one sheet of a workbook is: of which kind, where its heading is, which column is which field.

Every kind is tried (or the one named by the sender); the one whose columns explain most wins, a title that
names the kind counts for three columns. Hidden sheets are no data. A sheet with no heading is a note or a
dictionary; one with a heading that satisfies no kind is reported as unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jiaxin.domain.findings import Finding
from jiaxin.domain.quality.check import remarks
from jiaxin.domain.sheets import other_tables
from jiaxin.domain.sheets.headings import Heading, bare
from jiaxin.domain.sheets.locating import Located, blocks, locate
from jiaxin.domain.sheets.mapping import Mapping_, map_columns
from jiaxin.domain.sheets.sheet import sheet_kinds
from jiaxin.domain.sheets.source import Row, SheetHead
from jiaxin.domain.sheets.wanted import Form, form
from jiaxin.domain.values.text import plain

_TITLE = 3.0  # a title that names the kind counts like so many columns
_SHARE = 3.0  # so does a sheet that has all columns of the kind: a register of trainings is no thin roster
_SAYS_NOTHING = frozenset({"remark"})  # stands in every kind of sheet
_NEAR = 0.5  # kinds whose headings say less than this share of the best are not looked at further


@dataclass(slots=True)
class SheetReport:
    """`why`: empty, or why the sheet has no rows: hidden | no-heading | unknown-kind."""

    name: str
    why: str = ""
    form: Form | None = None
    header_rows: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    mapping: Mapping_ | None = None
    kinds_like: tuple[str, ...] = field(default=())  # labels of the nearest kinds, where none fits
    lacking: tuple[str, ...] = ()  # labels of columns without which no row can be taken
    peopled: bool = False  # of a sheet without rows: whether its top has lines that name somebody

    @property
    def kind(self) -> str:
        return self.form.kind.code if self.form else ""


def recognise_sheet(head: SheetHead, top: Sequence[Row], kind: str | None, learned: Mapping[str, str]) -> SheetReport:
    if head.hidden:
        return _skipped(head, "hidden", top)
    candidates = blocks(top, head)
    places = [(one, locate(candidates, one, learned)) for one in map(form, (kind,) if kind else sheet_kinds())]
    located = [(one, at) for one, at in places if at is not None]
    if not located:
        return _skipped(head, "no-heading", top)
    least = _NEAR * max(at.worth for _, at in located)
    found = [_try(head, top, one, at, learned) for one, at in located if at.worth >= least]
    fitting = [t for t in found if t.fits or kind]
    if not fitting:
        likeliest = sorted(found, key=lambda t: -t.score)[:3]
        return _skipped(head, "unknown-kind", top, tuple(t.form.kind.label for t in likeliest))
    best = max(fitting, key=lambda t: t.score)
    best.mapping.propose()
    lacking = _lacking(best.form, set(best.mapping.columns))
    return SheetReport(head.name, "", best.form, best.located.rows, best.located.headings, best.mapping, lacking=lacking)


def _lacking(one: Form, present: set[str]) -> tuple[str, ...]:
    """A column that is not there is no better than one whose cells are empty; of groups that tell the kind the nearest counts."""
    nearest = min((set(group) - present for group in one.kind.requires), key=len, default=set())
    due = {name for name, wanted in one.wanted.items() if wanted.column.required} - present
    return tuple(wanted.label for name, wanted in one.wanted.items() if name in nearest | due)


def _skipped(head: SheetHead, why: str, top: Sequence[Row], like: tuple[str, ...] = ()) -> SheetReport:
    """Notes and dictionaries may be passed over in silence; a list of people may not."""
    peopled = any(other_tables.is_entry([c for c in row.cells if c is not None and plain(c)]) for row in top)
    return SheetReport(head.name, why, kinds_like=like, peopled=peopled)


def passed_over(report: SheetReport) -> Finding | None:
    """What the sender must hear of a sheet that was not read; nothing of a note or a dictionary. Row 0: the whole sheet."""
    if not report.why or not (report.peopled or report.why == "unknown-kind"):
        return None
    remark = remarks()[f"sheet-{report.why}"]
    return Finding(remark.code, remark.severity, "", remark.said, remark.do_this, report.name, 0, "")


def without_columns(report: SheetReport) -> Finding | None:
    """What is to be said of every row of a sheet that lacks columns; still without the row."""
    if not report.lacking:
        return None
    remark = remarks()["column-missing"]
    said = remark.said.format(label="、".join(report.lacking))
    return Finding(remark.code, remark.severity, "", said, remark.do_this, report.name, 0, "")


@dataclass(frozen=True, slots=True)
class _Tried:
    form: Form
    located: Located
    mapping: Mapping_
    score: float
    fits: bool


def _try(head: SheetHead, top: Sequence[Row], one: Form, located: Located, learned: Mapping[str, str]) -> _Tried:
    last = located.rows[-1]
    sample = _full([r for r in top if r.number > last])
    mapping = map_columns(located.headings, sample, one, learned)
    present = set(mapping.columns)
    fits = any(present.issuperset(group) for group in one.kind.requires)
    share = len(present) / len(one.wanted)
    telling = len(present - _SAYS_NOTHING) + len(mapping.dropped)
    score = telling + _SHARE * share + _TITLE * _titled(head, top, located.rows[0], one)
    return _Tried(one, located, mapping, score, fits)


def _full(rows: Sequence[Row]) -> list[Row]:
    """Without totals, notes and signatures: rows that fill at least a third of the cells the fullest one fills."""
    filled = [sum(1 for c in r.cells if c is not None) for r in rows]
    most = max(filled, default=0)
    return [r for r, n in zip(rows, filled, strict=True) if n * 3 >= most]


def _titled(head: SheetHead, top: Sequence[Row], before: int, one: Form) -> bool:
    """Whether the sheet's name or a banner over the heading names the kind."""
    banners = [plain(c) for r in top if r.number < before for c in r.cells if c is not None]
    words = "".join(bare(t)[0] for t in (head.name, *banners))
    return any(title in words for title in one.kind.titles)
