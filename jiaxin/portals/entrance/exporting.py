"""导出审批 — what somebody may not take alone: whom it waits for, what was said, and the file once another has said yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import actions
from jiaxin.apps.access import queries as access
from jiaxin.apps.access.doors import door
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import FieldClass, Permission, Reach, may_ever, reach_of
from jiaxin.domain.permissions.field_classes import FIELD_WORDS
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.purposes import purpose_of

STATES = {
    "waiting": (State.WAIT, "等待批准"), "granted": (State.OK, "已批准"), "refused": (State.STOP, "未批准"),
    "used": (State.NONE, "已生成文件"), "lapsed": (State.NONE, "已过期"),
}  # fmt: skip


@door(Permission.EXPORT_ASK)
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """What waits for whoever looks, what she has decided, what she has asked for; and the form for more pages of a list."""
    actor = actor_of(request)
    met, most = access.persons_left(actor, registry.count("worker"))
    shown = {
        "mine": _rows(access.asks_own(actor)), "waiting": _rows(access.asks_to_decide(actor)), "decided": _rows(access.asks_decided(actor)),
        "may_decide": may_ever(actor.role, Permission.EXPORT_DECIDE), "met": met, "most": most,
        "may_ask_more": reach_of(actor.role, Permission.WORKER_LIST) is not Reach.ORGANISATION,
    }  # fmt: skip
    return framed(request, menu_for(request), "entrance/exports.html", shown)


@door(Permission.EXPORT_ASK)
@require_safe
def ask(request: HttpRequest, ask_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = access.ask_seen(actor, ask_id)
    own = one.actor == actor.id
    shown = {
        "one": one, "state": STATES[one.state], "post": access.posts([one.actor])[one.actor], "own": own,
        "where": access.organisation_names({one.organisation}).get(one.organisation, ""), "by": access.posts([one.decided_by]).get(one.decided_by, ""),
        "fields": "、".join(FIELD_WORDS[FieldClass(name)] for name in one.fields), "identity": FieldClass.IDENTITY in one.fields,
        "may_decide": not own and one.state == "waiting" and may_ever(actor.role, Permission.EXPORT_DECIDE),
        "form": access.ask_form(actor, ask_id) if own and one.state == "granted" and one.path else (),
    }  # fmt: skip
    return framed(request, menu_for(request), "entrance/export.html", shown)


@door(Permission.EXPORT_DECIDE)
@require_POST
def decide(request: HttpRequest, ask_id: str) -> HttpResponse:
    actor, grant = actor_of(request), request.POST.get("grant") == "yes"
    access.ask_seen(actor, ask_id)
    actions.decide_export(actor, ask_id, grant, request.POST.get("reason", ""))
    messages.success(request, "已批准，申请人可以生成文件。" if grant else "已记下：不批准。")
    return redirect("entrance:exports")


@door(Permission.EXPORT_ASK)
@require_POST
def more(request: HttpRequest) -> HttpResponse:
    """More persons on pages of lists, for a day."""
    count = request.POST.get("persons", "")
    made = actions.ask_for_pages(actor_of(request), purpose_of(request), int(count) if count.isdecimal() and len(count) < 7 else 0)
    messages.success(request, "已提交，由另一位同事批准。")
    return redirect("entrance:export-ask", made)


def _rows(asks: list[access.AskView]) -> list[tuple[access.AskView, tuple[State, str], str]]:
    named = access.posts({one.actor for one in asks})
    return [(one, STATES[one.state], named.get(one.actor, one.actor)) for one in asks]
