"""导出 — what stands on a page as a list can be taken along as a workbook, under the filters of the page; or a reason says why not."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from openpyxl import load_workbook

from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from tests.browser.lively import Lively, lively
from tests.portals.lists import Page, pages

EXEMPT = {
    "company:home": "the last few files; all of them leave from the list of batches", "office:board": "each figure leaves from its own page",
    "office:design": "samples of components: everybody on it is made up",
    "company:papers": "what is handed in leaves from the page of its bundle", "company:reports": "each paper leaves as Word, PDF and Excel", "office:twins": "a list about people: leaves by POST, with a purpose, as twins.xlsx",
    "office:comparing": "two versions side by side, not a list", "office:mapped": "is itself the way out: a file under a mapping", "company:mapped": "is itself the way out: a file under a mapping",
    "worker:consents": "each consent is a record of hers: leaves with the copy of her file",
}  # fmt: skip


@pytest.fixture
def played(transactional_db: None, tmp_path: Path) -> Iterator[Lively]:
    with lively(tmp_path, served=False) as district:
        yield district


def test_every_list_leaves_as_a_workbook_or_says_why_not(played: Lively) -> None:
    found = list(pages(played))
    listed = {one.name: one for one in found if one.holds_rows}
    assert len(listed) > 35, f"{len(listed)} lists among {len(found)} pages: the walk has lost its way"
    stay = {one.name for one in listed.values() if not one.leaves}
    assert stay == EXEMPT.keys(), f"give these an export or a reason: {sorted(stay - EXEMPT.keys())}; these are exempt for nothing: {sorted(EXEMPT.keys() - stay)}"


def test_the_workbooks_hold_the_rows_and_nobodys_name(played: Lively) -> None:
    people = {mask_name(one.name) for one in registry.people(registry.all_of("worker")).values()}
    taken = [(one, _taken(played, one)) for one in pages(played) if one.answer.context is not None and "as_sheet" in one.answer.context]
    assert len(taken) > 20
    for one, rows in taken:
        assert rows[0] and all(rows[0]), f"{one.path}: headings"
        assert bool(one.answer.context["as_sheet"]) == (len(rows) > 1), f"{one.path}: the way to the workbook is there when there is something in it"
        assert all(len(row) == len(rows[0]) for row in rows), one.path
        named = people & {str(cell) for row in rows for cell in row}
        assert not named, f"{one.path}: {named}"


def test_a_book_of_points_leaves_for_the_office_and_for_herself(played: Lively) -> None:
    assert played.client("bureau-clerk").get(f"/office/points/{played.her}").context["as_sheet"] == "", "an empty book"
    played.sends("bureau-clerk", f"/office/points/{played.her}/service", kind="help", on="2026-11-02", hours="1", organiser="样例社区居委会")
    for who, path in (("bureau-clerk", f"/office/points/{played.her}"), ("p-her", "/me/points")):
        page = played.client(who).get(path)
        rows = _read(played.client(who).get(f"{path}{page.context['as_sheet']}"))
        assert len(rows) == 2 and rows[1][3] > 0 and rows[1][2] == "公益服务一小时" and str(rows[1][4]).startswith("2026-11-02") and rows[1][5] == "可用"


def test_the_filters_of_the_page_are_kept(played: Lively) -> None:
    client = played.client("bureau-clerk")
    page = client.get("/office/batches?state=cancelled&page=1")
    where = parse_qs(page.context["as_sheet"].removeprefix("?")) if page.context["as_sheet"] else {}
    every, none = _read(client.get("/office/batches?as=xlsx")), _read(client.get("/office/batches?state=cancelled&as=xlsx"))
    assert len(every) > 1 and len(none) == 1 and not where
    kept = client.get("/office/batches?kind=worker-roster&page=1").context["as_sheet"]
    assert parse_qs(kept.removeprefix("?")) == {"kind": ["worker-roster"], "as": ["xlsx"]}
    rosters = _read(client.get(f"/office/batches{kept}"))
    assert 1 < len(rosters) <= len(every) and {row[2] for row in rosters[1:]} == {rosters[1][2]}


def test_whoever_may_not_see_the_list_does_not_get_the_workbook(played: Lively) -> None:
    for path in ("/office/reviews", "/office/leaks", "/office/log", "/office/identity"):
        assert played.client("company").get(f"{path}?as=xlsx").status_code in (403, 404), path


def _taken(district: Lively, one: Page) -> list[list[object]]:
    answer = district.client(one.who).get(f"{one.path}?as=xlsx")
    assert answer.status_code == 200, f"{one.path}: {answer.status_code}"
    assert re.search(r"filename\*=UTF-8''.+\.xlsx", answer.headers["Content-Disposition"]), one.path
    return _read(answer)


def _read(answer) -> list[list[object]]:
    return [list(row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]
