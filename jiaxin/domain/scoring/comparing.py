"""规则比较 — who gains and who loses when one rule pack takes another's place, and whether groups fare alike.

The grades a group's members get are counted by grade, company size, street, age group and sex. Sex and age are
looked at here only to audit a pack; no indicator can read them. A group smaller than the least number is not shown.

Unit    shares in thousandths; money in yuan; points in thousandths.
Source  口径 of `comparison-*.toml`; the 80 % interval elsewhere is of points, the 95 % interval here is of shares.
Not here  gathering the members (apps/scoring), pages.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context as Arithmetic
from decimal import Decimal
from math import isqrt
from typing import Any, NamedTuple

from jiaxin.domain.rulebooks.reading import Rulebook, packaged
from jiaxin.domain.scoring.engine import NOT_RATED, Assessment
from jiaxin.domain.scoring.rulebook import ScoringRules

_EXACT = Arithmetic(prec=20)
_Z = Decimal("1.959964")  # of a 95 % interval


BY_GRADE = "原档级"  # told apart in the tables, and no group of people that fairness asks about


class Member(NamedTuple):
    """One subject under both packs. groups: what kind of group → which one (“街道” → “样例街道”)."""

    subject: str
    company: str
    groups: Mapping[str, str]
    before: Assessment
    after: Assessment


@dataclass(frozen=True, slots=True)
class Fared:
    """One group: how many, how many rose, fell, and had a favoured grade before and after."""

    of: str
    group: str
    members: int
    rose: int
    fell: int
    favoured_before: int
    favoured_after: int
    mean_change: int  # thousandths of a point


@dataclass(frozen=True, slots=True)
class Fifths:
    """八成检验 — a group's favoured share against that of the best group, with the 95 % interval of the ratio."""

    of: str
    group: str
    best: str
    ratio_mille: int
    low_mille: int
    high_mille: int
    verdict: str  # ok · watch: below the line, but chance may explain it · below


@dataclass(frozen=True, slots=True)
class Gap:
    """组间差距 — mean points of a group less those of all others, after, with the 95 % interval; thousandths."""

    of: str
    group: str
    members: int
    mean: int
    gap: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Comparison:
    members: int
    moves: tuple[tuple[str, str, int], ...]  # grade before, grade after, how many
    fared: tuple[Fared, ...]
    fifths: tuple[Fifths, ...]  # after
    subsidy_before: int
    subsidy_after: int
    appeals: int
    gaps: tuple[Gap, ...] = ()


def compare(
    members: Sequence[Member], before: ScoringRules, after: ScoringRules, book: Rulebook | None = None
) -> Comparison:
    knobs = (book or packaged("comparison-2026")).data
    moves = Counter((m.before.grade, m.after.grade) for m in members)
    fared = tuple(_fared(members, before, after, knobs["fairness"]["least"]))
    return Comparison(
        len(members),
        tuple((old, new, n) for (old, new), n in sorted(moves.items())),
        fared,
        tuple(_fifths(fared, knobs["fairness"]["line_mille"])),
        _subsidy([(m.company, m.before) for m in members], before, knobs["subsidy"]),
        _subsidy([(m.company, m.after) for m in members], after, knobs["subsidy"]),
        _appeals(members, before, after, knobs["appeals"]),
        tuple(_gaps(members, knobs["fairness"]["least"])),
    )


