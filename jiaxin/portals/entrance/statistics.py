"""开放统计 — counts by street for everybody, with the dictionary; what is small is not shown."""

import csv
from io import StringIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.apps.oversight import queries as oversight
from jiaxin.kit import clock

_WHY = "开放统计面向公众，小于规定人数的格子不公布"
HIDDEN = "—"


@public(_WHY)
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    found = oversight.opened(clock.today())
    tables = [(one, [(name, list(zip(_labels(one), _said(counts), strict=True))) for name, counts in one.rows]) for one in found.tables] if found else []
    columns = {column: None for one in found.tables for column in one.columns} if found else {}
    return render(request, "access/statistics.html", {"found": found, "tables": tables, "columns": list(columns), "district": settings.DISTRICT.name})


@public(_WHY)
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, for whoever computes: one line a number; a byte-order mark, so that spreadsheets read the Chinese."""
    found = oversight.opened(clock.today())
    out = StringIO()
    pen = csv.writer(out)
    pen.writerow(["统计日", "表", "范围", "项目", "数值", "单位"])
    for one in found.tables if found else ():
        for name, counts in one.rows:
            for (_, label, unit, _), said in zip(one.columns, _said(counts), strict=True):
                pen.writerow([found.on.isoformat() if found else "", one.label, name, label, said, unit])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="statistics.csv"'
    return answer


def _labels(one: oversight.Table) -> list[str]:
    return [label for _, label, *_ in one.columns]


def _said(counts: tuple[int | None, ...]) -> list[str]:
    return [HIDDEN if count is None else str(count) for count in counts]
