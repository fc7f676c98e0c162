"""评审一致性 — how far two assessors agree who did not see each other, and who is always far from the others.

Unit    points of a part; weighted kappa in thousandths (quadratic weights: Cohen 1968).
Silent  kappa is silent where both gave every part the same points: nothing varies, so nothing can agree by chance.
Not here  who marks (procedures/star_rating).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook

Sheet = Mapping[str, int]  # part → points


@dataclass(frozen=True, slots=True)
class Agreement:
    """`third` = the totals lie so far apart that a third person looks."""

    parts: tuple[tuple[str, int, int], ...]
    totals: tuple[int, int]
    kappa_mille: int | None
    third: bool


def read(lines: Sequence[str], book: Rulebook) -> dict[str, int]:
    """A sheet of lines `part:points`. Raises Refused for a part that is missing, unknown or over its most."""
    most = {str(p["code"]): (str(p["label"]), int(p["most"])) for p in book.data["part"]}
    sheet: dict[str, int] = {}
    for line in lines:
        code, _, points = line.partition(":")
        if code not in most or not points.strip().isdecimal() or int(points) > most[code][1]:
            label, top = most.get(code, (code, 0))
            raise Refused("stars.points", f"“{label}”的评分不对", f"请填 0 到 {top} 的整数")
        sheet[code] = int(points)
    if left := [label for code, (label, _) in most.items() if code not in sheet]:
        raise Refused("stars.missing", f"“{left[0]}”还没有评分", "每个部分都要评分")
    return sheet


def agreement(first: Sheet, second: Sheet, book: Rulebook) -> Agreement:
    codes = [str(p["code"]) for p in book.data["part"]]
    labels = {str(p["code"]): str(p["label"]) for p in book.data["part"]}
    a, b = [first[c] for c in codes], [second[c] for c in codes]
    return Agreement(
        tuple((labels[c], first[c], second[c]) for c in codes), (sum(a), sum(b)), kappa([(x, y) for x, y in zip(a, b, strict=True)]),
        abs(sum(a) - sum(b)) > int(book.data["blind"]["apart_points"]),
    )  # fmt: skip


def kappa(pairs: Sequence[tuple[int, int]]) -> int | None:
    """Quadratically weighted kappa over pairs of points, in thousandths: 1 − observed / expected disagreement."""
    n = len(pairs)
    seen = n * sum((x - y) ** 2 for x, y in pairs)
    chance = sum((x - y) ** 2 for x, _ in pairs for _, y in pairs)
    return None if not chance else 1000 - 1000 * seen // chance


def outliers(marked: Sequence[tuple[str, int, str, int]], book: Rulebook) -> dict[str, int]:
    """Assessors whose totals lie on average so many points above or below their partners': assessor → mean points apart.

    marked  (assessor, total, other assessor, total) of each case
    """
    apart: dict[str, list[int]] = defaultdict(list)
    for one, mine, other, theirs in marked:
        apart[one].append(mine - theirs)
        apart[other].append(theirs - mine)
    least, far = int(book.data["blind"]["at_least"]), int(book.data["blind"]["outlier_points"])
    away = {who: found for who, found in apart.items() if len(found) >= least and abs(sum(found)) > far * len(found)}
    return {who: sum(found) // len(found) if sum(found) > 0 else -(-sum(found) // len(found)) for who, found in away.items()}
