"""满意度调查 — what families answered, in sums: question by question, and one question by company, size, street or month."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.permissions import Permission, firms_of
from jiaxin.domain.surveys import DIMENSIONS
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import Choice, Filter
from jiaxin.portals.shared.surveys import HEADINGS, cells, labelled

REST, EVERYBODY, COMPANY = "未归入", "全区", "company"


@door(Permission.BOARD_VIEW)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.BOARD_VIEW)
    found = oversight.survey_results(clock.today(), request.GET.get("question", ""), request.GET.get("by", ""))
    if found.by == COMPANY and (among := firms_of(actor, Permission.COMPANY_VIEW)) is not None:
        found = replace(found, lines=tuple(one for one in found.lines if one.code in among))
    filters = (
        Filter("question", "问题", found.question.code, tuple(Choice(one.code, one.ask) for one in found.survey.questions)),
        Filter("by", "分组", found.by, tuple(Choice(code, label) for code, label in DIMENSIONS.items())),
    )

    def rows() -> Iterable[tuple[Any, ...]]:
        if not found.told:
            return []
        where = (found.survey.version, found.months[0], found.months[-1], DIMENSIONS[found.by])
        return [(*where, found.question.ask, one.name or REST, *cells(one)) for one in found.lines] + [(*where, one.name, EVERYBODY, *cells(one)) for one in found.questions]

    shown = {
        "found": found, "filters": filters, "dimension": DIMENSIONS[found.by], "rest": REST, "headings": HEADINGS,
        "questions": [(one.name, labelled(one)) for one in found.questions], "lines": [(one.name, labelled(one)) for one in found.lines],
    }  # fmt: skip
    headings = ("问卷版本", "从", "到", "分组", "问题", "范围", *HEADINGS)
    return listed(request, menu_for(request), "office/survey.html", shown, Table("满意度调查", headings, rows, found.told))
