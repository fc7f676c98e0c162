"""评分规则 — a scoring rule pack as typed values: dimensions, items, grades, gates, evidence levels.

Unit    points in thousandths; `silent` and steps in hundredths of full marks, as written in the file.
Not here  reading and citing files (rulebooks/reading), which pack is in force (apps/scoring).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, packaged
from jiaxin.domain.rulebooks.shape import SCORING, shaped
from jiaxin.domain.scoring.indicator import Indicator, indicator
from jiaxin.domain.scoring.measures import Given, Measure, PriorMean
from jiaxin.domain.scoring.scale import Scale


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator with weight: full marks are worth `points` (negative: a deduction)."""

    indicator: Indicator
    measure: Measure
    scale: Scale
    points: int
    silent: int
    marks: dict[int, int]  # value → marks, filled as values are met: a scale is asked once per value

    def hundred(self, value: int | None) -> int:
        if value is None:
            return self.silent
        found = self.marks.get(value)
        if found is None:
            found = self.marks[value] = self.scale.hundred(value)
        return found


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    label: str
    start: int
    maximum: int
    items: tuple[Item, ...]
    codes: tuple[str, ...]  # of the items
    shared: dict[tuple[int | None, ...], "Shared"]  # by values, as met


class Shared(NamedTuple):
    """What a dimension makes of the values of its items.

    kept    its points
    row     code, points, maximum
    shares  points of each item
    capped  what ceiling or floor add or take
    """

    kept: int
    row: tuple[str, int, int]
    shares: tuple[int, ...]
    capped: int


@dataclass(frozen=True, slots=True)
class Grade:
    """`at_least` None: given by an override only. With `only_with`, the grade needs that indicator above zero.

    stands_for  the whole number other packs count this grade as; None where none does
    public      whether a family may be told: a low grade of a person is not published by a computation
    """

    code: str
    label: str
    at_least: int | None
    only_with: str = ""
    otherwise: str = ""
    stands_for: int | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """未评 or override: speaks when the indicator's value is below (or at least) a limit."""

    indicator: str
    limit: int
    grade: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    code: str
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class ScoringRules:
    version: str
    label: str
    digest: str
    subject: str
    maximum: int
    dimensions: tuple[Dimension, ...]
    grades: tuple[Grade, ...]
    not_rated: tuple[Gate, ...]
    overrides: tuple[Gate, ...]
    evidence: str
    levels: tuple[Level, ...]
    items: tuple[Item, ...]
    estimated: tuple[Item, ...]  # those whose value has an interval
    given: tuple[str, ...]  # names of the context values it reads, sorted
    judged: tuple[str, ...]  # indicators on which grade, evidence and interval depend
    spreads: dict[tuple[tuple[int | None, ...], tuple[int, ...]], tuple[int, int]]  # estimated values, halves → ends, as met

    def grade(self, code: str) -> Grade:
        return next(one for one in self.grades if one.code == code)

    def stands_for(self, code: str) -> int | None:
        """What a grade counts as in other packs; None for 未评 and for grades that stand for nothing."""
        return next((one.stands_for for one in self.grades if one.code == code), None)

    def public_label(self, code: str) -> str:
        """The name of a grade that a family may be told; empty for the others and for 未评."""
        return next((one.label for one in self.grades if one.code == code and one.public), "")

    @property
    def kinds(self) -> frozenset[str]:
        """Record kinds this pack reads: facts of other kinds cannot change its scores."""
        return frozenset(kind for item in self.items for kind, _ in item.measure.reads if kind)


