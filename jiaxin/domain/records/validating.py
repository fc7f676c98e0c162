"""事实校验 — whether a fact is one that its kind allows. The ledger asks before it appends.

Asks    is each field known, on its own side (clear or sealed), of its exact form, and is nothing missing
        that the kind requires. Costs one to two microseconds a fact, because every batch passes here.
Silent  whether it is true, plausible or a duplicate: that is `domain/quality` and the checks of the sheets.
Errors  `Refused` with code `fact.*`, naming kind and field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.records.kind import Kind, kind, kinds
from jiaxin.domain.records.shapes import Shape, check, shape

_Check = tuple[type, Callable[[Any], bool] | None]


@dataclass(frozen=True, slots=True)
class _Rules:
    clear: dict[str, _Check]
    sealed: dict[str, _Check]
    required_clear: tuple[str, ...]
    required_sealed: tuple[str, ...]
    key_length: int


def validate(fact: Fact) -> None:
    """Silence, or `Refused` for the first thing that is wrong."""
    rules = _rules().get(fact.kind)
    if rules is None:
        kind(fact.kind)  # refuses, naming it
        raise AssertionError("a kind appeared after the rules were made")
    clear, sealed = fact.clear, fact.sealed
    for side, checks in ((clear, rules.clear), (sealed, rules.sealed)):
        for name, value in side.items():
            rule = checks.get(name)
            if rule is None:
                _refuse_name(fact, name)
            elif value is None:
                continue
            elif type(value) is not rule[0] or (rule[1] is not None and not rule[1](value)):
                _refuse_value(fact, name)
    for name in rules.required_clear:
        if clear.get(name) is None:
            _refuse_missing(fact, name)
    for name in rules.required_sealed:
        if sealed.get(name) is None:
            _refuse_missing(fact, name)
    if fact.key and len(fact.key) != rules.key_length:
        raise Refused(
            "fact.key", f"“{kind(fact.kind).label}”的识别键应有 {rules.key_length} 项", "请按记录种类的识别键逐项填写"
        )


@cache
def _rules() -> dict[str, _Rules]:
    return {code: _rules_of(one) for code, one in kinds().items()}


def _rules_of(one: Kind) -> _Rules:
    checks: dict[str, _Check] = {f.name: (list, _all_of(*check(f))) if f.many else check(f) for f in one.fields}
    sealed = {f.name for f in one.fields if f.sealed}
    required = [f.name for f in one.fields if f.required]
    return _Rules(
        clear={name: rule for name, rule in checks.items() if name not in sealed},
        sealed={name: rule for name, rule in checks.items() if name in sealed},
        required_clear=tuple(name for name in required if name not in sealed),
        required_sealed=tuple(name for name in required if name in sealed),
        key_length=len(one.key),
    )


def _all_of(of: type, test: Callable[[Any], bool] | None) -> Callable[[Any], bool]:
    return lambda values: all(type(v) is of and (test is None or test(v)) for v in values)


def _refuse_name(fact: Fact, name: str) -> None:
    one = kind(fact.kind)
    field = one.field(name)  # refuses a name the kind does not have
    if field.sealed:
        raise Refused("fact.must-be-sealed", f"“{one.label}”的“{field.label}”必须加密保存", "请放入加密部分")
    raise Refused("fact.must-be-clear", f"“{one.label}”的“{field.label}”不应加密：需要参加统计", "请放入明文部分")


_SAID = {
    Shape.TEXT: "一段文字",
    Shape.DATE: "真实存在的日期，写成 2026-05-06 的样子",
    Shape.INSTANT: "带时区的时刻，写成 2026-05-06T09:30:00+08:00 的样子",
    Shape.INT: "整数",
    Shape.DECIMAL: "写成文字的小数，例如 7.5",
    Shape.BOOL: "是或否",
    Shape.CODE: "一个选项代码",
}


def _refuse_value(fact: Fact, name: str) -> None:
    one = kind(fact.kind)
    field = one.field(name)
    due = _SAID[shape(field)]
    if field.bounds:
        due = f"{field.bounds[0]} 到 {field.bounds[1]} 的整数"
    if field.choices:
        due = "、".join(f"{code}（{field.word(code)}）" for code in field.choices) + " 之一"
    if field.many:
        due = f"列表，每项是{due}"
    raise Refused("fact.wrong-value", f"“{one.label}”的“{field.label}”填写不对", f"应为{due}")


def _refuse_missing(fact: Fact, name: str) -> None:
    one = kind(fact.kind)
    raise Refused("fact.missing", f"“{one.label}”缺少“{one.field(name).label}”", "请补上后再提交")
