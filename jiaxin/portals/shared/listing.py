"""清单 — a page that is a list, and the same list as a workbook: `?as=xlsx` beside the filters that the page has.

A table holds no person's name or number: who reads the page under a receipt sees masked names, what leaves does
not carry them. Lists of persons leave by their own doors, with a purpose, a quota and a mark (office/workers).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse

from jiaxin.apps.governance.queries import Book, CaseView
from jiaxin.kit import clock
from jiaxin.portals.shared.cases import companies_in, due
from jiaxin.portals.shared.framing import framed, list_answer
from jiaxin.portals.shared.parts import Entry

CASE_HEADINGS = ("编号", "事项", "企业", "状态", "期限", "开始时间", "办结")


class Table(NamedTuple):
    """What leaves of a list. `rows` is asked for only when somebody takes the workbook; `some`: there are any."""

    name: str
    headings: Sequence[str]
    rows: Callable[[], Iterable[Sequence[Any]]]
    some: bool = True


def listed(request: HttpRequest, navigation: Sequence[Entry], template: str, shown: Mapping[str, Any] | Callable[[], Mapping[str, Any]], table: Table) -> HttpResponse:
    """The page with a way to its workbook, or the workbook; both under the filters in the address.

    `shown` is a question where the page opens names: the workbook holds none, so for it none is opened.
    """
    if request.method == "GET" and request.GET.get("as") == "xlsx":
        return list_answer(table.name, table.headings, table.rows(), table.name)
    kept = request.GET.copy()
    kept.pop("page", None)
    kept["as"] = "xlsx"
    return framed(request, navigation, template, dict(shown() if callable(shown) else shown) | {"as_sheet": f"?{kept.urlencode()}" if table.some else ""})


def minute(at: datetime | None) -> str:
    """As the page says it; empty where nothing has happened."""
    return f"{at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}" if at else ""


def case_table(name: str, found: Sequence[CaseView]) -> Table:
    """Matters. A company is named, a person is not."""

    def rows() -> Iterable[Sequence[Any]]:
        firms = companies_in(found)
        return [(c.id, c.label, firms.get(c.subject, ""), c.state_label, due(c)[1], minute(c.opened_at), "是" if c.closed else "否") for c in found]

    return Table(name, CASE_HEADINGS, rows, bool(found))


POINT_STATES = {"free": "可用", "frozen": "异议中，先冻结", "gone": "来源记录已更正", "": ""}


def points_table(book: Book) -> Table:
    """One person's points, without her name; whoever reads the page has left the receipt."""

    def rows() -> Iterable[Sequence[Any]]:
        return [(one.move.on, one.move.number, one.words, one.change, one.happened, POINT_STATES[one.state], one.move.reverses or None) for one in book.lines]

    return Table("社区积分", ("日期", "号", "来源或去向", "积分", "来源记录的日期", "状态", "冲正第几笔"), rows, bool(book.lines))
