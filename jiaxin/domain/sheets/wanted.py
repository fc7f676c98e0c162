"""应有的列 — a sheet kind as the mapping needs it: each column with label, aliases, reader and words in full.

What a column leaves open comes from the record field it feeds. Of two columns that claim one heading the
one that says so itself wins; a heading claimed twice by record fields belongs to the first.
"""

from dataclasses import dataclass, field, replace
from functools import cache

from jiaxin.domain.records.kind import Field, kind
from jiaxin.domain.sheets.headings import ASPECTS, TOPICS, bare
from jiaxin.domain.sheets.sheet import Column, SheetKind, sheet_kind
from jiaxin.domain.values.readers import Manner, Reader, reader


@dataclass(frozen=True, slots=True)
class Wanted:
    name: str
    label: str
    reads: str
    aliases: tuple[str, ...]  # bare
    topic: str  # pattern, or empty
    aspects: tuple[str, ...]  # patterns; empty text = may be left out
    record: str  # record kind it feeds
    column: Column
    manner: Manner = field(default_factory=Manner)

    def reader(self, expiry: bool = False, heading: str = "") -> Reader:
        """`heading` as written: its brackets may name the unit of bare numbers."""
        times = 10_000 if self.reads == "money_fen" and "万" in heading else 1
        return reader(self.reads, replace(self.manner, expiry=expiry, times=times))


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet kind in full. `exact`: bare heading → column name."""

    kind: SheetKind
    wanted: dict[str, Wanted]
    exact: dict[str, str]


@cache
def form(code: str) -> Form:
    return form_of(sheet_kind(code))


def form_of(sheet: SheetKind) -> Form:
    wanted = {column.name: _wanted(column) for column in sheet.columns}
    exact: dict[str, str] = {}
    own = ((c.name, (c.label, *c.aliases)) for c in sheet.columns)
    labels = ((w.name, (w.label,)) for w in wanted.values())
    added = ((w.name, w.aliases) for w in wanted.values())
    for claims in (own, labels, added):
        for name, said in claims:
            for one in said:
                if one:
                    exact.setdefault(bare(one)[0], name)
    return Form(sheet, wanted, exact)


def _wanted(column: Column) -> Wanted:
    record, _, name = column.feeds.rpartition(".")
    source: Field | None = kind(record).field(name) if record else None
    aliases = column.aliases if column.only or source is None else (*column.aliases, *source.aliases)
    label = column.label or (source.label if source else column.name)
    words = column.words or (source.words if source else ())
    topic = column.topic or record
    return Wanted(
        name=column.name,
        label=label,
        reads=column.reads or (source.reads if source else "text"),
        aliases=tuple(dict.fromkeys(bare(a)[0] for a in aliases)),
        topic=TOPICS.get(topic, topic if column.topic else ""),
        aspects=_aspects(column.aspect),
        record=record,
        column=column,
        manner=Manner(words=words, nothing=column.nothing, many=source.many if source else False),
    )


def _aspects(text: str) -> tuple[str, ...]:
    if not text:
        return ("",)
    may_be_left_out = text.endswith("?")
    patterns = tuple(ASPECTS[code] for code in text.rstrip("?").split("|"))
    return (*patterns, "") if may_be_left_out else patterns
