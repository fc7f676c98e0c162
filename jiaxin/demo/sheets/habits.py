"""习惯 — how one office writes: its words for the columns, their order, its dates, its kind of file.

Words come from the declarations of the sheet kinds (labels and the other headings offices use), so that a
new column brings its own. A word that could mean two columns of a sheet is not used.
"""

from collections import Counter
from datetime import date
from functools import cache
from random import Random

from jiaxin.demo.sheets.book import Book, Cell, Line
from jiaxin.domain.records.kind import kind
from jiaxin.domain.sheets.sheet import sheet_kind

_STYLES = ("cell", "cell", "iso", "iso", "dots", "chinese", "slashes", "digits")


@cache
def words(kind_code: str) -> dict[str, tuple[str, ...]]:
    """Column name → headings that can only mean this column."""
    found: dict[str, list[str]] = {}
    for column in sheet_kind(kind_code).columns:
        names = [column.label] if column.label else []
        if column.feeds:
            record, _, name = column.feeds.rpartition(".")
            declared = kind(record).field(name)
            names += [declared.label, *declared.aliases] if not column.label else []
        found[column.name] = list(dict.fromkeys(names))
    count = Counter(word for some in found.values() for word in some)
    return {name: tuple(w for w in some if count[w] == 1) or tuple(some[:1]) for name, some in found.items()}


class Habit:
    """One office's way. The same office always writes the same way."""

    def __init__(self, chance: Random) -> None:
        self._seed = chance.random()
        self.dates = chance.choice(_STYLES)
        self.csv = chance.random() < 0.25
        self.title = chance.random() < 0.4
        self.total = chance.random() < 0.3
        self.numbered = chance.random() < 0.5
        self.plain = chance.random() < 0.5  # keeps to the template's words and order

    def columns(self, kind_code: str, names: list[str]) -> list[tuple[str, str]]:
        """The columns in this office's order and words."""
        chance, said = Random(f"{self._seed}/{kind_code}"), words(kind_code)
        order = list(names)
        if not self.plain:
            for _ in range(len(order) // 3):
                a = chance.randrange(len(order) - 1)
                order[a], order[a + 1] = order[a + 1], order[a]
        chosen = [(n, said[n][0] if self.plain else chance.choice(said[n][:3])) for n in order]
        return [("", "序号"), *chosen] if self.numbered else chosen

    def day(self, on: date | None) -> Cell:
        if on is None:
            return None
        match "iso" if self.csv and self.dates == "cell" else self.dates:
            case "cell":
                return on
            case "dots":
                return f"{on.year}.{on.month}.{on.day}"
            case "chinese":
                return f"{on.year}年{on.month}月{on.day}日"
            case "slashes":
                return f"{on.year}/{on.month:02d}/{on.day:02d}"
            case "digits":
                return f"{on:%Y%m%d}"
        return on.isoformat()

    def book(self, kind_code: str, name: str, columns: list[str], lines: list[Line]) -> Book:
        return Book(
            kind_code,
            f"{name}.{'csv' if self.csv else 'xlsx'}",
            self.columns(kind_code, columns),
            lines,
            title=name if self.title else "",
            total=self.total and not self.csv,
            encoding="gb18030" if self.csv and self.plain else "utf-8-sig",
        )
