"""会议材料 — the papers of a joint meeting from one counting: overall, league, sizes, problems, tasks, how to check.

Source  agenda of the joint meeting (联席会议); official form GB/T 9704-2012 is the writers' business.
Each figure printed stands once more in the last table with its query id, division, day and the digest of the counting.
Not here  Word, PDF and workbook (apps/oversight/printing), counting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jiaxin.domain.figures.definitions import DEFINITIONS, GROUPS
from jiaxin.domain.figures.figure import ALL, Figure, percent
from jiaxin.domain.figures.problems import Problem, problems, street_problems
from jiaxin.domain.figures.rules import FigureRules

SHOWN_DIGITS = 16  # of the digest, on paper
LEAGUE = ("coverage", "completeness", "fresh", "verified")
BY_SIZE = ("filed", "coverage", "completeness", "green")


@dataclass(frozen=True, slots=True)
class Table:
    """`wide`: share of the width of each column, in per cent."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[int, ...]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Rows whose cells carry their heading, for narrow screens."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    texts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


class Sourced(Protocol):
    """By what a counting is known again."""

    @property
    def position(self) -> int: ...
    @property
    def root(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def rules(self) -> FigureRules: ...


@dataclass(frozen=True, slots=True)
class Basis:
    """What a pack is made from. bases: street → (persons, day, source). late: (kind, state, street, due on).

    missing  of the place the pack is for; `finer` figures of each street by size of company
    tasks    (meeting and task, lead, with, due on, state, evidence); `stuck` (meeting and task, why) of those whose light is not green
    weekly   newly filed of each of the last weeks in that place, the oldest first; None where the counting does not hold it
    """

    figures: Sequence[Figure]
    bases: Mapping[str, tuple[int, date, str]]
    missing: Sequence[tuple[str, int]]
    late: Sequence[tuple[str, str, str, date]]
    tasks: Sequence[tuple[str, str, str, str, str, str]]
    on: date
    position: int
    root: str
    digest: str
    rules: FigureRules
    stuck: Sequence[tuple[str, str]] = ()
    finer: Sequence[Figure] = ()
    weekly: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    title: str
    office: str
    on: date
    digest: str
    sections: tuple[Section, ...]


def pack(basis: Basis, office: str, place: str = ALL) -> Pack:
    """The papers for the district, or for one street with the same league."""
    order = list(DEFINITIONS)
    own = sorted((one for one in basis.figures if one.place.code == place), key=lambda f: order.index(f.code))
    name = own[0].place.name if own else ""
    title = "家政服务业信用体系建设联席会议材料" + ("" if place == ALL else f"（{name}）")
    sizes = _sizes(basis, place)
    shown = [*own, *_league(basis), *sizes]
    sections = (
        Section("一、总体情况", (_opening(basis, name),), tuple(overall(own, code, label, basis.rules) for code, label in GROUPS.items() if any(f.definition.group == code for f in own))),
        Section("二、各街道建档进度", (_line(basis.rules),), (_league_table(basis),)),
        Section("三、按企业规模", ("企业按在册人数分档，个体为没有单位的从业人员。" if sizes else "这份快照没有留存本街道按企业规模的数。",), (_size_table(sizes),) if sizes else ()),
        Section("四、主要问题", numbered(_problems(basis, own, place))),
        _tasks(basis, place),
        Section("六、口径与核对", how(basis), (meanings(own, basis.rules), checks(shown, basis))),
    )  # fmt: skip
    return Pack(title, office, basis.on, basis.digest, sections)


def _opening(basis: Basis, name: str) -> str:
    return f"以下数字为{name}截至{basis.on.year}年{basis.on.month}月{basis.on.day}日的统计，账本统计到第 {basis.position:,} 条，快照号 {basis.digest[:SHOWN_DIGITS]}。"


def overall(own: Sequence[Figure], group: str, label: str, rules: FigureRules) -> Table:
    rows = tuple((f.definition.label, f.said or "未计算", f.how, f.id) for f in own if f.definition.group == group)
    return Table(label, ("指标", "数值", "怎么算", "查询号"), rows, (24, 16, 32, 28))


def _line(rules: FigureRules) -> str:
    return f"省线（全省平均建档率）为 {percent(rules.line_permille)}，{rules.line_as_of}，{rules.line_source}。没有摸底底数的街道不排名次。"


def _league(basis: Basis) -> list[Figure]:
    return [f for f in basis.figures if f.place.kind == "street" and f.code in (*LEAGUE, "filed")]


def _sizes(basis: Basis, place: str) -> list[Figure]:
    """Of the district, or of the one street."""
    if place == ALL:
        return [f for f in basis.figures if f.place.kind == "size" and f.code in BY_SIZE]
    return [f for f in basis.finer if f.place.code.startswith(f"{place}-")]


def _problems(basis: Basis, own: Sequence[Figure], place: str) -> list[Problem]:
    if place == ALL:
        return problems(basis.figures, basis.missing, basis.rules.line_permille, basis.stuck)
    late = [(label, state, (basis.on - due).days) for label, state, street, due in basis.late if street == place]
    return street_problems({f.code: f for f in own}, _rank(basis, place), basis.missing, late, basis.stuck, basis.weekly, basis.rules)


def _rank(basis: Basis, place: str) -> tuple[int, int]:
    """(its place among the streets with a base, how many there are); (0, n) where it has none."""
    order = [one["coverage"].place.code for one in ranked(basis.figures) if one["coverage"].share is not None]
    return (order.index(place) + 1 if place in order else 0), len(order)


def ranked(figures: Sequence[Figure]) -> list[dict[str, Figure]]:
    """Streets by coverage, the best first, those without a base last: code of figure → figure."""
    streets: dict[str, dict[str, Figure]] = {}
    for one in figures:
        if one.place.kind == "street":
            streets.setdefault(one.place.code, {})[one.code] = one
    return sorted(streets.values(), key=lambda s: (s["coverage"].share is None, -(s["coverage"].share or 0), s["coverage"].place.code))


def _league_table(basis: Basis) -> Table:
    rows = []
    for number, street in enumerate(ranked(basis.figures), 1):
        one = street["coverage"]
        base = basis.bases.get(one.place.code)
        counted = (f"{base[0]:,}", base[1].isoformat()) if base else ("没有底数", "")
        rows.append((str(number) if one.share is not None else "—", one.place.name, *counted, street["filed"].said, *((street[c].said or "未计算") for c in LEAGUE)))
    headings = ("名次", "街道", "摸底人数", "摸底日期", "已建档", "建档率", "完整率", "鲜活率", "核验率")
    return Table("各街道建档进度", headings, tuple(rows), (7, 17, 11, 14, 10, 11, 10, 10, 10))


def _size_table(of: Sequence[Figure]) -> Table:
    sizes: dict[str, dict[str, Figure]] = {}
    for one in of:
        sizes.setdefault(one.place.code, {})[one.code] = one
    rows = tuple(
        (s["coverage"].place.name, f"{s['coverage'].whole:,}" if s["coverage"].whole else "没有底数", *((s[c].said or "未计算") for c in BY_SIZE))
        for s in sizes.values()
    )
    return Table("按企业规模", ("规模", "底数", "已建档", "建档率", "完整率", "绿码率"), rows, (25, 15, 15, 15, 15, 15))


def _tasks(basis: Basis, place: str) -> Section:
    names = {f.place.code: f.place.name for f in basis.figures}
    late = [one for one in basis.late if place in (ALL, one[2])]
    rows = tuple((label, state, names.get(street, ""), due.isoformat(), str((basis.on - due).days)) for label, state, street, due in late)
    tables = [Table("超期未办事项", ("事项", "现状", "街道", "应办日期", "超期天数"), rows, (24, 24, 22, 16, 14))] if rows else []
    if basis.tasks:
        headings = ("任务", "牵头", "配合", "到期", "状态", "完成依据")
        tables.insert(0, Table("督办任务", headings, tuple(basis.tasks), (30, 12, 14, 13, 11, 20)))
    texts = () if tables else ("没有在办的督办任务，也没有超期未办的事项。",)
    return Section("五、督办任务与超期事项", texts, tuple(tables))


def how(basis: Sourced) -> tuple[str, ...]:
    return (
        f"快照号 {basis.digest}。",
        f"账本统计到第 {basis.position:,} 条，根为 {basis.root or '（空）'}；口径版本 {basis.rules.version}。",
        "在系统“会议材料”里打开同一快照号，输入查询号，应得到相同的分子和分母。",
    )


def meanings(own: Sequence[Figure], rules: FigureRules) -> Table:
    told = [f.definition.under(rules) for f in own]
    rows = tuple((d.label, d.part, d.whole or "—", d.said) for d in told)
    return Table("指标口径", ("指标", "分子（计数）", "分母", "口径"), rows, (16, 26, 24, 34))


def checks(shown: Sequence[Figure], basis: Sourced) -> Table:
    once = {one.id: one for one in shown}.values()
    rows = tuple(
        (f.id, f.place.name, f.definition.label, f.said, str(f.part), "" if f.whole is None else str(f.whole), f.on.isoformat(), basis.digest[:SHOWN_DIGITS])
        for f in once
    )
    headings = ("查询号", "范围", "指标", "数值", "分子", "分母", "统计日", "快照号")
    return Table("核对表", headings, rows, (27, 12, 12, 8, 8, 8, 11, 14))


def numbered(found: Sequence[Problem]) -> tuple[str, ...]:
    return tuple(f"{n}. {p.said}（依据 {'、'.join(p.ids)}）" for n, p in enumerate(found, 1)) or ("没有需要提请会议研究的突出问题。",)
