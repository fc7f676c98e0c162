"""指标 — how one indicator is declared, and how it is found.

An indicator is one file in `indicators/` that defines `INDICATOR`: what it measures, how the value becomes
0–100, what it says. Whether it counts, and how much, is the rulebook's affair. Reasons and the next day of
change come from the measure; nobody writes them by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.scoring.measures import Measure
from jiaxin.domain.scoring.scale import Scale

Knobs = Mapping[str, Any]


class Shelf(StrEnum):
    """两类信息分架 — public credit information and industry records; nothing moves from one to the other."""

    PUBLIC = "public"  # 公共信用信息: a public authority's act with a cited legal basis
    INDUSTRY = "industry"  # 行业记录: ratings, complaints, papers


def plain(value: int) -> str:
    return str(value)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that can be measured about a worker or a company.

    knobs    names of the numbers and tables its rulebook entry must give
    measure  builds the measure from the knobs; `scale` turns its value into 0–100
    said     sentence with {value} (as `shown` prints it) and {count} (facts it rests on)
    silent   sentence for when the measure has nothing to say
    nought   sentence for when it says nought, where that reads better than a number
    family   the same in a word for a family at the door; empty: a family is not told
    """

    code: str
    label: str
    subject: str  # worker | company
    unit: str
    source: str
    measure: Callable[[Knobs], Measure]
    scale: Callable[[Knobs], Scale]
    said: str
    silent: str = "暂无记录"
    nought: str = ""
    knobs: tuple[str, ...] = ()
    shown: Callable[[int], str] = plain
    shelf: Shelf = Shelf.INDUSTRY
    family: str = ""

    def built(self, knobs: Knobs) -> tuple[Measure, Scale]:
        """Measure and scale for a rulebook's numbers; refuses numbers that are missing or unknown."""
        if wrong := set(self.knobs) ^ set(knobs):
            raise Refused(
                "rulebook.knobs",
                f"指标“{self.label}”的参数不对：{'、'.join(sorted(wrong))}",
                f"应当给出：{'、'.join(self.knobs) or '（无）'}",
            )
        try:
            return self.measure(knobs), self.scale(knobs)
        except (TypeError, ValueError, AttributeError):
            raise Refused("rulebook.knobs", f"指标“{self.label}”的参数写法不对", "请照随附规则里同一指标的写法：数写整数，对照写成表") from None


@cache
def indicators() -> Mapping[str, Indicator]:
    """All declared indicators by code. Two files with one code stop the program."""
    found: dict[str, Indicator] = {}
    package = import_module("jiaxin.domain.scoring.indicators")
    for module in iter_modules(package.__path__, package.__name__ + "."):
        one = import_module(module.name).INDICATOR
        if one.code in found:
            raise RuntimeError(f"indicator {one.code} is declared twice")
        found[one.code] = one
    return MappingProxyType(dict(sorted(found.items())))


def indicator(code: str) -> Indicator:
    try:
        return indicators()[code]
    except KeyError:
        raise Refused("scoring.unknown-indicator", f"没有“{code}”这个指标", "请从指标目录中选择") from None


def worth_of(table: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """A knob table of text → whole number, in a fixed order."""
    return tuple(sorted((str(name), int(value)) for name, value in table.items()))


def numbered(table: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """A knob table whose keys are whole numbers (TOML keys are text)."""
    return tuple(sorted((int(name), int(value)) for name, value in table.items()))


def linear_decay(months: int) -> tuple[int, ...]:
    """直线衰减 — weights in millionths: whole at first, one n-th less at each month step, nothing after n."""
    return tuple((2_000_000 * (months - step) + months) // (2 * months) for step in range(months))


def level(months: int) -> tuple[int, ...]:
    """到期为止 — whole for so many months, then nothing."""
    return (1_000_000,) * months


def milli(value: int) -> str:
    """Thousandths as a decimal with two places, cut rather than rounded up."""
    return f"{value // 1000}.{value % 1000 // 10:02d}"


def signed(value: int) -> str:
    """Thousandths with a sign and two places."""
    return f"{'−' if value < 0 else '+'}{milli(abs(value))}"


def per_mille(value: int) -> str:
    return f"{value // 10}.{value % 10}%"


def hundredths(value: int) -> str:
    return str(value // 100) if value % 100 == 0 else f"{value // 100}.{value % 100:02d}".rstrip("0")


def yuan(value: int) -> str:
    """Fen as whole yuan, round sums in ten thousands as people say them."""
    whole = value // 100
    return f"{whole // 10_000} 万元" if whole and whole % 10_000 == 0 else f"{whole} 元"


def passed_or_not(value: int) -> str:
    return "已通过" if value else "未通过或已过期"


def colour_word(value: int) -> str:
    return ("未点亮", "黄码", "绿码")[value]
