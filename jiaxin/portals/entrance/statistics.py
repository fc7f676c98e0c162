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
    rows = [(name, list(zip(_labels(), _said(counts), strict=True))) for name, counts in found.rows] if found else []
    shown = {"found": found, "rows": rows, "columns": oversight.COLUMNS, "district": settings.DISTRICT.name}
    return render(request, "access/statistics.html", shown)


@public(_WHY)
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, for whoever computes; a byte-order mark, so that spreadsheets read the Chinese."""
    found = oversight.opened(clock.today())
    out = StringIO()
    pen = csv.writer(out)
    pen.writerow(["统计日", "街道", *_labels()])
    for name, counts in found.rows if found else ():
        pen.writerow([found.on.isoformat() if found else "", name, *_said(counts)])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="statistics.csv"'
    return answer


def _labels() -> list[str]:
    return [label for _, label, *_ in oversight.COLUMNS]


def _said(counts: tuple[int | None, ...]) -> list[str]:
    return [HIDDEN if count is None else str(count) for count in counts]
