"""家庭的页面 — a family that signs in with its phone: complaints by it and about it, how they stand, what was recorded of it and its objection. Nothing of the family is kept but an id."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import attach_subject
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.domain.procedures.topics import family
from jiaxin.kit import clock
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.complaining import accused
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.lettering import letter_answer
from jiaxin.portals.shared.listing import case_table
from jiaxin.portals.shared.listing import listed as matters
from jiaxin.portals.shared.objecting import WHYS, objection_of, objectionable
from jiaxin.portals.shared.parts import Entry, State
from jiaxin.portals.shared.told import SHOWN, newest

BASE = "/family/cases"
LOOKED_AT = 20  # of one's own matters for what can be done now
MENU = (Entry("我的投诉", "/family/cases", "clipboard-check"), Entry("通知", "/family/messages", "bell"), Entry("我的信息", "/family/rights", "shield-check"))


@door(Permission.CASE_VIEW)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = governance.cases_of(actor)
    held = objectionable(record.facts_about(actor.subject, with_restricted=True)) if actor.subject else []
    shown = {"rows": cases.rows(found), "base": BASE, "topics": family(clock.today()).items(), "waiting": _waiting(actor, found), "public": settings.DISTRICT.public_url, "records": held, "whys": WHYS, "told": newest(actor, SHOWN, new=True), "against": request.GET.get("against", "")[:200]}
    return matters(request, MENU, "household/cases.html", shown, case_table("我的投诉", found))


def _waiting(actor: Actor, found: list[governance.CaseView]) -> list[tuple[governance.CaseView, str, tuple[State, str]]]:
    """(case, what she may do in it now, by when) of those that go on or can still be rated: what is late first."""
    lines = []
    for one in sorted(found, key=lambda c: (c.closed, not c.deadlines, c.deadlines[0].due.on if c.deadlines else c.opened_at.date()))[:LOOKED_AT]:
        steps = [step.label for step, obstacle in governance.offering(actor, one).steps if not obstacle and not step.by_itself]
        if steps:
            lines.append((one, "、".join(steps), cases.due(one)))
    return lines


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
    return redirect("household:case", case_id)


@door(Permission.CASE_VIEW)
@require_safe
def case_file(request: HttpRequest, case_id: str, name: str) -> HttpResponse:
    return cases.kept_file(actor_of(request), case_id, name)


@door(Permission.CASE_VIEW)
@require_safe
def letter(request: HttpRequest, case_id: str, number: int) -> HttpResponse:
    return letter_answer(request, MENU, case_id, number)


@door(Permission.OBJECTION_RAISE)
@require_POST
def objected(request: HttpRequest) -> HttpResponse:
    """What was found about the family, for one: the record is marked 异议中 before the page is back."""
    opened = objection_of(request, actor_of(request))
    messages.success(request, "已收到。这条记录已标注“异议中”，答复期限写在下面。")
    return redirect("household:case", opened)


@door(Permission.COMPLAINT_FILE)
@require_POST
def complained(request: HttpRequest) -> HttpResponse:
    opened = accused(request, with_an_id(actor_of(request)), family(clock.today()))
    messages.success(request, "投诉已提交。对方看不到您是谁，进展会通知您。")
    return redirect("household:case", opened)


def with_an_id(actor: Actor) -> Actor:
    return actor if actor.subject else attach_subject(actor, registry.open_household())
