"""上传 — what a phone asks and sends when there is a network again: one record a request, answers as JSON.

Identity numbers travel in bodies, never in addresses. A lost phone has nobody signed in, so whether it is stopped is
told without a sign-in to whoever knows its 160 random bits.
"""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door, public
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.domain.records.kind import kind
from jiaxin.portals.shared.fact_words import said_or_withheld
from jiaxin.portals.shared.framing import actor_of


@door(Permission.FIELD_RECORD)
@require_safe
def hello(request: HttpRequest) -> JsonResponse:
    """Before syncing: who is signed in, a token for sending, and what became of the records of this phone."""
    actor = actor_of(request)
    require(actor, Permission.FIELD_RECORD, Thing(street=actor.street, grid=actor.grid, made_by=actor.id))
    phone = request.headers.get("X-Phone", "")
    states: list[dict[str, str]] = []
    if phone:
        intake.phone_in_use(actor, phone)
        states = [{"key": w.key, "state": w.state, "label": w.label, "why": w.why} for w in intake.field_record_states(actor, phone)]
    firms = [[c.credit_code, c.name] for c in registry.companies().values()]
    return JsonResponse({"token": get_token(request), "person": actor.name, "states": states, "companies": firms})


@require_POST
@door(Permission.FIELD_RECORD)
def add_phone(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"phone": actions.add_phone(actor_of(request), str(_body(request).get("label", "")))})


@require_POST
@door(Permission.FIELD_RECORD)
def record(request: HttpRequest) -> JsonResponse:
    """One record. Sent again, it is answered again and nothing else happens."""
    sent = _body(request)
    submit = actions.submit_door_call if "outcome" in sent else actions.submit_field_record
    answer = submit(actor_of(request), request.headers.get("X-Phone", ""), str(sent.get("key", "")), sent)
    remarks = [{"field": r.field, "said": r.said, "do_this": r.do_this} for r in answer.remarks]
    return JsonResponse({"state": answer.state, "said": answer.said, "remarks": remarks})


@door(Permission.FIELD_RECORD)
@require_safe
def assigned(request: HttpRequest) -> JsonResponse:
    """上门名单, asked for by a tap and kept sealed on the phone; each person in it gets a receipt."""
    actor = actor_of(request)
    found = intake.assigned_calls(actor)
    names = access.organisation_names({one.source for one in found})
    rows = [
        {
            "subject": one.subject, "name": one.name, "phone": one.phone, "building": one.building, "address": one.address,
            "source": names.get(one.source, ""), "claims": one.claims, "outcome": one.outcome,
            "called_on": one.called_on.isoformat() if one.called_on else "",
            "lines": [{"label": kind(e.fact.kind).label, "said": said_or_withheld(e, one.allowed)} for e in one.said],
        }
        for one in found
    ]  # fmt: skip
    return JsonResponse({"assigned": rows})


@public("丢失的手机没有人登录，也要能得知自己已被停用")
@require_safe
def phone_state(request: HttpRequest, phone: str) -> JsonResponse:
    return JsonResponse({"stopped": intake.phone_is_stopped(phone)})


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refused("field.unreadable", "没有读懂手机发来的内容", "请刷新采集页面后重新上传")
    return found
