"""Every threat leads to a test that exists, or says that it is open."""

import re

import pytest

from tests.architecture.source import ROOT

ROW = re.compile(r"^\| (T\d+\w? .+?) \| (.+?) \| (.+?) \|$", re.M)
TEXT = (ROOT / "docs/threats.md").read_text("utf-8")
_REASON = re.compile(r"open: (?:\S+ ){4,}\S+")
ROWS = ROW.findall(TEXT)


def test_the_table_is_read() -> None:
    assert len(ROWS) > 25
    assert len({threat.split()[0] for threat, _, _ in ROWS}) == len(ROWS), "a number twice"


@pytest.mark.parametrize(("threat", "control", "test"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_threat_leads_to_a_test_that_exists(threat: str, control: str, test: str) -> None:
    if test.startswith("open"):
        assert _REASON.match(control), f"{threat}: say after `open:` why it is open"
        return
    path, _, name = test.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert not name or re.search(rf"^\s*def {name}\b", source, re.M), f"{path} has no {name}"


def test_no_threat_lies_outside_the_table() -> None:
    table = TEXT.partition("|---|")[2].partition("\n\n")[0]
    assert len(ROW.findall(table)) == len(ROWS)


@pytest.mark.parametrize("control", ["open", "open:", "open: not yet", "known and open"])
def test_open_without_a_reason_is_not_enough(control: str) -> None:
    assert not _REASON.match(control)
