"""版面 — a page inside its portal: the navigation of the portal around what the view shows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from jiaxin.apps.publication.queries import preview
from jiaxin.domain.disclosure import Card, Withheld
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock
from jiaxin.kit.pages import style_hash
from jiaxin.kit.scratch import scratch
from jiaxin.kit.sheets.writing import write_list
from jiaxin.portals.shared.parts import Entry

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is signed in; the door has made sure that somebody is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def framed(
    request: HttpRequest, navigation: Sequence[Entry], template: str, shown: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    request.navigation = navigation  # type: ignore[attr-defined]
    return render(request, template, dict(shown), status=status)


def with_preview_frame(answer: HttpResponse) -> HttpResponse:
    """Allow this page to hold a frame with one of our own pages in it."""
    answer._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
    return answer


@xframe_options_sameorigin
def card_answer(request: HttpRequest, shown: Card | Withheld) -> HttpResponse:
    """The card as a family sees it, to be looked at inside a page of ours."""
    page = preview(shown, settings.DISTRICT.name).replace('<a href="/">', "<a>")
    answer = HttpResponse(page)
    allowed = [style_hash(style) for style in _STYLE.findall(page)]
    answer._csp_update = {"style-src": allowed}  # type: ignore[attr-defined]
    answer._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
    return answer


def list_answer(name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], sheet: str, mark: Mapping[str, str] | None = None) -> HttpResponse:
    """A list as a workbook of today, to keep. mark: what its hidden sheet says."""
    with scratch(Path(settings.DATA)) as folder:
        target = folder / "list.xlsx"
        write_list(target, headings, rows, sheet, mark=mark or {})
        return workbook_answer(f"{name}-{clock.today().isoformat()}.xlsx", target.read_bytes())


def workbook_answer(filename: str, data: bytes) -> HttpResponse:
    """A file to keep, under its Chinese name."""
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer
