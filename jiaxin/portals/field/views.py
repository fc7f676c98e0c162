"""当面确认 — at her door or at a counter: show what is claimed, read the notice aloud, take her signature."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing, fields_of, may_ever
from jiaxin.domain.procedures.claim_confirmation import step_of
from jiaxin.domain.records.kind import kind
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.fact_words import said_or_withheld
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.signing import png

WAYS = {way: step_of(way).who[0] for way in ("field", "counter")}


@door(Permission.HOME_OPEN)
def confirm(request: HttpRequest) -> HttpResponse:
    """One address: without a number it asks, with a number it shows, with a signature it confirms."""
    actor = actor_of(request)
    way = request.POST.get("way") or request.GET.get("way") or _usual_way(actor)
    if way not in WAYS or not may_ever(actor.role, WAYS[way]):
        raise Refused("access.absent", "没有找到这个页面。", "请核对网址。")
    if request.method != "POST":
        return framed(request, menu_for(request), "field/find.html", {"way": way, "missing": ""})
    number = request.POST.get("id_number", "").strip().upper()
    subject = registry.by_id_number(number)
    if subject is None:
        return framed(request, menu_for(request), "field/find.html", {"way": way, "missing": number[-4:] or "空"})
    line = registry.file_lines([subject]).get(subject)
    thing = Thing(owner=subject, street=(line.street if line else "") or actor.street)
    require(actor, WAYS[way], thing)
    if signature := request.POST.get("signature"):
        name = actions.keep_evidence(actor, subject, png(signature), way)
        count = actions.confirm(actor, subject, way, [name], request.POST.getlist("claim"))
        messages.success(request, f"已确认 {count} 份，签名已封存。")
        return redirect(f"{request.path}?way={way}")
    return framed(request, menu_for(request), "field/sign.html", _shown(actor, subject, way, number, line.refused if line else frozenset()))


def _shown(actor: Actor, subject: str, way: str, number: str, refused: frozenset[str]) -> dict[str, Any]:
    allowed = fields_of(actor.role, WAYS[way], refused)
    log_read(actor, [subject], allowed, "当面确认建档")
    claims = intake.claims_awaiting(subject)
    names = access.organisation_names({source for _, source, _ in claims})
    entries = record.facts_about(subject, with_claims=True).entries
    lines = [
        (kind(e.fact.kind).label, said_or_withheld(e, allowed), names.get(e.fact.provenance.source, ""))
        for e in entries
        if e.fact.claim in {claim for claim, _, _ in claims}
    ]
    return {"lines": lines, "claims": [c for c, _, _ in claims], "way": way, "number": number}


def _usual_way(actor: Actor) -> str:
    return "field" if may_ever(actor.role, Permission.CLAIM_CONFIRM_FIELD) else "counter"
