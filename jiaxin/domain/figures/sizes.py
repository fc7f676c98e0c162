"""企业规模 — by the number of people on its list. Thresholds are those of the figure rules."""

from jiaxin.domain.figures.rules import FigureRules

SIZES = {"micro": "微型企业", "small": "小型企业", "large": "大中型企业", "self": "个体（无单位）"}


def size_of(people: int, rules: FigureRules) -> str:
    """Code of `SIZES`; nobody on a list means that she works for herself."""
    if not people:
        return "self"
    return "micro" if people < rules.small else "small" if people < rules.large else "large"
