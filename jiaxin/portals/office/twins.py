"""同图疑点 — one picture under two persons: the list, both photos side by side after saying what for, and what somebody found.

Nothing on these pages punishes anybody.
"""

import base64

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as who
from jiaxin.apps.access.actions import log_read, require, spend
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.workers import purpose_of
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.watermarking import on_picture

A_PAGE = 50
HEADINGS = ("核对码", "种类", "人员", "同图的另一人", "发现日期", "核查结论", "核查人", "核查日期")


@door(Permission.SUSPICION_VIEW)
@require_safe
def twins(request: HttpRequest) -> HttpResponse:
    actor, decided = actor_of(request), request.GET.get("decided") == "1"
    require(actor, Permission.SUSPICION_VIEW)
    found = intake.twin_pictures(decided)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", 1))
    names = _names(actor, list(page.object_list))
    shown = {"rows": [(one, names.get(one.subject, ""), names.get(one.twin, ""), _badge(one)) for one in page], "page": page, "decided": decided, "count": len(found), "may_export": may_ever(actor.role, Permission.LIST_EXPORT)}
    return framed(request, menu_for(request), "office/twins.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A workbook of the list, after saying what for; everybody on it finds the purpose among the looks at her file."""
    actor, purpose = actor_of(request), purpose_of(request)
    require(actor, Permission.SUSPICION_VIEW)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    found = [*intake.twin_pictures(), *intake.twin_pictures(decided=True)]
    out = exporting.outgoing(request, Permission.LIST_EXPORT, "同图疑点", purpose, len(found))
    if waiting := exporting.held(request, out):
        return waiting
    names = _names(actor, found, f"导出同图疑点：{purpose}"[:64])
    codes = exporting.let_out(request, out).codes
    rows = [
        (code, one.kind_label, names.get(one.subject, ""), names.get(one.twin, ""), one.on.isoformat(), one.finding, one.found_by, one.found_on.isoformat() if one.found_on else "")
        for code, one in zip(codes, found, strict=True)
    ]
    return list_answer("同图疑点", HEADINGS, rows, "同图疑点")


@door(Permission.SUSPICION_VIEW)
def twin(request: HttpRequest, number: int) -> HttpResponse:
    """Without a purpose the page asks for one; with it, both photos stand side by side and both persons have a receipt."""
    actor, one = actor_of(request), intake.twin_picture(number)
    require(actor, Permission.SUSPICION_VIEW)
    if one is None:
        raise Refused("access.absent", "没有找到这条线索。", "请从列表进入。")
    pictures: list[tuple[str, str, str]] = []
    names = _names(actor, [one])
    if request.method == "POST":
        _seen(actor, one, purpose_of(request))
        pictures = [(subject, names.get(subject, ""), _photo(actor, subject)) for subject in (one.subject, one.twin)]
    shown = {
        "one": one, "badge": _badge(one), "sides": [(s, names.get(s, "")) for s in (one.subject, one.twin)], "pictures": pictures,
        "findings": intake.TWIN_FINDINGS, "may_decide": may_ever(actor.role, Permission.SUSPICION_DECIDE), "may_look": one.kind == "photo" and may_ever(actor.role, Permission.FIELD_REVEAL),
        "found_by": who.posts([one.found_by]).get(one.found_by, one.found_by),
    }  # fmt: skip
    answer = framed(request, menu_for(request), "office/twin.html", shown)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@door(Permission.SUSPICION_DECIDE)
@require_POST
def find(request: HttpRequest, number: int) -> HttpResponse:
    actions.find_twin(actor_of(request), number, request.POST.get("finding", ""))
    messages.success(request, "核查结论已记录。可以再次核查，以最后一次为准。")
    return redirect("office:twins")


def _seen(actor: Actor, one: intake.TwinPicture, purpose: str) -> None:
    """May this officer see both, and the receipt of both, before either is opened."""
    lines = registry.file_lines([one.subject, one.twin])
    for subject in (one.subject, one.twin):
        line = lines.get(subject)
        require(actor, Permission.FIELD_REVEAL, Thing(subject, line.company, line.street, line.grid, consent=line.consent, refused=line.refused) if line else Thing(owner=subject))
    spend(actor, "reveal")
    log_read(actor, [one.subject, one.twin], [FieldClass.CONTACT], f"核查同图照片：{purpose}"[:64], "reveal")


def _photo(actor: Actor, subject: str) -> str:
    """Her latest photo as the address of a picture; empty where there is none any more."""
    latest = record.facts_about(subject, with_claims=True).latest("photo")
    data = registry.opened_file(latest.fact.subject, str(latest.get("photo_file") or "-")) if latest else None
    return f"data:image/jpeg;base64,{base64.b64encode(on_picture(data, actor, clock.now())).decode()}" if data else ""


def _names(actor: Actor, found: list[intake.TwinPicture], purpose: str = "核查同图疑点") -> dict[str, str]:
    subjects = list(dict.fromkeys(s for one in found for s in (one.subject, one.twin)))
    if not subjects:
        return {}
    log_read(actor, subjects, [FieldClass.BASIC], purpose)
    return {s: mask_name(p.name) for s, p in registry.people(subjects).items()}


def _badge(one: intake.TwinPicture) -> tuple[State, str]:
    return (State.NONE, one.finding) if one.finding else (State.WAIT, "待核查")
