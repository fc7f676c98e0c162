"""我的课程 — what she has learned, what is on offer and closes a gap of hers, what she signed up for."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.training import actions
from jiaxin.apps.training import queries as training
from jiaxin.domain.completeness import completeness
from jiaxin.domain.permissions import Permission, Role, Thing, fields_of
from jiaxin.domain.procedures.course_duty import fits_course
from jiaxin.domain.values import amounts
from jiaxin.kit import clock
from jiaxin.portals.shared.fact_words import STANDINGS, said
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.worker.own_file import MENU

_ENDED = {"present": "您到了。培训记录入库后，会请您核对。", "absent": "登记的是您没有到。不对的话，请联系开课单位。", "in": "还没有登记谁到了。"}


@door(Permission.COURSE_JOIN)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.subject:
        return redirect("worker:home")
    require(actor, Permission.COURSE_JOIN, Thing(owner=actor.subject))
    facts = record.facts_about(actor.subject, clock.today())
    allowed, lacks = fields_of(Role.WORKER, Permission.FILE_OWN), completeness(facts, clock.today()).missing
    learned = sorted(facts.of("training", "skill.certificate"), key=lambda e: (e.fact.happened_on, e.position), reverse=True)
    offered = sorted(training.on_offer(actor), key=lambda c: (c.mine != "in", c.gap not in lacks, c.held_on, c.id))
    duties = governance.duties_of(actor.subject, open_only=True)
    counting = {c.id for c in offered if duties and fits_course(c.title, clock.today())}
    offered.sort(key=lambda c: c.id not in counting)
    shown = {
        "duties": [(one, amounts.shown(Decimal(one.hours) / 100)) for one in duties],
        "learned": [(said(e, allowed), *STANDINGS[e.fact.standing]) for e in learned],
        "offered": [(c, c.gap in lacks, c.id in counting) for c in offered],
        "over": [(c, "" if c.state == "cancelled" else _ENDED[c.mine]) for c in training.hers(actor)],
    }  # fmt: skip
    return framed(request, MENU, "worker/courses.html", shown)


@door(Permission.COURSE_JOIN)
@require_POST
def join(request: HttpRequest, course_id: str) -> HttpResponse:
    actions.join(actor_of(request), course_id)
    messages.success(request, "已报名。去不了的话，请提前点“取消报名”，把名额让给别人。")
    return redirect("worker:courses")


@door(Permission.COURSE_JOIN)
@require_POST
def leave(request: HttpRequest, course_id: str) -> HttpResponse:
    actions.leave(actor_of(request), course_id)
    messages.success(request, "已取消报名。")
    return redirect("worker:courses")
