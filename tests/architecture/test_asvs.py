"""Every requirement of levels 1 and 2 leads to a test that exists, to a dated document, or says why it is not met or does not apply."""

import re

import pytest

from tests.architecture.source import ROOT

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \((\d)\) \| (.+?) \| (.+?) \|$", re.M)
ROWS = ROW.findall((ROOT / "docs/asvs.md").read_text("utf-8"))
# section → how many requirements it has, and which of them are of level 3 alone (ASVS 5.0.0)
SECTIONS = {
    "1.1": (2, ()), "1.2": (10, (10,)), "1.3": (12, (12,)), "1.4": (3, ()), "1.5": (3, (3,)),
    "2.1": (3, ()), "2.2": (3, ()), "2.3": (5, (5,)), "2.4": (2, (2,)),
    "3.1": (1, (1,)), "3.2": (3, (3,)), "3.3": (5, (5,)), "3.4": (8, (7, 8)), "3.5": (8, (6, 7, 8)), "3.6": (1, (1,)), "3.7": (5, (3, 4, 5)),
    "4.1": (5, (4, 5)), "4.2": (5, (2, 3, 4, 5)), "4.3": (2, ()), "4.4": (4, ()),
    "5.1": (1, ()), "5.2": (6, (4, 5, 6)), "5.3": (3, (3,)), "5.4": (3, ()),
    "6.1": (3, ()), "6.2": (12, ()), "6.3": (8, (5, 6, 7, 8)), "6.4": (6, (5, 6)), "6.5": (8, (6, 7, 8)), "6.6": (4, (4,)), "6.7": (2, (1, 2)), "6.8": (4, ()),
    "7.1": (3, ()), "7.2": (4, ()), "7.3": (2, ()), "7.4": (5, ()), "7.5": (3, (3,)), "7.6": (2, ()),
    "8.1": (4, (3, 4)), "8.2": (4, (4,)), "8.3": (3, (2, 3)), "8.4": (2, (2,)),
    "9.1": (3, ()), "9.2": (4, ()),
    "10.1": (2, ()), "10.2": (3, (3,)), "10.3": (5, (5,)), "10.4": (16, (12, 13, 14, 15, 16)), "10.5": (5, ()), "10.6": (2, ()), "10.7": (3, ()),
    "11.1": (4, (3, 4)), "11.2": (5, (4, 5)), "11.3": (5, (4, 5)), "11.4": (4, ()), "11.5": (2, (2,)), "11.6": (2, (2,)), "11.7": (2, (1, 2)),
    "12.1": (5, (4, 5)), "12.2": (2, ()), "12.3": (5, (5,)),
    "13.1": (4, (2, 3, 4)), "13.2": (6, (6,)), "13.3": (4, (3, 4)), "13.4": (7, (6, 7)),
    "14.1": (2, ()), "14.2": (8, (5, 6, 7, 8)), "14.3": (3, ()),
    "15.1": (5, (4, 5)), "15.2": (5, (4, 5)), "15.3": (7, ()), "15.4": (4, (1, 2, 3, 4)),
    "16.1": (1, ()), "16.2": (5, ()), "16.3": (4, ()), "16.4": (3, ()), "16.5": (4, (4,)),
    "17.1": (2, (2,)), "17.2": (8, (5, 6, 7, 8)), "17.3": (2, ()),
}  # fmt: skip


def test_the_table_is_read() -> None:
    assert len({number for number, *_ in ROWS}) == len(ROWS), "a number twice"
    assert [r[0] for r in ROWS] == sorted((r[0] for r in ROWS), key=lambda n: tuple(map(int, n.split("."))))


def test_no_requirement_of_the_two_levels_is_left_out() -> None:
    wanted = {f"{section}.{n}" for section, (count, third) in SECTIONS.items() for n in range(1, count + 1) if n not in third}
    assert len(wanted) == 253, "as ASVS 5.0.0 counts levels 1 and 2"
    told = {number for number, level, *_ in ROWS if level != "3"}
    assert told == wanted, told ^ wanted


def test_the_figures_above_the_table_are_those_of_the_table() -> None:
    shown = [row[3] for row in ROWS if row[1] != "3"]
    nots = [sum(one.startswith(begin) for one in shown) for begin in ("doc: ", "not applicable: ", "not met: ")]
    said = re.search(r"of the 253 (\d+) lead to a test, (\d+) to a document, (\d+) do not apply, (\d+) are not met", (ROOT / "docs/asvs.md").read_text("utf-8"))
    assert said and [int(n) for n in said.groups()] == [len(shown) - sum(nots), *nots]


@pytest.mark.parametrize(("number", "level", "asked", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_each_requirement_leads_somewhere(number: str, level: str, asked: str, shown: str) -> None:
    kind, colon, why = shown.partition(": ")
    if colon and kind in ("not met", "not applicable"):
        assert len(why) > 8, f"{number} does not say why"
        return
    if shown.startswith("doc: "):
        path, _, dated = shown.removeprefix("doc: ").partition(" ")
        assert (ROOT / path).is_file() and re.search(r"\d{4}-\d\d-\d\d", dated), shown
        return
    path, _, name = shown.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert re.search(rf"^\s*def {name}\b" if name else r"^\s*def test_", source, re.M), f"{path} has no {name or 'test'}"
