"""我的授权 — each purpose with its words, one press to agree and one to take it back; who may look on which ground."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.disclosure.purposes import Basis, ConsentRules, consent_rules
from jiaxin.domain.permissions import Permission, Role, Thing
from jiaxin.kit import clock
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.worker.own_file import MENU

GIVE, TAKE = "give", "take"


@door(Permission.FILE_OWN)
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    rules = consent_rules(clock.today())
    state = intake.consent_of(actor.subject) if actor.subject else None
    live = bool(state and state.confirmed and not state.withdrawn)
    labels = {one.code: one.label for one in rules.purposes}
    shown = {
        "rules": rules, "state": state, "live": live, "grounds": _grounds(rules),
        "purposes": [(one, live and bool(state) and one.code not in state.refused) for one in rules.purposes],
        "signed": [(on, version, "、".join(labels.get(p, p) for p in some) or "授权书全部事项", ended) for on, version, some, ended in (state.signed if state else ())],
    }  # fmt: skip
    return framed(request, MENU, "worker/consents.html", shown)


@door(Permission.CONSENT_WITHDRAW)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Agreeing and taking back are one press each, and undone by the other."""
    actor, agreed = actor_of(request), request.POST.get("verb") == GIVE
    actions.change_purpose(actor, actor.subject, request.POST.get("purpose", ""), agreed)
    messages.success(request, "已同意。几秒钟内生效。" if agreed else "已撤回。几秒钟内生效，可以随时重新同意。")
    return redirect("worker:consents")


def _grounds(rules: ConsentRules) -> list[tuple[Basis, str]]:
    """Each ground with those who look on it; she herself and who sees no content are left out."""
    found: dict[Basis, list[str]] = {}
    for role, basis in rules.bases.items():
        if basis.code not in ("self", "oversight") and role is not Role.SYSTEM:
            found.setdefault(basis, []).append(role.label)
    return [(basis, "、".join(labels)) for basis, labels in found.items()]
