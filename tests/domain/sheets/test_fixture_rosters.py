"""The rosters as offices send them: the bars of the importer, workbook by workbook, through the command's own shape."""

import pytest

from jiaxin.domain.quality.known import NOTHING
from jiaxin.domain.sheets.checking import check
from jiaxin.kit.sheets.cells import open_workbook
from jiaxin.portals.console.check_sheet import shaped
from tests.domain.sheets.other_offices import AS_OF, FIXTURES, score, truth_of, workers_of_first

NAMES = sorted(p.name.removesuffix(".truth.json") for p in FIXTURES.glob("*.truth.json"))
BARS = {
    "rows_precision": 1.0,
    "rows_recall": 1.0,
    "verdict_precision": 0.99,
    "verdict_recall": 0.99,
    "finding_precision": 0.98,
    "finding_recall": 0.98,
    "values": 0.995,
    "mapping": 1.0,
    "dropped_precision": 1.0,
    "dropped_recall": 1.0,
}


@pytest.mark.parametrize("name", NAMES)
def test_every_workbook_reaches_the_bars(name):
    truth = truth_of(name)
    known = workers_of_first() if "requires" in truth else NOTHING
    with open_workbook(FIXTURES / truth["file"]) as book:
        answer = shaped(check(book, AS_OF, known=known))
    notes: list[str] = []
    tally = score(truth, answer, notes)
    figures = tally.figures()
    assert {k: figures[k] for k, bar in BARS.items() if figures[k] < bar} == {}, notes[:10]
    assert not tally.get("leaks")


def test_the_training_register_alone_knows_nobody_and_says_nothing_about_it():
    with open_workbook(FIXTURES / "12-training.xlsx") as book:
        codes = {f.code for row in check(book, AS_OF).rows() for f in row.findings}
    assert "worker-unknown" not in codes and "duplicate-in-file" in codes
