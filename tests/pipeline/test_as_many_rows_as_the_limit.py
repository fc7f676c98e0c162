"""A sheet may hold as many rows of data as the limit says, headings not counted; with one more all of it is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import counting
from jiaxin.apps.intake import queries as batches
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor
from jiaxin.kit.sheets.cells import open_workbook
from jiaxin.kit.sheets.limits import DEFAULT
from jiaxin.kit.sheets.refusal import Unreadable
from tools.bench import rosters

pytestmark = pytest.mark.django_db
LIMIT = 20
SAID = f"工作表“人员名册”的数据超过 {LIMIT} 行"


@pytest.fixture(autouse=True)
def little(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(counting, "LIMITS", replace(DEFAULT, rows=LIMIT))


def roster(folder: Path, rows: int) -> bytes:
    path = folder / f"{rows}.xlsx"
    rosters.main(path, rows, bad=0)
    return path.read_bytes()


def test_a_heading_takes_no_place_of_the_data(company_clerk: Actor, tmp_path: Path) -> None:
    batch_id, _ = intake.receive(company_clerk, "满.xlsx", roster(tmp_path, LIMIT))
    intake.work()
    batch = batches.batch(batch_id)
    assert batch is not None and (batch.state, batch.good + batch.bad) == ("checked", LIMIT), batch and batch.said
    assert sum(intake.try_file(company_clerk, "满.xlsx", roster(tmp_path, LIMIT)).rows.values()) == LIMIT


def test_one_row_more_is_refused_with_the_limit_named(company_clerk: Actor, tmp_path: Path) -> None:
    batch_id, _ = intake.receive(company_clerk, "过满.xlsx", roster(tmp_path, LIMIT + 1))
    intake.work()
    batch = batches.batch(batch_id)
    assert batch is not None and batch.state == "failed"
    assert batch.said.startswith(SAID) and "拆成几个文件" in batch.said
    with pytest.raises(Refused) as refused:
        intake.try_file(company_clerk, "过满.xlsx", roster(tmp_path, LIMIT + 1))
    assert (refused.value.code, refused.value.said) == ("sheet.rows", SAID)


def test_a_sheet_told_in_many_parts_is_foreseen_from_the_first() -> None:
    head = {"is": "sheet", "sheet": {"name": "一店"}}
    part = {"is": "rows", "rows": [{"sheet": "一店"}] * 5, "of": LIMIT}
    assert len(list(counting.counted([head, *[part] * 4]))) == 5
    with pytest.raises(Unreadable, match="一店"):
        list(counting.counted([head, part | {"of": LIMIT + 1}]))


def test_several_sheets_are_counted_each_by_itself() -> None:
    def told(first: int, second: int) -> list[dict]:
        rows = [{"sheet": name} for name, count in (("一店", first), ("二店", second)) for _ in range(count)]
        heads = [{"is": "sheet", "sheet": {"name": name}} for name in ("一店", "二店")]
        return [*heads, {"is": "rows", "rows": rows, "of": first + second}]

    assert len(list(counting.counted(told(LIMIT, LIMIT)))) == 3
    with pytest.raises(Unreadable, match="二店"):
        list(counting.counted(told(LIMIT, LIMIT + 1)))


@pytest.mark.parametrize("name", ["full.xlsx", "full.csv"])
def test_a_reader_lets_pass_what_may_be_no_data(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_text("".join(f"样例{n},{n}\n" for n in range(6)), encoding="utf-8")
    else:
        rosters.main(path, 5)
    with open_workbook(path, replace(DEFAULT, rows=4, rows_besides=2)) as book:
        assert len(list(book.sheets[0].rows())) == 6
    with pytest.raises(Unreadable, match="超过 4 行"), open_workbook(path, replace(DEFAULT, rows=4, rows_besides=1)) as book:
        list(book.sheets[0].rows())
