"""What the second process judged ahead is what judging in place says, and it answers no other question."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from jiaxin.demo.district import draw
from jiaxin.demo.plan import Plan
from jiaxin.demo.preparing import Preparer, Sheet
from jiaxin.demo.sheets.posting import schedule

PLAN = Plan(date(2026, 11, 23), workers=120, seed=5, days=60)


@pytest.fixture(scope="module")
def sent() -> tuple[date, Sheet]:
    """The first roster, as the preparing process hands it over."""
    dues = schedule(draw(PLAN))
    preparer = Preparer(draw(PLAN), dues)
    try:
        number = next(at for at, due in enumerate(dues) if due.what == "roster")
        for earlier in range(number):
            if not dues[earlier].asks:
                preparer.sheet(earlier, [])
        sheet = preparer.sheet(number, [])
    finally:
        preparer.close()
    assert sheet is not None
    return dues[number].day, sheet


def question(day: date, sheet: Sheet, folder: Path, **other: object) -> dict[str, object]:
    path = folder / "file"
    path.write_bytes(sheet.data)
    return {"path": str(path), "as_of": day.isoformat(), "kind": sheet.kind, "learned": {}} | other


def said(sheet: Sheet, asked: dict[str, object]) -> list[object]:
    with sheet.judging(asked) as messages:
        return list(messages)


def test_it_says_the_same(sent, tmp_path):
    day, sheet = sent
    asked = question(day, sheet, tmp_path)
    assert sheet.judged is not None and sheet.judged.answers(asked)
    ahead = said(sheet, asked)
    assert ahead == said(replace(sheet, judged=None), asked)
    assert any(message["is"] == "rows" for message in ahead)


def test_another_day_another_heading_or_another_file_is_judged_anew(sent, tmp_path):
    day, sheet = sent
    assert sheet.judged is not None
    later = question(day + timedelta(days=400), sheet, tmp_path)
    assert not sheet.judged.answers(later)
    assert said(sheet, later) == said(replace(sheet, judged=None), later)
    assert not sheet.judged.answers(question(day, sheet, tmp_path, learned={"姓名": "phone"}))
    changed = replace(sheet, data=sheet.data + b" ")
    assert not sheet.judged.answers(question(day, changed, tmp_path))
