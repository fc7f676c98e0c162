"""问卷结果 — how the lines of a survey stand on a page and in a workbook."""

from jiaxin.domain.surveys import Line

HEADINGS = ("问过（份）", "答了（份）", "满意（%）", "没有答（%）")
HIDDEN = "不公布"


def cells(one: Line) -> tuple[int | str, ...]:
    """As the columns of `HEADINGS`; what may not be told says so."""
    return tuple(HIDDEN if value is None else value for value in (one.asked, one.answered, one.good, one.none))


def labelled(one: Line) -> list[tuple[str, int | str]]:
    """(heading, cell): a table on a narrow screen names its cells."""
    return list(zip(HEADINGS, cells(one), strict=True))
