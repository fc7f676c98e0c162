"""主要问题 — sentences for the meeting, each from a figure and naming it; nothing is said that no figure says.

Source  agenda of the joint meeting: the streets furthest behind, what files lack most, matters past their day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.figures.figure import ALL, Figure, percent
from jiaxin.domain.figures.forecast import forecast
from jiaxin.domain.figures.rules import FigureRules

WORST = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """said  the sentence; `ids` the figures it rests on"""

    said: str
    ids: tuple[str, ...]


def problems(figures: Sequence[Figure], missing: Sequence[tuple[str, int]], line_permille: int, stuck: Sequence[tuple[str, str]] = ()) -> list[Problem]:
    """What stands out, the widest first. `missing`: label of a part and how many filed workers lack it, most first; `stuck` (task, why)."""
    found = [*_behind(figures, line_permille), *_without_base(figures)]
    by_id = {one.id: one for one in figures}
    filed = by_id.get(f"filed:{ALL}")
    found += lacking(filed, missing)
    if (late := by_id.get(f"overdue:{ALL}")) and late.part:
        found.append(Problem(f"有 {late.part:,} 件事项已过期限还没办理。", (late.id,)))
    return [*found, *not_in_time({f.code: f for f in figures if f.place.code == ALL}), *held_up(stuck)]


def street_problems(
    own: Mapping[str, Figure], rank: tuple[int, int], missing: Sequence[tuple[str, int]], late: Sequence[tuple[str, str, int]],
    stuck: Sequence[tuple[str, str]], weekly: Sequence[int] | None, rules: FigureRules,
) -> list[Problem]:  # fmt: skip
    """What stands out in one street. own: code → its figure; rank: (place, of how many); late: (kind, state, days over), the longest first."""
    found = []
    if (one := own.get("coverage")) is not None:
        found += _coverage(one, rank, weekly, rules)
    return [*found, *lacking(own.get("filed"), missing), *overdue(own.get("overdue"), late), *not_in_time(own), *held_up(stuck)]


def _coverage(one: Figure, rank: tuple[int, int], weekly: Sequence[int] | None, rules: FigureRules) -> list[Problem]:
    """Against the line of the province, and against the pace that reaches the target by the end of the year."""
    if one.share is None:
        return [Problem("还没有摸底底数，无法计算建档率，也不排名次。", (one.id,))]
    found, place = [], f"在 {rank[1]} 个有底数的街道中排第 {rank[0]}"
    if one.share < rules.line_permille:
        below = rules.line_permille - one.share
        found.append(Problem(f"建档率 {one.said}（{one.how}），比省线 {percent(rules.line_permille)} 低 {below // 10}.{below % 10} 个百分点，{place}。", (one.id,)))
    if weekly is None:
        return found
    ahead = forecast(one.part, one.whole, weekly, one.on, date(one.on.year, 12, 31), rules.target_permille, rules.target_least_weeks)
    if ahead.needed:
        pace = f"近 {len(weekly)} 周平均每周新建档 {ahead.pace} 人，" if weekly else ""
        wanted = f"到 {ahead.by} 达到目标 {percent(ahead.target)} 每周需新建档 {ahead.needed:,} 人"
        if ahead.reaches != "yes":
            found.append(Problem(f"{pace}{wanted}；{ahead.why}。", (one.id,)))
    return found


def lacking(filed: Figure | None, missing: Sequence[tuple[str, int]]) -> list[Problem]:
    """The three parts that are missing most often."""
    if not missing or filed is None or not filed.part:
        return []
    told = "、".join(f"{label}（{count:,} 人）" for label, count in missing[:3])
    return [Problem(f"已建档的 {filed.part:,} 人中，最常缺的是{told}。", (filed.id, f"completeness:{filed.place.code}"))]


def overdue(one: Figure | None, late: Sequence[tuple[str, str, int]]) -> list[Problem]:
    if one is None or not one.part:
        return []
    longest = f"，最久的是{late[0][0]}（{late[0][1]}），已超期 {late[0][2]} 天" if late else ""
    return [Problem(f"有 {one.part:,} 件事项已过期限还没办理{longest}。", (one.id,))]


def not_in_time(own: Mapping[str, Figure]) -> list[Problem]:
    shares = [own[code] for code in ("complaints", "objections") if code in own]
    return [Problem(f"{f.definition.label}为 {f.said}（{f.how}），没有做到全部按期。", (f.id,)) for f in shares if f.share is not None and f.share < 1000]


def held_up(stuck: Sequence[tuple[str, str]]) -> list[Problem]:
    """Tasks whose light is not green; they rest on the table of tasks in the same paper."""
    if not stuck:
        return []
    told = "；".join(f"“{title}”{why}" for title, why in stuck[:WORST])
    return [Problem(f"{len(stuck)} 项督办任务亮红灯或黄灯：{told}{'等' if len(stuck) > WORST else ''}。", ("督办任务表",))]


def _behind(figures: Sequence[Figure], line_permille: int) -> list[Problem]:
    rates = [f for f in figures if f.code == "coverage" and f.place.kind == "street" and f.share is not None]
    below = sorted((f for f in rates if (f.share or 0) < line_permille), key=lambda f: (f.share or 0, f.place.code))
    if not below:
        return []
    told = "、".join(f"{f.place.name}（{f.said}）" for f in below[:WORST])
    most = f"最低的 {WORST} 个是" if len(below) > WORST else "分别是"
    said = f"{len(below)} 个街道的建档率低于省线 {percent(line_permille)}，{most}{told}。"
    return [Problem(said, tuple(f.id for f in below[:WORST]))]


def _without_base(figures: Sequence[Figure]) -> list[Problem]:
    bare = [f for f in figures if f.code == "coverage" and f.place.kind == "street" and not f.whole]
    if not bare:
        return []
    told = "、".join(f.place.name for f in bare[:WORST]) + ("等" if len(bare) > WORST else "")
    return [Problem(f"{len(bare)} 个街道还没有摸底底数，无法计算建档率：{told}。", tuple(f.id for f in bare[:WORST]))]
