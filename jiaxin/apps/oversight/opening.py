"""开放统计 — the first counting of each month, fit for everybody: small cells hidden, the rest rounded to five.

Once a month and not daily, so that two publications of one week cannot be held against each other. The tables of persons by street
share their totals and are made fit together (figures/controlled); complaints and kinds of job are other counts, each by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiaxin.apps.oversight import snapshots
from jiaxin.apps.oversight.snapshots import Counting
from jiaxin.domain.figures.controlled import controlled, rounded
from jiaxin.domain.figures.rules import figure_rules

Column = tuple[str, str, str, str]  # code, label, unit, what it counts
FILED: Column = ("filed", "已建档", "人", "本人已确认、未撤回授权的家政服务员")
COLOURS: tuple[Column, ...] = (
    ("green", "绿码", "人", "其中身份、健康证、保险都在有效期内的"),
    ("yellow", "黄码", "人", "其中有一项证照将到期或已到期的"),
    ("grey", "灰码", "人", "其中资料不足以判断的"),
    ("red", "红码", "人", "其中经复核暂停服务的"),
)
TRAINING: tuple[Column, ...] = (
    ("trained", "有培训记录", "人", "其中至少有一条在案的培训记录的"),
    ("untrained", "无培训记录", "人", "其中没有在案的培训记录的"),
)
SIZES: tuple[Column, ...] = (
    ("micro", "微型企业", "人", "其中所在企业为微型的"),
    ("small", "小型企业", "人", "其中所在企业为小型的"),
    ("large", "大中型企业", "人", "其中所在企业为大中型的"),
    ("self", "个体（无单位）", "人", "其中没有单位的"),
)
COMPLAINTS: tuple[Column, ...] = (
    ("decided", "投诉", "件", "近一年办结的，加上已经超期还没办结的投诉"),
    ("in_time", "按期办结", "件", "其中每一步都在期限内的"),
    ("late", "没有按期", "件", "其中有一步超过期限的"),
)
TRADE: Column = ("workers", "人数", "人", "从事这个工种的已建档家政服务员；一人从事几种的，每种各计一次")
COLUMNS = (FILED, *COLOURS, *TRAINING, *SIZES, *COMPLAINTS, TRADE)


@dataclass(frozen=True, slots=True)
class Table:
    """rows  name of a street (or kind of job), or 全区, and its counts in the order of the columns; None = not shown"""

    code: str
    label: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    on: date
    digest: str
    least: int
    tables: tuple[Table, ...]


def opened(today: date) -> Opened | None:
    """None before the first counting of the district."""
    digest = snapshots.first_of_month(today)
    return _opened(digest) if digest else None


@lru_cache(maxsize=4)
def _opened(digest: str) -> Opened:
    """A kept counting never changes, nor does what is shown of it."""
    one = snapshots.kept(digest)
    least = figure_rules(one.counted.on).least_cell
    return Opened(one.counted.on, digest, least, (*_persons(one, least), *_complaints(one, least), *_trades(one, least)))


def _persons(one: Counting, least: int) -> list[Table]:
    names = [f.place for f in one.of("filed") if f.place.kind in ("street", "rest")]
    at = [{f.code: f.part for f in one.at(place.code).values()} for place in names]
    sized = bool(one.counted.finer)
    rows = [{code: found.get(code, 0) for code, *_ in COLOURS} for found in at]
    for row, found in zip(rows, at, strict=True):
        row["grey"] += found["filed"] - sum(row.values())  # no colour yet: it cannot be told either
        row["filed"], row["trained"] = found["filed"], found.get("trained", 0)
        row["untrained"] = row["filed"] - row["trained"]
    if sized:
        of_street = {f.place.code: f.part for f in one.counted.finer if f.code == "filed"}
        for size, *_ in SIZES:
            for place, row in zip(names, rows, strict=True):
                row[size] = of_street.get(f"{place.code}-{size}", 0)
        _rest(rows, names.index(rest) if (rest := next((p for p in names if p.kind == "rest"), None)) else None, one)
    tables = [("colours", "信用码颜色", COLOURS), ("training", "培训", TRAINING), *([("sizes", "按企业规模", SIZES)] if sized else [])]
    shown = controlled(rows, [[code for code, *_ in columns] for _, _, columns in tables], "filed", least)
    labels = [*(place.name for place in names), "全区"]
    return [_table(code, label, "街道", (FILED, *columns), labels, shown) for code, label, columns in tables]


def _rest(rows: list[dict[str, int]], at: int | None, one: Counting) -> None:
    """Those of no street have no figures by size: they are what the district has more than its streets."""
    if at is not None:
        for size, *_ in SIZES:
            rows[at][size] = one.at(size)["filed"].part - sum(row[size] for row in rows)


def _complaints(one: Counting, least: int) -> list[Table]:
    """Of the streets, and of no street what the district has more."""
    figures = {f.place.code: (f.part, f.whole or 0) for f in one.of("complaints")}
    streets = [f.place for f in one.of("complaints", "street")]
    rows = [{"decided": figures[p.code][1], "in_time": figures[p.code][0]} for p in streets]
    if not streets:
        return []
    whole = one.at()["complaints"]
    rest = {"decided": (whole.whole or 0) - sum(r["decided"] for r in rows), "in_time": whole.part - sum(r["in_time"] for r in rows)}
    rows = [{**row, "late": row["decided"] - row["in_time"]} for row in (*rows, rest)]
    shown = controlled(rows, [("in_time", "late")], "decided", least)
    return [_table("complaints", "投诉按期办结", "街道", COMPLAINTS, [*(p.name for p in streets), "未分街道", "全区"], shown)]


def _trades(one: Counting, least: int) -> list[Table]:
    """Of the whole district alone: no total stands beside them, so that nothing can be taken from anything."""
    rows = [(job, (rounded(count) if count >= least else None,)) for job, count in one.counted.trades.items()]
    return [Table("trades", "按工种（全区）", "工种", (TRADE,), tuple(rows))] if rows else []


def _table(code: str, label: str, first: str, columns: tuple[Column, ...], names: Sequence[str], shown: Sequence[Mapping[str, int | None]]) -> Table:
    return Table(code, label, first, columns, tuple((name, tuple(row[c] for c, *_ in columns)) for name, row in zip(names, shown, strict=True)))
