"""规则文件 — a dated, cited rule pack: exact bytes, their digest, and what they say.

Every file begins with kind, version, label and the day it applies from. A number may stand only in a
table that names its `source` or admits `assumed = true` (its own, or that of a table around it).
Fractions are refused: rules are written in whole units, so that no float can reach a score.

Not here  what each kind of pack means (scoring/rulebook, validity, calendar, publication), which version is in
force (apps/scoring: bytes, digest and two signatories).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jiaxin.domain.errors import Refused

_HEADER = {"kind": str, "version": str, "label": str, "from": date}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One rule pack. `digest` is the SHA-256 of the exact bytes, in hexadecimal."""

    kind: str
    version: str
    label: str
    valid_from: date
    valid_until: date | None
    raw: bytes
    digest: str
    data: Mapping[str, Any] = field(compare=False)

    def must_be(self, kind: str) -> None:
        if self.kind != kind:
            raise Refused("rulebook.wrong-kind", f"{self.version} 是 {self.kind} 规则，这里需要 {kind} 规则")

    def applies(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Assumption:
    """暂定数字 — a table of numbers nobody has confirmed yet."""

    version: str
    where: str
    numbers: tuple[str, ...]


@lru_cache(maxsize=256)
def read(raw: bytes) -> Rulebook:
    """Read and check the bytes of a rule pack; refusals name the table and the rule. The same bytes are read once."""
    try:
        data = tomllib.loads(raw.decode("utf-8"), parse_float=_refuse_fraction)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("rulebook.unreadable", f"规则文件读不懂：{error}", "请检查所指的行") from None
    for name, kind in _HEADER.items():
        if not isinstance(data.get(name), kind):
            raise Refused("rulebook.header", f"规则文件开头缺少 {name}", "请补全 kind、version、label、from")
    until = data.get("until")
    if until is not None and (not isinstance(until, date) or until < data["from"]):
        raise Refused("rulebook.header", "规则文件的 until 不是晚于 from 的日期", "请更正 until")
    for where, _numbers, source, assumed in _tables(data):
        if not source and not assumed:
            raise Refused(
                "rulebook.no-source",
                f"{data['version']} 的 [{where or '文件开头'}] 有数字，却没有写出处",
                "请写明 source，未确认的写 assumed = true",
            )
    return Rulebook(
        data["kind"], data["version"], data["label"], data["from"], until, raw, sha256(raw).hexdigest(), data
    )


@cache
def packaged(version: str) -> Rulebook:
    """A draft that ships with the product, by version."""
    book = read(_bytes(version))
    if book.version != version:
        raise Refused("rulebook.misnamed", f"{version}.toml 里写的版本是 {book.version}", "文件名与 version 须一致")
    return book


def _bytes(version: str) -> bytes:
    path = files("jiaxin.domain.rulebooks").joinpath(f"{version}.toml")
    if not path.is_file():
        raise Refused("rulebook.unknown", f"没有 {version} 这个规则文件", "请从随附的规则文件中选择")
    return path.read_bytes()


@lru_cache(maxsize=4096)
def packaged_for(kind: str, day: date) -> Rulebook:
    """The packaged pack of a kind that applies on a day: of several, the one that applies from the latest day."""
    named = (version for version in packaged_versions() if kind.encode() in _bytes(version))  # to parse all of them costs 0.1 s
    found = [book for book in map(packaged, named) if book.kind == kind and book.applies(day)]
    if not found:
        raise Refused("rulebook.none", f"{day} 没有适用的 {kind} 规则", "请补上这一天适用的规则文件")
    return max(found, key=lambda book: book.valid_from)


def packaged_versions() -> tuple[str, ...]:
    names = (one.name for one in files("jiaxin.domain.rulebooks").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def assumptions(book: Rulebook) -> tuple[Assumption, ...]:
    """What of this pack still needs somebody's confirmation."""
    return tuple(
        Assumption(book.version, where, numbers) for where, numbers, source, assumed in _tables(book.data) if assumed
    )


def _tables(
    table: Mapping[str, Any], where: str = "", source: str = "", assumed: bool = False
) -> Iterator[tuple[str, tuple[str, ...], str, bool]]:
    """Every table that holds a number: where it stands, its numbers, its source, whether it is assumed."""
    source = str(table.get("source", source))
    assumed = bool(table.get("assumed", assumed))
    numbers = tuple(f"{k}={v}" for k, v in table.items() if _has_number(v))
    if numbers:
        yield where, numbers, source, assumed
    for name, value in table.items():
        inner = value if isinstance(value, list) else [value]
        for at, one in enumerate(inner):
            if isinstance(one, dict):
                label = f"{where}.{name}" if where else name
                label += f"[{one.get('code') or one.get('indicator') or at}]" if isinstance(value, list) else ""
                yield from _tables(one, label, source, assumed)


def _has_number(value: Any) -> bool:
    if isinstance(value, list):
        return any(_has_number(one) for one in value)
    return isinstance(value, int) and not isinstance(value, bool)


def _refuse_fraction(text: str) -> Any:
    raise Refused("rulebook.fraction", f"规则里写了小数 {text}", "请换成整数单位，例如千分之几")
