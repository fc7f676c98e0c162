"""办理事项一览 — by procedure and deadline, by whom they are about, or those that a figure counts.

Searching is by POST, so that names stay out of addresses. Nobody finds more than what she could open: who is found by name must
be within her lists, and each matter within her reach.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiaxin.apps.access.actions import log_read, meet
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import LIST
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures import ALL, DEFINITIONS
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.permissions import Actor, FieldClass, Permission, may_ever, reach_of
from jiaxin.domain.permissions.names import Reach
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.kit import clock
from jiaxin.kit.finding import plain, strongest
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.cases import BASE, LISTED
from jiaxin.portals.office.members import without_members
from jiaxin.portals.office.workers import scope_of
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import case_table
from jiaxin.portals.shared.listing import listed as as_list
from jiaxin.portals.shared.parts import Crumb, Tab

SHOWN = 200
LEAST_NUMBER = 4  # signs of a case number that are looked for


@door(Permission.CASE_VIEW)
def listed(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    kinds = [one for one in LISTED if cases.open_to(actor, one)]
    if request.method == "POST" and (typed := request.POST.get("q", "").strip()[:40]):
        return _typed(request, actor, kinds, typed)
    if (figure := asked.get("figure", "")) in oversight.MATTER_FIGURES and may_ever(actor.role, Permission.BOARD_VIEW):
        return _counted(request, actor, figure)
    code = asked.get("kind", "")
    code = code if code in kinds else ""
    closed = asked.get("closed") == "1"
    found = governance.closed_cases(code, unsealed=False) if closed and code else governance.open_cases(code, unsealed=False)
    found = [c for c in found if c.procedure in kinds and cases.addressed(actor, c)]
    if reach_of(actor.role, Permission.CASE_VIEW) is Reach.STREET:
        found = [c for c in found if c.street == actor.street]
    tabs = [Tab("全部在办", "?", current=not code)] + [Tab(procedure(c).label, f"?kind={c}", current=c == code) for c in kinds]
    shown = {"rows": cases.rows(found), "tabs": tabs, "base": BASE, "code": code, "closed": closed, "overdue": governance.overdue(clock.today(), actor.street if reach_of(actor.role, Permission.CASE_VIEW) is Reach.STREET else ""), "typed": "", "no_members": without_members(actor)}
    if code == "complaint":
        days = figure_rules(clock.today()).matters_days
        near = actor.street if reach_of(actor.role, Permission.CASE_VIEW) is Reach.STREET else ""
        shown |= {"handling": governance.handling(clock.today() - timedelta(days=days), near), "days": days}
    return as_list(request, menu_for(request), "office/cases.html", shown, case_table("办理事项", found))


def _typed(request: HttpRequest, actor: Actor, kinds: list[str], typed: str) -> HttpResponse:
    people = registry.subjects_found(scope_of(actor), typed) if may_ever(actor.role, Permission.WORKER_LIST) else {}
    fitting = strongest({**registry.companies_named_like(typed), **people})
    number = plain(typed)
    found = governance.cases_found(list(fitting), number if len(number) >= LEAST_NUMBER and number.isascii() and number.isalnum() else "", SHOWN + 1)
    too_many = len(found) > SHOWN
    found = [c for c in cases.visible(actor, found[:SHOWN]) if c.procedure in kinds]
    workers = [c.subject for c in found if c.subject in people]
    if workers:
        meet(actor, workers, registry.count("worker"))
        log_read(actor, list(dict.fromkeys(workers)), [FieldClass.BASIC], "按姓名查找办理事项", LIST)
    shown = {"rows": cases.rows(found), "tabs": [], "base": BASE, "code": "", "closed": False, "overdue": 0, "typed": typed, "found": len(found), "too_many": too_many}
    return framed(request, menu_for(request), "office/cases.html", shown)


def _counted(request: HttpRequest, actor: Actor, figure: str) -> HttpResponse:
    """The matters behind a number of the board; of those out of her reach only how many."""
    today, place = clock.today(), request.GET.get("street", "") or ALL
    ids = oversight.matters_counted(figure, place, today)
    found = cases.visible(actor, governance.cases_by_id(ids))
    street = registry.regions("street", today).get(place, "")
    shown = {
        "figure": DEFINITIONS[figure], "street": street, "rows": cases.rows(found), "base": BASE, "count": len(ids), "hidden": len(ids) - len(found),
        "crumbs": [Crumb("监测指标", reverse("office:board")), Crumb(DEFINITIONS[figure].label, reverse("office:figure", args=[figure]))],
    }  # fmt: skip
    return framed(request, menu_for(request), "office/matters_counted.html", shown)
