"""导出的门 — what every file about people passes before it leaves a portal: the day's rows, a second officer where it is much, the register.

    out = outgoing(request, Permission.LIST_EXPORT, "人员", purpose, rows)
    if waiting := held(request, out):     # before anything is opened
        return waiting
    copy = let_out(request, out)          # after the receipt, with one code a row
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access import actions
from jiaxin.apps.access.actions import Asked, Outgoing
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import FieldClass, Permission, Reach, reach_of
from jiaxin.portals.shared.framing import actor_of

_NOT_CHOICE = ("csrfmiddlewaretoken", "approval")


def outgoing(request: HttpRequest, permission: Permission, what: str, purpose: str, rows: int, *classes: FieldClass) -> Outgoing:
    """What is about to leave; without classes named, the masked name and what goes with it. An own company's people have a budget of their own."""
    own = reach_of(actor_of(request).role, permission) is Reach.ORGANISATION
    return Outgoing(what, purpose, rows, frozenset(classes or (FieldClass.BASIC,)), registry.count("worker"), "own" if own else "")


def asked_of(request: HttpRequest) -> Asked:
    """The form as it was filled in, so that what is taken after an approval is what was asked for."""
    form = tuple((name, value) for name, values in request.POST.lists() if name not in _NOT_CHOICE for value in values)
    return Asked(request.path, form, request.POST.get("approval", ""))


def held(request: HttpRequest, out: Outgoing) -> HttpResponse | None:
    """The page of the request that another officer has to grant first; nothing where the file may leave."""
    waiting = actions.hold_export(actor_of(request), out, asked_of(request))
    return redirect("entrance:export-ask", waiting) if waiting else None


def let_out(request: HttpRequest, out: Outgoing) -> actions.Copy:
    return actions.let_out(actor_of(request), out, asked_of(request))
