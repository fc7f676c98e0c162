"""规则文件的样子 — what a pack of a kind must hold before anybody computes by it: tables, names and what each of them is.

A file is written by hand. What is missing or of another kind is told by its place in the file, all of it at once, so that nobody
hands in the same file ten times and nothing that cannot be read is ever signed.

    shaped(book, {"maximum": int, "grade": [{"code": str, "at_least?": int}]})

A name that ends in a question mark may be missing; `[x]` is a list of x, `{}` a table of anything, `{"!": None, …}` one of nothing else,
`range` a whole number inside it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook

Shape = Mapping[str, Any]

MOST_SHOWN = 6
_SAID = {str: "文字", int: "整数", bool: "true 或 false", date: "日期"}

CALENDAR: Shape = {"fixed": {"days": [str]}, "year": [{"year": int, "holidays": [[date]], "working_weekends": [date]}]}
REPUTATION: Shape = {
    "publish": {"step_milli": range(1, 1001)},
    "refit": {"every_days": range(1, 367)},
    "suspicion": {"look_from_mille": range(1, 1001)},
    "complaints": {"within_days": range(3661)},
    "certificates": {f"level_{n}": range(4) for n in range(1, 6)} | {"!": None},
}
INCENTIVES: Shape = {"rule": [{"code": str, "label": str, "source": str, "shape": str, "counts": str, "gates?": [str]}]}
MAPPINGS: Shape = {"column?": [{"codes?": {}}]}
SURVEYS: Shape = {"asking?": {}, "telling?": {}, "question?": [{"answers?": [str], "good?": [str]}]}
SCORING: Shape = {
    "subject": str,
    "maximum": int,
    "dimension": [{"code": str, "label": str, "maximum": int, "start?": int, "items": [{"indicator": str, "points": int, "silent?": int, "knobs?": {}}]}],
    "grade": [{"code": str, "label": str, "at_least?": int, "only_with?": str, "otherwise?": str, "stands_for?": int, "public?": bool}],
    "not_rated?": [{"indicator": str, "below": int, "said": str}],
    "override?": [{"indicator": str, "at_least": int, "grade": str}],
    "evidence": {"indicator": str, "levels": [{"code": str, "label": str, "from": int}]},
}
OF_COMPANIES: Shape = {
    "workforce": dict.fromkeys(("training_months", "order_months", "rating_months", "rating_prior_count", "rating_prior_milli", "rating_spread_milli"), int),
    "district": {"ratings_at_least": int, "step_milli": int},
}


def shaped(book: Rulebook, shape: Shape) -> None:
    """Raises Refused with everything that is missing or of another kind, place by place."""
    found = list(_wrong_in(book.data, shape, ""))
    if found:
        more = f"；另有 {len(found) - MOST_SHOWN} 处" if len(found) > MOST_SHOWN else ""
        raise Refused("rulebook.shape", f"{book.version} 有 {len(found)} 处不对：{'；'.join(found[:MOST_SHOWN])}{more}", "请照随附的同类规则文件改好")


def _wrong_in(table: Mapping[str, Any], shape: Shape, where: str) -> Iterator[str]:
    if "!" in shape:
        yield from (f"不认识 {where}{key}" for key in sorted(set(table) - set(shape) - {"source", "assumed"}))
    for name, wanted in shape.items():
        if name == "!":
            continue
        key = name.removesuffix("?")
        if key in table:
            yield from _wrong(table[key], wanted, where + key)
        elif key == name:
            yield f"缺少 {where}{key}"


def _wrong(value: Any, wanted: Any, at: str) -> Iterator[str]:
    if isinstance(wanted, Mapping):
        if isinstance(value, Mapping):
            yield from _wrong_in(value, wanted, f"{at}.")
        else:
            yield f"{at} 应当是表"
    elif isinstance(wanted, list):
        if isinstance(value, list):
            for n, one in enumerate(value, 1):
                yield from _wrong(one, wanted[0], f"{at}[{n}]")
        else:
            yield f"{at} 应当是列表"
    elif isinstance(wanted, range):
        if isinstance(value, bool) or not isinstance(value, int) or value not in wanted:
            yield f"{at} 应当是 {wanted[0]} 到 {wanted[-1]} 的整数"
    elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        yield f"{at} 应当是{_SAID[wanted]}"
