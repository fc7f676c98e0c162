"""主要问题 — sentences for the meeting, each from a figure and naming it; nothing is said that no figure says.

Source  agenda of the joint meeting: the streets furthest behind, what files lack most, matters past their day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jiaxin.domain.figures.figure import ALL, Figure, percent

WORST = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """said  the sentence; `ids` the figures it rests on"""

    said: str
    ids: tuple[str, ...]


def problems(figures: Sequence[Figure], missing: Sequence[tuple[str, int]], line_permille: int) -> list[Problem]:
    """What stands out, the widest first. `missing`: label of a part and how many filed workers lack it, most first."""
    found = [*_behind(figures, line_permille), *_without_base(figures)]
    by_id = {one.id: one for one in figures}
    filed = by_id.get(f"filed:{ALL}")
    if missing and filed and filed.part:
        told = "、".join(f"{label}（{count:,} 人）" for label, count in missing[:3])
        found.append(Problem(f"已建档的 {filed.part:,} 人中，最常缺的是{told}。", (filed.id, f"completeness:{ALL}")))
    if (late := by_id.get(f"overdue:{ALL}")) and late.part:
        found.append(Problem(f"有 {late.part:,} 件事项已过期限还没办理。", (late.id,)))
    for code in ("complaints", "objections"):
        one = by_id.get(f"{code}:{ALL}")
        if one and one.share is not None and one.share < 1000:
            found.append(Problem(f"{one.definition.label}为 {one.said}（{one.how}），没有做到全部按期。", (one.id,)))
    return found


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
