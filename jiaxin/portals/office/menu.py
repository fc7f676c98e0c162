"""区级、部门、街道、协会和审计的菜单 — one list; everybody sees the lines their role may open."""

from django.http import HttpRequest

from jiaxin.domain.permissions import Actor, Permission, Reach, Role, may_ever, reach_of
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.parts import Entry

P = Permission
LINES = (
    (P.HOME_OPEN, Entry("今天", "/office/", "home")),
    (P.BATCH_RECEIVE, Entry("上传资料", "/office/upload", "file-upload")),
    (P.BATCH_VIEW, Entry("批次", "/office/batches", "files")),
    (P.WORKER_LIST, Entry("人员", "/office/workers", "users")),
    (P.COMPANY_LIST, Entry("企业", "/office/companies", "building-store")),
    (P.COVERAGE_VIEW, Entry("建档进度", "/office/coverage", "chart-bar")),
    (P.CLAIM_CONFIRM_COUNTER, Entry("当面确认", "/field/confirm", "clipboard-check")),
    (P.RED_PROPOSE, Entry("红码复核", "/office/reviews", "shield-check")),
    (P.RULES_VIEW, Entry("评分规则", "/office/rules", "list-check")),
    (P.LOG_VIEW, Entry("访问记录", "/office/log", "eye")),
)


def menu_for(actor: Actor) -> tuple[Entry, ...]:
    return tuple(entry for permission, entry in LINES if may_ever(actor.role, permission))


def menu(request: HttpRequest) -> tuple[Entry, ...]:
    return menu_for(actor_of(request))


def own_only(actor: Actor, permission: Permission) -> str:
    """The organisation a list of batches is cut down to; empty for the whole district."""
    return "" if reach_of(actor.role, permission) is Reach.DISTRICT else actor.organisation or "-"


OFFICERS = frozenset(Role) - {Role.COMPANY_MANAGER, Role.COMPANY_CLERK, Role.WORKER, Role.HOUSEHOLD, Role.SYSTEM}
