"""专项材料 — the papers of one procedure of the district: stars of a time, the pledge, the book of points, a call for projects, matters with their clocks.

Each figure printed stands once more in the last table with its query id, day and the digest of what was kept; a query id asked of
the same digest gives the same figure.
Source  the records each topic names in `rule`; official form GB/T 9704-2012 is the writers' business.
Not here  counting and keeping (apps/oversight/topics), Word, PDF and workbook (apps/oversight/printing).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.figures.figure import percent
from jiaxin.domain.figures.pack import SHOWN_DIGITS, Pack, Section, Table

NO_BASE = "没有底数，不计算"


@dataclass(frozen=True, slots=True)
class Number:
    """One figure. `whole` -1: it is a count and no share; `said` what it counts, over what."""

    id: str
    label: str
    unit: str
    part: int
    whole: int
    said: str

    @property
    def is_share(self) -> bool:
        return self.whole >= 0

    @property
    def value(self) -> str:
        if not self.is_share:
            return f"{self.part:,} {self.unit}"
        return percent(1000 * self.part // self.whole) if self.whole else NO_BASE

    @property
    def how(self) -> str:
        if not self.is_share:
            return f"{self.part:,} {self.unit}"
        return f"{self.part:,} ÷ {self.whole:,}" if self.whole else NO_BASE


@dataclass(frozen=True, slots=True)
class Kept:
    """What was counted of a topic and by what it is known again. `rule`: version of the rules it rests on, `scope` the time or the call."""

    topic: str
    title: str
    scope: str
    rule: str
    numbers: tuple[Number, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    on: date
    position: int
    root: str
    digest: str

    def number(self, query: str) -> Number | None:
        return next((one for one in self.numbers if one.id == query), None)


def topic_paper(one: Kept, office: str) -> Pack:
    """The paper of what was kept."""
    opening = f"以下数字为{one.scope}的情况，截至{one.on.year}年{one.on.month}月{one.on.day}日统计，账本统计到第 {one.position:,} 条，快照号 {one.digest[:SHOWN_DIGITS]}。"
    figures = Table("总体数字", ("指标", "数值", "怎么算", "查询号"), tuple((n.label, n.value, n.how, n.id) for n in one.numbers), (24, 15, 21, 40))
    parts = [Section("一、总体情况", (opening, *one.notes), (figures,))]
    parts += [Section(f"{number}、{table.name}", () if table.rows else ("没有。",), (table,) if table.rows else ()) for number, table in zip("二三四五六七八", one.tables, strict=False)]
    last = "二三四五六七八九"[len(one.tables)]
    return Pack(one.title, office, one.on, one.digest, (*parts, Section(f"{last}、口径与核对", _how(one), (_meanings(one.numbers), _checks(one)))))


def _how(one: Kept) -> tuple[str, ...]:
    return (
        f"快照号 {one.digest}。",
        f"账本统计到第 {one.position:,} 条，根为 {one.root or '（空）'}；口径版本 {one.rule}。",
        "在系统“专项材料”里打开同一快照号，输入查询号，应得到相同的数。",
    )


def _meanings(numbers: Sequence[Number]) -> Table:
    told = dict.fromkeys((n.label, n.said) for n in numbers)
    return Table("指标口径", ("指标", "口径"), tuple(told), (30, 70))


def _checks(one: Kept) -> Table:
    rows = tuple(
        (n.id, n.label, n.value, str(n.part), str(n.whole) if n.is_share else "", one.on.isoformat(), one.digest[:SHOWN_DIGITS]) for n in one.numbers
    )
    return Table("核对表", ("查询号", "指标", "数值", "分子", "分母", "统计日", "快照号"), rows, (35, 13, 9, 6, 6, 12, 19))
