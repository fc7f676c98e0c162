"""事实校验 — whether a fact is one that its kind allows. The ledger asks before it appends.

Asks    is each field known, on its own side (clear or sealed), of its exact form, and is nothing missing
        that the kind requires. Costs one to two microseconds a fact, because every batch passes here.
Silent  whether it is true, plausible or a duplicate: that is `domain/quality` and the checks of the sheets.
Errors  `Refused` with code `fact.*`, naming kind and field.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.records.kind import Kind, kind, kinds
from jiaxin.domain.records.shapes import Shape, check, shape

_Check = tuple[type, Callable[[Any], bool] | None]


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side of a kind, clear or sealed, may and must hold."""

    checks: dict[str, _Check]
    required: tuple[str, ...]

    def validate(self, code: str, values: Mapping[str, Value], other: Mapping[str, Value]) -> None:
        """`other`: the other side; what is missing here and stands there is said to be in the wrong place."""
        checks = self.checks
        for name, value in values.items():
            rule = checks.get(name)
            if rule is None:
                _refuse_name(code, name)
            elif value is None:
                continue
            elif type(value) is not rule[0] or (rule[1] is not None and not rule[1](value)):
                _refuse_value(code, name)
        for name in self.required:
            if values.get(name) is None:
                if name in other:
                    _refuse_name(code, name)
                _refuse_missing(code, name)


@dataclass(frozen=True, slots=True)
class _Rules:
    clear: _Side
    sealed: _Side
    key_length: int


def validate(fact: Fact) -> None:
    """Silence, or `Refused` for the first thing that is wrong."""
    validate_clear(fact)
    validate_sealed(fact)


def validate_clear(fact: Fact) -> None:
    """The clear side alone. Facts of a batch that share one clear side need it looked at once."""
    rules = _rules().get(fact.kind)
    if rules is None:
        kind(fact.kind)  # refuses, naming it
        raise AssertionError("a kind appeared after the rules were made")
    rules.clear.validate(fact.kind, fact.clear, fact.sealed)


def validate_sealed(fact: Fact) -> None:
    """All but the clear side. The kind is a known one."""
    rules = _rules()[fact.kind]
    if fact.sealed or rules.sealed.required:
        rules.sealed.validate(fact.kind, fact.sealed, fact.clear)
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
        clear=_Side(
            {name: rule for name, rule in checks.items() if name not in sealed},
            tuple(name for name in required if name not in sealed),
        ),
        sealed=_Side(
            {name: rule for name, rule in checks.items() if name in sealed},
            tuple(name for name in required if name in sealed),
        ),
        key_length=len(one.key),
    )


def _all_of(of: type, test: Callable[[Any], bool] | None) -> Callable[[Any], bool]:
    return lambda values: all(type(v) is of and (test is None or test(v)) for v in values)


def _refuse_name(code: str, name: str) -> None:
    one = kind(code)
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


def _refuse_value(code: str, name: str) -> None:
    one = kind(code)
    field = one.field(name)
    due = _SAID[shape(field)]
    if field.bounds:
        due = f"{field.bounds[0]} 到 {field.bounds[1]} 的整数"
    if field.choices:
        due = "、".join(f"{code}（{field.word(code)}）" for code in field.choices) + " 之一"
    if field.many:
        due = f"列表，每项是{due}"
    raise Refused("fact.wrong-value", f"“{one.label}”的“{field.label}”填写不对", f"应为{due}")


def _refuse_missing(code: str, name: str) -> None:
    one = kind(code)
    raise Refused("fact.missing", f"“{one.label}”缺少“{one.field(name).label}”", "请补上后再提交")