@lru_cache(maxsize=64)
def scoring_rules(book: Rulebook | str) -> ScoringRules:
    """The typed pack; refuses one that names what does not exist or does not add up."""
    document = packaged(book) if isinstance(book, str) else book
    document.must_be("scoring")
    shaped(document, SCORING)
    data = document.data
    if data["subject"] not in ("worker", "company"):
        raise Refused("rulebook.wrong-subject", f"{document.version} 没有写明评谁", "请把 subject 写成 worker（服务员）或 company（企业）")
    dimensions = tuple(_dimension(one, data["subject"]) for one in data["dimension"])
    items = tuple(item for one in dimensions for item in one.items)
    rules = ScoringRules(
        document.version,
        document.label,
        document.digest,
        data["subject"],
        1000 * data["maximum"],
        dimensions,
        tuple(_grade(one) for one in data["grade"]),
        tuple(Gate(one["indicator"], one["below"], said=one["said"]) for one in data.get("not_rated", ())),
        tuple(Gate(one["indicator"], one["at_least"], grade=one["grade"]) for one in data.get("override", ())),
        data["evidence"]["indicator"],
        tuple(Level(one["code"], one["label"], one["from"]) for one in data["evidence"]["levels"]),
        items,
        tuple(item for item in items if isinstance(item.measure, (PriorMean, Given))),
        tuple(sorted({name for item in items for kind, name in item.measure.reads if not kind})),
        _judged(data, items),
        {},
    )
    _check(rules)
    return rules


def _judged(data: Mapping[str, Any], items: tuple[Item, ...]) -> tuple[str, ...]:
    gates = [one["indicator"] for name in ("not_rated", "override") for one in data.get(name, ())]
    gates += [one["only_with"] for one in data["grade"] if one.get("only_with")]
    estimated = [item.indicator.code for item in items if isinstance(item.measure, (PriorMean, Given))]
    return tuple(dict.fromkeys([*gates, data["evidence"]["indicator"], *estimated]))


def _dimension(data: Mapping[str, Any], subject: str) -> Dimension:
    items = []
    for one in data["items"]:
        chosen = indicator(one["indicator"])
        if chosen.subject != subject:
            raise Refused("rulebook.wrong-subject", f"指标“{chosen.label}”不是评 {subject} 用的", "请换成适用的指标")
        measure, scale = chosen.built(one.get("knobs", {}))
        items.append(Item(chosen, measure, scale, 1000 * one["points"], 1000 * one.get("silent", 0), {}))
    codes = tuple(item.indicator.code for item in items)
    start, maximum = 1000 * data.get("start", 0), 1000 * data["maximum"]
    return Dimension(data["code"], data["label"], start, maximum, tuple(items), codes, {})


def _grade(data: Mapping[str, Any]) -> Grade:
    floor = data.get("at_least")
    return Grade(
        data["code"],
        data["label"],
        None if floor is None else 1000 * floor,
        data.get("only_with", ""),
        data.get("otherwise", ""),
        data.get("stands_for"),
        data.get("public", False),
    )


def _check(rules: ScoringRules) -> None:
    used = [item.indicator.code for item in rules.items]
    if len(used) != len(set(used)):
        raise Refused("rulebook.twice", f"{rules.version} 里同一指标出现了两次", "每个指标只能计一次")
    named = [gate.indicator for gate in (*rules.not_rated, *rules.overrides)]
    named += [rules.evidence, *(grade.only_with for grade in rules.grades if grade.only_with)]
    if missing := sorted(set(named) - set(used)):
        raise Refused(
            "rulebook.gate", f"{rules.version} 的条件用了未列入维度的指标 {missing[0]}", "请先列入，分值可为 0"
        )
    if sum(one.maximum for one in rules.dimensions) < rules.maximum:
        raise Refused("rulebook.maximum", f"{rules.version} 各维度满分之和不足总分", "请核对各维度 maximum")
    floors = [one.at_least for one in rules.grades if one.at_least is not None]
    if not floors or floors != sorted(floors, reverse=True) or floors[-1] != 0:
        raise Refused(
            "rulebook.grades", f"{rules.version} 的档级没有从高到低排到 0 分", "请调整 grade 的顺序与 at_least"
        )
    codes = {one.code for one in rules.grades}
    wanted = {one.otherwise for one in rules.grades if one.otherwise} | {one.grade for one in rules.overrides}
    if wanted - codes:
        raise Refused("rulebook.grades", f"{rules.version} 提到了没有定义的档级", "请补上该档级")
