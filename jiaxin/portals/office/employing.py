"""用工核对 — company by company, where lists of workers and the people on them do not agree.

A finding of data quality: the office asks the company to put it right. Nothing here is a penalty or enters a score.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import LIST
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.employment.ghosts import Doubtful, doubts
from jiaxin.domain.permissions import Actor, Permission, Thing, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import employing
from jiaxin.portals.shared.employing import STATES, lines, tally
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

A_PAGE = 50


@door(Permission.EMPLOYMENT_CHECK)
@require_safe
def employment(request: HttpRequest) -> HttpResponse:
    """Every company with something doubtful, the largest share first; those without are counted."""
    actor = actor_of(request)
    require(actor, Permission.EMPLOYMENT_CHECK, Thing.of(actor))
    rows, clean = _companies()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page", 1))
    shown = {"rows": page, "page": page, "clean": clean, "headings": [label for _, label, _ in tally(())], "today": clock.today()}
    return framed(request, menu_for(request), "office/employment.html", shown)


@door(Permission.EMPLOYMENT_CHECK)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.EMPLOYMENT_CHECK, Thing.of(actor))
    rows, _ = _companies()
    headings = ("企业", "登记人数", *(label for _, label, _ in tally(())), "存疑人数", "存疑占比")
    told = [(r["name"], r["listed"], *(count for _, count in r["counts"]), r["people"], r["share"]) for r in rows]
    return list_answer("用工核对", headings, told, "用工核对")


@door(Permission.EMPLOYMENT_CHECK)
@require_safe
def company(request: HttpRequest, subject: str) -> HttpResponse:
    actor = actor_of(request)
    named, found = _of_company(actor, subject)
    shown = {
        "company": named, "lines": lines(actor, found, "核对企业用工登记", LIST), "may_export": may_ever(actor.role, Permission.LIST_EXPORT),
        "tiles": [(label, count, STATES[doubt] if count else "") for doubt, label, count in tally(found)],
    }  # fmt: skip
    return framed(request, menu_for(request), "office/employment_company.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def company_export(request: HttpRequest, subject: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    named, found = _of_company(actor, subject)
    return employing.export(request, f"用工核对-{named.name}", found)


def _of_company(actor: Actor, subject: str) -> tuple[registry.CompanyName, list[Doubtful]]:
    require(actor, Permission.EMPLOYMENT_CHECK, Thing(organisation=subject))
    named = registry.companies([subject]).get(subject)
    if named is None:
        raise Http404
    return named, doubts(registry.spells_listed([subject]).get(subject, ()), clock.today())


def _companies() -> tuple[list[dict[str, Any]], int]:
    listed = registry.spells_listed()
    named = registry.companies(listed)
    rows, clean = [], 0
    for subject, held in listed.items():
        found = doubts(held, clock.today())
        people, everybody = len({d.listed.subject for d in found}), len({one.subject for one in held})
        if not found or subject not in named:
            clean += 1
            continue
        mille = 1000 * people // everybody
        rows.append(
            {
                "subject": subject, "name": named[subject].name, "listed": everybody, "people": people, "mille": mille,
                "share": f"{mille // 10}%", "counts": [(label, count) for _, label, count in tally(found)],
            }
        )  # fmt: skip
    return sorted(rows, key=lambda r: (-r["mille"], -r["people"], r["name"])), clean
