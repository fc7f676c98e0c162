"""我的事项 — what runs about her or was brought by her; any record of hers can be objected to from here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.domain.procedures.topics import worker
from jiaxin.kit import clock
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.complaining import accused, families
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.lettering import letter_answer
from jiaxin.portals.shared.listing import case_table
from jiaxin.portals.shared.listing import listed as matters
from jiaxin.portals.shared.objecting import WHYS, objection_of, objectionable
from jiaxin.portals.worker.own_file import MENU

BASE = "/me/cases"


@door(Permission.CASE_VIEW)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.subject:
        return redirect("worker:home")
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    found = governance.cases_of(actor)
    facts = record.facts_about(actor.subject, with_restricted=True)
    firms = registry.companies({e.fact.company for e in facts.of("employment") if e.fact.company})
    shown = {
        "rows": cases.rows(found), "base": BASE, "records": objectionable(facts, {one: firm.name for one, firm in firms.items()}), "whys": WHYS,
        "topics": worker(clock.today()).items(), "families": families(actor.subject), "against": "",
    }  # fmt: skip
    return matters(request, MENU, "worker/cases.html", shown, case_table("事项", found))


@door(Permission.CASE_VIEW)
@require_safe
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    actions.opened_by_her(actor_of(request), case_id)
    return framed(request, MENU, "shared/cases/case.html", cases.shown(actor_of(request), case_id) | {"base": BASE, "large": True})


@door(Permission.CASE_VIEW)
@require_POST
def act(request: HttpRequest, case_id: str, verb: str) -> HttpResponse:
    step = cases.taken(request, actor_of(request), case_id, verb)
    messages.success(request, f"已办理“{step.label}”。")
    return redirect("worker:case", case_id)


@door(Permission.CASE_VIEW)
@require_safe
def file(request: HttpRequest, case_id: str, name: str) -> HttpResponse:
    return cases.kept_file(actor_of(request), case_id, name)


@door(Permission.CASE_VIEW)
@require_safe
def letter(request: HttpRequest, case_id: str, number: int) -> HttpResponse:
    return letter_answer(request, MENU, case_id, number)


@door(Permission.OBJECTION_RAISE)
@require_POST
def objected(request: HttpRequest) -> HttpResponse:
    """Open the line, tap a reason (or write one): the record is marked 异议中 before the page is back."""
    opened = objection_of(request, actor_of(request))
    messages.success(request, "已收到。这条记录已标注“异议中”，答复期限写在下面。")
    return redirect("worker:case", opened)


@door(Permission.COMPLAINT_FILE)
@require_POST
def complained(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    opened = accused(request, actor, worker(clock.today()))
    messages.success(request, "投诉已提交，进展会通知您。")
    return redirect("worker:case", opened)
