"""Columns of personal data are worked on in memory: one module opens DuckDB, and it cannot write to the disk."""

import ast

import duckdb
import pytest

from jiaxin.kit.columns import in_memory
from tests.architecture.source import ROOT

_ONE = "jiaxin/kit/columns.py"


def _opens(text: str) -> bool:
    """Whether a module calls duckdb.connect, or takes the name out of duckdb to call it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr == "connect" and isinstance(node.value, ast.Name) and node.value.id == "duckdb":
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "duckdb":
            return True
        if isinstance(node, ast.Import) and any(one.name == "duckdb" and one.asname for one in node.names):
            return True
    return False


def test_one_module_opens_duckdb():
    found = {str(path.relative_to(ROOT)) for path in (ROOT / "jiaxin").rglob("*.py") if "duckdb" in (text := path.read_text("utf-8")) and _opens(text)}
    assert found == {_ONE}


@pytest.mark.parametrize("text", ["import duckdb\nduckdb.connect()", "from duckdb import connect", "import duckdb as d\nd.connect()"])
def test_every_way_of_opening_one_is_seen(text: str):
    assert _opens(text)


def test_without_room_it_refuses_and_leaves_nothing_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with in_memory("40MB") as database:
        assert database.execute("SELECT current_setting('temp_directory'), current_setting('max_temp_directory_size')").fetchone() == ("", "0 bytes")
        with pytest.raises(duckdb.OutOfMemoryException):
            database.execute("CREATE TABLE wide AS SELECT range AS a, hash(range) AS b, hash(range + 1) AS c FROM range(20000000)")
    assert not list(tmp_path.iterdir())
