"""Every threat leads to a test that exists, or says that it is open."""

import re

import pytest

from tests.architecture.source import ROOT

ROW = re.compile(r"^\| (T\d+\w? .+?) \| (.+?) \| (.+?) \|$", re.M)
ROWS = ROW.findall((ROOT / "docs/threats.md").read_text("utf-8"))


def test_the_table_is_read() -> None:
    assert len(ROWS) > 25
    assert len({threat.split()[0] for threat, _, _ in ROWS}) == len(ROWS), "a number twice"


@pytest.mark.parametrize(("threat", "control", "test"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_threat_leads_to_a_test_that_exists(threat: str, control: str, test: str) -> None:
    if test.startswith("open"):
        assert control.strip()
        return
    path, _, name = test.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert not name or re.search(rf"^\s*def {name}\b", source, re.M), f"{path} has no {name}"
