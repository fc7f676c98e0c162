"""Every number of a rulebook stands under a source, or says that it is assumed."""

import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.architecture.source import named, under


def unsourced(table: dict[str, Any], place: str = "", covered: bool = False) -> Iterator[str]:
    """Places of numbers and days that neither their own table nor one around it accounts for."""
    covered = covered or bool(table.get("source")) or table.get("assumed") is True
    for name, value in table.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from unsourced(one, f"{place}{name}.", covered)
            elif (
                isinstance(one, int | float | date) and not isinstance(one, bool) and not covered and name not in DATING
            ):
                yield f"{place}{name}"


DATING = {"from", "until", "format"}  # when a book is in force, not what it says


def test_every_number_of_law_names_its_source() -> None:
    found = {
        named(path): places
        for path in under("jiaxin/domain/rulebooks", ".toml")
        if (places := sorted(set(unsourced(tomllib.loads(path.read_text("utf-8"))))))
    }
    assert not found, f"add source = “…” or assumed = true: {found}"


def test_no_rulebook_holds_a_floating_number() -> None:
    def floats(value: Any) -> bool:
        if isinstance(value, dict):
            return any(map(floats, value.values()))
        return any(map(floats, value)) if isinstance(value, list) else isinstance(value, float)

    found = [named(p) for p in under("jiaxin/domain/rulebooks", ".toml") if floats(tomllib.loads(p.read_text("utf-8")))]
    assert not found, f"write decimals as text: {found}"


@pytest.mark.parametrize(
    ("planted", "places"),
    [("[a]\ndays = 5", ["a.days"]), ("[a]\nsource = 's'\ndays = 5", []), ("assumed = true\n[[a]]\nn = 1", [])],
)
def test_a_planted_number_without_a_source_is_found(planted: str, places: list[str]) -> None:
    assert list(unsourced(tomllib.loads(planted))) == places
