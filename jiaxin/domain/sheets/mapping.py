"""列映射 — which column of a sheet is which field.

By the heading's words first; where they are weak or missing, words and content together: the content of
at least 95 % of the filled cells has to fit. What stays open is listed with ranked proposals, and the
sheet is still checked in all its other columns.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from jiaxin.domain.sheets import content
from jiaxin.domain.sheets.headings import Heading
from jiaxin.domain.sheets.recognising import (
    ALIAS,
    INHERITED,
    WEAK,
    WORDS,
    Recognised,
    What,
    hint_length,
    hinted,
    inherit,
    recognise,
    recognise_leaf,
)
from jiaxin.domain.sheets.source import Cell, Row, column_letter
from jiaxin.domain.sheets.wanted import Form, Wanted
from jiaxin.domain.values.text import plain

_SURE = 0.95  # share of filled cells that must fit where words alone do not tell
_SURE_FORM = 0.9  # … for numbers whose form is unmistakable; the rest may be mistakes, which the checks will find
_FAIR = 0.6  # … where the words tell by topic and aspect
_LOOSE = 0.5  # … for free text, whose patterns are looser
_PROPOSALS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """`confidence` in per cent."""

    field: str
    label: str
    confidence: int
    why: str


@dataclass(frozen=True, slots=True)
class Mapped:
    index: int
    name: str
    heading: str
    strength: int
    expiry: bool = False


@dataclass(frozen=True, slots=True)
class Unmapped:
    index: int
    heading: str
    proposals: tuple[Proposal, ...] = ()

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(slots=True)
class Mapping_:
    """The outcome for one sheet and one kind."""

    columns: dict[str, Mapped] = field(default_factory=dict)
    dropped: list[Unmapped] = field(default_factory=list)
    ignored: list[Unmapped] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    proposer: Callable[[int], tuple[Proposal, ...]] = field(default=lambda index: (), repr=False)

    def propose(self) -> None:
        """Work out proposals for what stays open; not done before the kind is settled, because it is slow."""
        self.unmapped = [Unmapped(u.index, u.heading, self.proposer(u.index)) for u in self.unmapped]
        self.proposer = lambda index: ()

    @property
    def letters(self) -> dict[str, str]:
        """Column name → column letter."""
        return {m.name: column_letter(m.index) for m in self.columns.values()}


class _Mapper:
    def __init__(
        self, headings: Sequence[Heading], sample: Sequence[Row], form: Form, learned: Mapping[str, str]
    ) -> None:
        self.headings = headings
        self.sample = sample
        self.form = form
        self.found = [recognise(one, form, learned) for one in headings]
        self._cells: dict[int, list[Cell]] = {}
        self._fits: dict[tuple[int, str], float] = {}

    def run(self) -> Mapping_:
        out = Mapping_()
        self._by_words(out)
        self._by_neighbours(out)
        self._by_content(out)
        for index, one in enumerate(self.headings):
            if any(m.index == index for m in out.columns.values()):
                continue
            entry = Unmapped(index, one.shown or one.whole)
            if self.found[index].what is What.FORBIDDEN:
                out.dropped.append(entry)
            elif self.found[index].what is What.IGNORED:
                out.ignored.append(entry)
            elif self.cells(index):
                out.unmapped.append(entry)
        out.proposer = lambda index: self._propose(index, self.headings[index], out)
        return out

    # -- content

    def cells(self, index: int) -> list[Cell]:
        if index not in self._cells:
            self._cells[index] = content.filled([r.cells[index] for r in self.sample if index < len(r.cells)])
        return self._cells[index]

    def fit(self, index: int, wanted: Wanted) -> float:
        key = (index, wanted.name)
        if key not in self._fits:
            self._fits[key] = content.fit(self.cells(index), wanted.reads, wanted.reader(), wanted.column.looks)
        return self._fits[key]

    def _contradicts(self, index: int, found: Recognised) -> bool:
        """Words say one thing, and the content is plainly another."""
        wanted = self.form.wanted[found.name]
        if found.strength > WORDS or not self.cells(index):
            return False
        if content.strength(wanted.reads, wanted.column.looks) < 1:
            return False
        return self.fit(index, wanted) < (_LOOSE if wanted.column.looks else _FAIR)

    # -- steps

    def _take(self, out: Mapping_, index: int, found: Recognised) -> None:
        out.columns[found.name] = Mapped(index, found.name, self.headings[index].shown, found.strength, found.expiry)

    def _by_words(self, out: Mapping_) -> None:
        """Strongest first; of equals the one that says it outright, without a group over it, further left.

        Where two columns say the same, the one with a group falls back on its own cell: 总部 over 信用代码
        beside 总公司信用代码 is a credit code.
        """
        order = sorted(
            (i for i, f in enumerate(self.found) if f.what is What.COLUMN),
            key=lambda i: (-self.found[i].strength, self.found[i].expiry, -self.found[i].agreement, bool(self.headings[i].group), i),
        )
        for index in order:
            found = self.found[index]
            if found.name in out.columns:
                leaf = recognise_leaf(self.headings[index], self.form)
                if leaf.what is What.COLUMN and leaf.name not in out.columns:
                    self._take(out, index, leaf)
                elif found.strength < ALIAS:
                    self.found[index] = Recognised(What.UNKNOWN)
                continue
            if self._contradicts(index, found):
                self.found[index] = Recognised(What.UNKNOWN)
                continue
            self._take(out, index, found)

    def _open(self, out: Mapping_) -> list[int]:
        taken = {m.index for m in out.columns.values()}
        return [
            i
            for i, one in enumerate(self.headings)
            if i not in taken and one.path and self.found[i].what is What.UNKNOWN and self.cells(i)
        ]

    def _by_neighbours(self, out: Mapping_) -> None:
        for index in self._open(out):
            record = self._record_before(index, out)
            found = inherit(self.headings[index], self.form, record) if record else Recognised(What.UNKNOWN)
            if found.what is not What.COLUMN or found.name in out.columns:
                continue
            wanted = self.form.wanted[found.name]
            if content.strength(wanted.reads, wanted.column.looks) and self.fit(index, wanted) >= _SURE:
                self._take(out, index, found._replace(strength=INHERITED))

    def _record_before(self, index: int, out: Mapping_) -> str:
        """Record kind of the nearest mapped column to the left, at most three away."""
        at = {m.index: self.form.wanted[m.name].record for m in out.columns.values()}
        for left in range(index - 1, max(index - 4, -1), -1):
            if left in at:
                return at[left]
        return ""

    def _by_content(self, out: Mapping_) -> None:
        """A weak word and content that fits, where only one column answers to both."""
        claims: dict[str, list[tuple[int, int]]] = {}  # column name → (length of the word that hints at it, index)
        for index in self._open(out):
            names = [n for n in hinted(self.headings[index], self.form) if n not in out.columns]
            fitting = [
                (self.fit(index, w), content.strength(w.reads, w.column.looks), n)
                for n in names
                if (w := self.form.wanted[n])
            ]
            sure = sorted(
                ((s, f, n) for f, s, n in fitting if s >= 2 and f >= (_SURE_FORM if s == 3 else _SURE)), reverse=True
            )
            if sure and (len(sure) == 1 or sure[0][0] > sure[1][0]):
                name = sure[0][2]
                claims.setdefault(name, []).append((hint_length(self.headings[index], self.form.wanted[name]), index))
        for name, who in claims.items():
            clearest = max(length for length, _ in who)  # …姓名 says more than …员
            best = [index for length, index in who if length == clearest]
            if len(best) == 1:
                self._take(out, best[0], Recognised(What.COLUMN, name, WEAK))

    def _propose(self, index: int, one: Heading, out: Mapping_) -> tuple[Proposal, ...]:
        said = set(hinted(one, self.form))
        ranked = []
        for wanted in self.form.wanted.values():
            if wanted.name in out.columns:
                continue
            weight = content.strength(wanted.reads, wanted.column.looks)
            if weight == 1 and wanted.name not in said:
                continue  # any column of dates fits every date
            fits = self.fit(index, wanted) if weight else 0.0
            if weight and fits < 0.5:
                continue
            confidence = int(100 * fits * (0.0, 0.25, 0.55, 0.8)[weight]) + (15 if wanted.name in said else 0)
            if confidence >= 15:
                ranked.append(
                    Proposal(wanted.name, wanted.label, min(confidence, 95), _why(fits, wanted, wanted.name in said))
                )
        return tuple(sorted(ranked, key=lambda p: -p.confidence)[:_PROPOSALS])


def _why(fits: float, wanted: Wanted, said: bool) -> str:
    parts = []
    if said:
        parts.append("表头用词相近")
    if fits:
        parts.append(f"{int(fits * 100)}% 的内容符合“{wanted.label}”")
    return "；".join(parts)


def map_columns(headings: Sequence[Heading], sample: Sequence[Row], form: Form, learned: Mapping[str, str]) -> Mapping_:
    """Map the columns of one sheet. `sample`: rows under the heading."""
    width = max((len(r.cells) for r in sample), default=len(headings))
    padded = [*headings, *(Heading(()) for _ in range(width - len(headings)))]
    return _Mapper(padded, sample, form, learned).run()


def is_blank(cell: Cell) -> bool:
    return cell is None or not plain(cell)
