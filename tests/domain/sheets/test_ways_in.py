"""Nine ways in, two messy files each: rows, verdicts, findings and values exactly as the truth says."""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.validating import validate
from jiaxin.domain.sheets.checking import check
from jiaxin.kit.sheets.cells import open_workbook
from tests.factories.records import from_draft

FILES = Path(__file__).parents[2] / "fixtures" / "ways_in"
TRUTHS = sorted(FILES.glob("*.truth.json"))
VERDICT = {"ok": "accept", "warning": "review", "error": "reject", "duplicate": "reject"}


def always(values):
    return 1


# kind of sheet → kind of record → how many facts a sound row makes
FACTS = {
    "company-register": {"company.registration": always, "premises": lambda v: bool(v.get("branch_name"))},
    "order-ledger": {"order": always},
    "police-return": {"identity.check": always},
    "ratings": {"rating": always},
    "hotline-complaints": {"complaint": always, "complaint.finding": lambda v: v.get("upheld") is not None},
    "penalties": {"penalty": always},
    "area-tree": {},
    "baseline-register": {},
    "legacy-export": {"legacy.record": always, "profile": always, "employment": always},
}
BY_FILE = pytest.mark.parametrize("path", TRUTHS, ids=lambda p: p.name.removesuffix(".truth.json"))


class Run:
    """One file checked with the engine that every door uses."""

    def __init__(self, path: Path) -> None:
        self.truth = json.loads(path.read_text("utf-8"))
        with open_workbook(FILES / self.truth["file"]) as workbook:
            self.checking = check(workbook, date.fromisoformat(self.truth["as_of"]))
            self.rows = list(self.checking.rows())
            self.drafts = [d for row in self.rows if row.status in ("ok", "warning") for d in self.checking.drafts(row)]


@pytest.fixture(scope="module")
def runs():
    return {path: Run(path) for path in TRUTHS}


@BY_FILE
def test_the_kind_is_told_by_the_sheet_itself(path, runs):
    found = [sheet.kind for sheet in runs[path].checking.sheets]
    assert found == [runs[path].truth["kind"]]


@BY_FILE
def test_columns_are_mapped_and_forbidden_ones_dropped(path, runs):
    truth, (sheet,) = runs[path].truth, runs[path].checking.sheets
    mapped = {column.name for column in sheet.mapping.columns.values()}
    assert mapped == set(truth["mapping"].values())
    assert [one.heading for one in sheet.mapping.dropped] == [d["heading"] for d in truth["dropped_columns"]]


@BY_FILE
def test_only_data_rows_are_rows(path, runs):
    assert [row.row for row in runs[path].rows] == [row["row"] for row in runs[path].truth["rows"]]


@BY_FILE
def test_verdicts_and_findings_are_exact(path, runs):
    for row, true in zip(runs[path].rows, runs[path].truth["rows"], strict=True):
        said = sorted((f.field, f.code, f.severity.value) for f in row.findings if f.severity != "info")
        assert said == sorted((f["field"], f["code"], f["severity"]) for f in true["findings"]), row
        assert VERDICT[row.status] == true["verdict"], row


@BY_FILE
def test_values_are_exact(path, runs):
    for row, true in zip(runs[path].rows, runs[path].truth["rows"], strict=True):
        wrong = {f["field"] for f in true["findings"] if f["severity"] == "error"}
        for name, value in true["values"].items():
            if name not in wrong:
                assert row.values.get(name) == value, (row.row, name)


@BY_FILE
def test_every_finding_says_a_sentence_and_a_next_step(path, runs):
    for row in runs[path].rows:
        for finding in row.findings:
            assert finding.said and "{" not in finding.said, finding
            assert finding.do_this, finding


@BY_FILE
def test_sound_rows_become_facts_the_ledger_accepts(path, runs):
    run = runs[path]
    for draft in run.drafts:
        validate(from_draft(draft))
        assert draft.subject_of in (kind(draft.kind).subject, "worker", "company", "region")
    sound = [row.values for row in run.rows if row.status in ("ok", "warning")]
    made = Counter(draft.kind for draft in run.drafts)
    assert made == {code: n for code, count in FACTS[run.truth["kind"]].items() if (n := sum(map(count, sound)))}


def test_the_generator_still_makes_this_truth(monkeypatch):
    monkeypatch.syspath_prepend(str(FILES))
    import make

    try:
        made = {book.file: book.truth() for book in make.books()}
    finally:
        for name in ("make", "book", "habits", "people", "registers", "services", "authorities", "platforms"):
            sys.modules.pop(name, None)
    assert made == {truth["file"]: truth for truth in (json.loads(p.read_text("utf-8")) for p in TRUTHS)}
    assert len(made) == 18