def favoured(grade: str, rules: ScoringRules) -> bool:
    """较好档级: the upper half of the grades that points can reach."""
    reachable = [one.code for one in rules.grades if one.at_least is not None]
    return grade in reachable[: len(reachable) // 2]


def band(value: int, starts: Sequence[int], unit: str) -> str:
    """The group a number falls into: 10–49人."""
    reached = [n for n, start in enumerate(starts) if value >= start]
    if not reached:
        return f"不足{starts[0]}{unit}"
    at = reached[-1]
    return f"{starts[at]}{unit}以上" if at + 1 == len(starts) else f"{starts[at]}–{starts[at + 1] - 1}{unit}"


def _rank(grade: str, rules: ScoringRules) -> int | None:
    """Higher is better; nothing for 未评, which is neither above nor below a grade."""
    order = [one.code for one in rules.grades]
    return len(order) - order.index(grade) if grade in order else None


def _moved(one: Member, before: ScoringRules, after: ScoringRules) -> int:
    """1 for a better grade, -1 for a worse one. To or from 未评 only a favoured grade counts: it is gained, or lost."""
    old, new = _rank(one.before.grade, before), _rank(one.after.grade, after)
    if old is None or new is None:
        return favoured(one.after.grade, after) - favoured(one.before.grade, before)
    return (new > old) - (new < old)


def _fared(members: Sequence[Member], before: ScoringRules, after: ScoringRules, least: int) -> list[Fared]:
    groups: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for one in members:
        for of, group in one.groups.items():
            groups[of, group].append(one)
    found = []
    for (of, group), some in groups.items():
        if len(some) < least:
            continue
        moved = [_moved(one, before, after) for one in some]
        change = sum(one.after.points - one.before.points for one in some)
        found.append(
            Fared(
                of,
                group,
                len(some),
                moved.count(1),
                moved.count(-1),
                sum(favoured(one.before.grade, before) for one in some),
                sum(favoured(one.after.grade, after) for one in some),
                change // len(some) if change >= 0 else -(-change // len(some)),
            )
        )
    return sorted(found, key=lambda one: (one.of, one.group))


def _fifths(fared: Sequence[Fared], line: int) -> list[Fifths]:
    found = []
    for of in dict.fromkeys(one.of for one in fared if one.of != BY_GRADE):
        groups = [one for one in fared if one.of == of]
        best = max(groups, key=lambda one: Decimal(one.favoured_after) / one.members)
        if not best.favoured_after:
            continue
        for one in groups:
            if one is best:
                continue
            ratio, low, high = _ratio(one.favoured_after, one.members, best.favoured_after, best.members)
            verdict = "ok" if ratio >= line else "below" if high < line else "watch"
            found.append(Fifths(of, one.group, best.group, ratio, low, high, verdict))
    return found


def _gaps(members: Sequence[Member], least: int) -> Iterator[Gap]:
    """Of everybody: points are counted before somebody is rated too. A group and the rest must both be large enough."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in members:
        for of, group in one.groups.items():
            if of != BY_GRADE:
                groups[of, group].append(one.after.points)
    for (of, group), points in sorted(groups.items()):
        others = [n for (its, other), some in groups.items() if its == of and other != group for n in some]
        if min(len(points), len(others)) < max(2, least):
            continue
        mean, gap = _mean(points), _mean(points) - _mean(others)
        half = _Z * _EXACT.sqrt(_variance(points) / len(points) + _variance(others) / len(others))
        yield Gap(of, group, len(points), round(mean), round(gap), round(gap - half), round(gap + half))


def _mean(points: Sequence[int]) -> Decimal:
    return Decimal(sum(points)) / len(points)


def _variance(points: Sequence[int]) -> Decimal:
    mean = _mean(points)
    return sum(((n - mean) ** 2 for n in points), Decimal(0)) / (len(points) - 1)


def _ratio(k: int, n: int, best_k: int, best_n: int) -> tuple[int, int, int]:
    """Ratio of two shares with its 95 % interval, in thousandths; half a person stands in for nobody."""
    a = Decimal(k) if k else Decimal("0.5")
    ratio = _EXACT.divide(_EXACT.divide(a, n), _EXACT.divide(best_k, best_n))
    spread = 1 / a - Decimal(1) / n + Decimal(1) / best_k - Decimal(1) / best_n
    around = _EXACT.exp(_Z * _EXACT.sqrt(max(spread, Decimal(0))))
    return (1000 * k * best_n // (n * best_k), int(1000 * ratio / around), int(1000 * ratio * around))


def share_interval(k: int, n: int) -> tuple[int, int]:
    """Wilson's 95 % interval of a share, in thousandths."""
    if not n:
        return 0, 1000
    z2 = 3_841_459  # of _Z squared, in millionths
    million = 1_000_000
    middle = 2 * k * million + z2
    spread = isqrt(z2 * z2 + 4 * z2 * million * k * (n - k) // n)
    whole = 2 * (n * million + z2)
    return max(0, 1000 * (middle - spread) // whole), min(1000, -(-1000 * (middle + spread) // whole))


def _subsidy(graded: Sequence[tuple[str, Assessment]], rules: ScoringRules, knobs: Mapping[str, Any]) -> int:
    """Yuan a year: so much a head for favoured grades, capped by company; on her own account nobody caps her."""
    heads = Counter(company for company, made in graded if favoured(made.grade, rules))
    head, cap = int(knobs["worker_yuan"]), int(knobs["company_cap_yuan"])
    return sum(min(n * head, cap) if company else n * head for company, n in heads.items())


def _appeals(members: Sequence[Member], before: ScoringRules, after: ScoringRules, knobs: Mapping[str, Any]) -> int:
    """Of those who fall, and of those whose points fall far; a low grade that gives way to 未评 is nothing to object to."""
    lost = sum(_moved(one, before, after) < 0 and (one.after.grade != NOT_RATED or favoured(one.before.grade, before)) for one in members)
    drop = 1000 * int(knobs["points_lost"])
    less = sum(_moved(one, before, after) == 0 and one.before.points - one.after.points >= drop for one in members)
    return -(-(lost * int(knobs["grade_lost_mille"]) + less * int(knobs["points_lost_mille"])) // 1000)
