"""The domain has no clock and its points have no floats: what import contracts cannot see."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import named, tree, under

CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("timezone", "now"),
}
# Where estimates are made in floating point and leave it rounded to integers, as the fixed-point rule asks.
ESTIMATES = (
    "jiaxin/domain/sheets/",  # how sure a heading is of its column: a guess that a person may overrule
    "jiaxin/domain/reputation/",
    "jiaxin/domain/identity/",
    "jiaxin/domain/matching/",
    "jiaxin/domain/scoring/batch",
    "jiaxin/domain/incentives/student",  # the interval of a comparison of groups, never anybody's points
    "jiaxin/domain/incentives/clustered",
    "jiaxin/domain/inspections/rates",  # the rate of all firms with its interval, never anybody's points
    "jiaxin/domain/figures/forecast",  # how far a street may come by a day, with an interval
    "jiaxin/domain/figures/versus",  # whether two rates differ by more than chance, in words to a family
)


def clocks(module: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr) in CLOCKS
    ]


def floats(module: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(module)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float")
    ]


def test_nothing_in_the_domain_looks_at_a_clock() -> None:
    found = {named(path): lines for path in under("jiaxin/domain") if (lines := clocks(tree(path)))}
    assert not found, f"take the day as an argument: {found}"


def test_no_score_is_computed_in_floating_point() -> None:
    found = {
        named(path): lines
        for path in under("jiaxin/domain")
        if not named(path).startswith(ESTIMATES) and (lines := floats(tree(path)))
    }
    assert not found, f"use Decimal, integers or Fraction: {found}"


@pytest.mark.parametrize(
    "planted", ["import datetime\nx = datetime.datetime.now()", "from datetime import date\nx = date.today()"]
)
def test_a_planted_clock_is_found(planted: str) -> None:
    assert clocks(ast.parse(planted)) == [2]


def test_a_planted_float_is_found() -> None:
    assert floats(ast.parse("x = 0.5\ny = float('1')")) == [1, 2]


def test_packages_on_the_way_to_the_window_run_no_code_of_their_own() -> None:
    """Importing `a.b.c` runs `a` and `a.b` first, and the import contracts do not count that."""
    for package in ("jiaxin", "jiaxin/apps", "jiaxin/apps/publication", "jiaxin/portals"):
        body = tree(Path(package) / "__init__.py").body
        assert all(isinstance(node, ast.Expr) for node in body), f"{package}/__init__.py must stay a docstring"


def test_the_window_reads_the_environment_and_not_the_settings() -> None:
    """`config` is one package to the import contracts; the window may read its environment only."""
    for path in [*under("jiaxin/portals/consumer"), *under("jiaxin/apps/publication")]:
        if "portals/consumer" in named(path) or path.name in ("cardfile.py", "spool.py"):
            modules = [node.module for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) and node.module]
            modules += [alias.name for node in ast.walk(tree(path)) if isinstance(node, ast.Import) for alias in node.names]
            assert not [m for m in modules if m.startswith("config.") and m != "config.environment"], named(path)
    plain = [node.module for node in ast.walk(tree(Path("config/environment.py"))) if isinstance(node, ast.ImportFrom)]
    assert not [m for m in plain if m and m.startswith(("django", "jiaxin"))]
