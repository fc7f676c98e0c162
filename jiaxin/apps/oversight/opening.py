"""开放统计 — the first counting of each month, fit for everybody: small cells hidden, the rest rounded to five.

Once a month and not daily, so that two publications of one week cannot be held against each other.
"""

from dataclasses import dataclass
from datetime import date

from jiaxin.apps.oversight import snapshots
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.small_cells import published

COLUMNS = (
    ("filed", "已建档", "人", "本人已确认、未撤回授权的家政服务员"),
    ("green", "绿码", "人", "其中身份、健康证、保险都在有效期内的"),
    ("yellow", "黄码", "人", "其中有一项证照将到期或已到期的"),
    ("grey", "灰码", "人", "其中资料不足以判断的"),
    ("red", "红码", "人", "其中经复核暂停服务的"),
)
_PARTS = tuple(code for code, *_ in COLUMNS[1:])


@dataclass(frozen=True, slots=True)
class Opened:
    """rows  name of a street, or 全区, and its counts in the order of COLUMNS; None = not shown"""

    on: date
    digest: str
    least: int
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


def opened(today: date) -> Opened | None:
    """None before the first counting of the district."""
    digest = snapshots.first_of_month(today)
    if not digest:
        return None
    one = snapshots.kept(digest)
    streets = {f.place: one.at(f.place.code) for f in one.of("filed") if f.place.kind in ("street", "rest")}
    counts = [{code: at[code].part if code in at else 0 for code, *_ in COLUMNS} for at in streets.values()]
    least = figure_rules(one.counted.on).least_cell
    shown = published([{**row, "filed": sum(row[p] for p in _PARTS)} for row in counts], _PARTS, "filed", least)
    names = [*(place.name for place in streets), "全区"]
    rows = [(name, tuple(row[code] for code, *_ in COLUMNS)) for name, row in zip(names, shown, strict=True)]
    return Opened(one.counted.on, digest, least, tuple(rows))
