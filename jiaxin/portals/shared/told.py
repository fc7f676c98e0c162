"""通知 — what somebody was told, latest first, each with the page where it is acted on; new until it has been read.

A message that only leads to a matter is read when the matter is opened, because that is what serves a notice
(governance/serving). Every other one says all there is to say: it is read by standing here.
"""

from collections.abc import Mapping, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from jiaxin.apps.notices import actions, queries
from jiaxin.apps.notices.queries import Told
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Permission, Role, may_ever
from jiaxin.portals.shared import people_list
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed, minute
from jiaxin.portals.shared.parts import Entry

A_PAGE, SHOWN, MOST_EXPORTED = 30, 3, 5000  # SHOWN: on a home page
HEADINGS = ("时间", "内容", "看过")
P = Permission
_COMPANY = {
    "documents.expiring": (f"/company/workers?state=filed&within={people_list.SOON_DAYS}&sort=expires", P.WORKER_LIST),
    "reply.hidden": ("/company/reviews", P.REVIEW_VIEW), "doubt.asked": ("/company/doubts", P.DOUBT_ANSWER), "return.due": ("/company/returns", P.RETURN_FILE),
    "case.step": ("/company/cases", P.CASE_VIEW), **dict.fromkeys(("member.asked", "member.paper", "member.left", "member.withdrawn"), ("/company/associations", P.MEMBERSHIP_OWN)),
}  # fmt: skip
_OFFICE = {
    "task.due": ("/office/tasks", P.TASK_DO), "push.begun": ("/office/pushes", P.TASK_DO), "push.behind": ("/office/pushes", P.TASK_DO),
    **dict.fromkeys(("member.confirmed", "member.refused", "member.gone", "member.lapsed", "member.entered"), ("/office/members", P.MEMBERS_KEEP)),
    "case.office": ("/office/cases", P.CASE_VIEW), "case.step": ("/office/cases", P.CASE_VIEW),
}  # fmt: skip
_FAMILY = {"case.step": ("/family/cases", P.CASE_VIEW)}
_WORKER = {
    "claim.awaiting": ("/me/", P.HOME_OPEN), "code.changed": ("/me/show", P.CODE_SHOW), "document.expiring": ("/me/papers", P.PAPER_HAND_IN),
    "paper.decided": ("/me/papers", P.PAPER_HAND_IN), "course.off": ("/me/courses", P.COURSE_JOIN), "case.step": ("/me/cases", P.CASE_VIEW),
    "exchange.doubted": ("/me/elsewhere", P.TRANSFER_OWN), "exchange.settled": ("/me/elsewhere", P.TRANSFER_OWN), "leak.person": ("/me/looks", P.LOG_OWN), "leak.account": ("/me/looks", P.LOG_OWN),
}  # fmt: skip


def leads(role: Role) -> Mapping[str, tuple[str, Permission]]:
    """Wording → where it is acted on, and who may."""
    own = {Role.COMPANY_MANAGER: _COMPANY, Role.COMPANY_CLERK: _COMPANY, Role.WORKER: _WORKER, Role.HOUSEHOLD: _FAMILY}
    return own.get(role, _OFFICE)


def lead(actor: Actor, wording: str) -> str:
    """The address, or nothing where this reader cannot go there."""
    href, permission = leads(actor.role).get(wording, ("", P.HOME_OPEN))
    return href if may_ever(actor.role, permission) else ""


def own_ids(actor: Actor) -> tuple[str, ...]:
    """Under which ids she is told; a company or an office under its own."""
    if actor.subject:
        return tuple(registry.ids_of([actor.subject])[actor.subject])
    return (actor.organisation,) if actor.organisation else ()


def newest(actor: Actor, limit: int, new: bool = False) -> list[tuple[Told, str]]:
    """The first few for a home page, with where each leads."""
    return [(one, lead(actor, one.wording)) for one in queries.messages_for(own_ids(actor), limit, new=new)]


def page(request: HttpRequest, navigation: Sequence[Entry], large: bool = False) -> HttpResponse:
    actor = actor_of(request)
    own = own_ids(actor)
    count = queries.count_for(own)
    at = Paginator(range(count), A_PAGE).get_page(request.GET.get("page", 1))
    found = queries.messages_for(own, A_PAGE, (at.number - 1) * A_PAGE)
    shown = {"lines": [(one, lead(actor, one.wording)) for one in found], "page": at, "large": large, "new": queries.count_for(own, new=True)}
    table = Table("通知", HEADINGS, lambda: [(minute(one.at), one.text, minute(one.read_at)) for one in queries.messages_for(own, MOST_EXPORTED)], bool(count))
    answer = listed(request, navigation, "shared/told.html", shown, table)
    if request.GET.get("as") != "xlsx":
        actions.mark_shown(actor, [one.id for one in found if one.read_at is None], own)
    return answer
