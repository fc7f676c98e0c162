"""Every requirement we hold to apply leads to a test that exists, to a dated document, or says why it is open."""

import re

import pytest

from tests.architecture.source import ROOT

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \((\d)\) \| (.+?) \| (.+?) \|$", re.M)
ROWS = ROW.findall((ROOT / "docs/asvs.md").read_text("utf-8"))


def test_the_table_is_read() -> None:
    assert len(ROWS) > 80
    assert len({number for number, *_ in ROWS}) == len(ROWS), "a number twice"
    assert [r[0] for r in ROWS] == sorted((r[0] for r in ROWS), key=lambda n: tuple(map(int, n.split("."))))


@pytest.mark.parametrize(("number", "level", "asked", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_each_requirement_leads_somewhere(number: str, level: str, asked: str, shown: str) -> None:
    if shown.startswith("open: "):
        return
    if shown.startswith("doc: "):
        path, _, dated = shown.removeprefix("doc: ").partition(" ")
        assert (ROOT / path).is_file() and re.search(r"\d{4}-\d\d-\d\d", dated), shown
        return
    path, _, name = shown.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert re.search(rf"^\s*def {name}\b" if name else r"^\s*def test_", source, re.M), f"{path} has no {name or 'test'}"
