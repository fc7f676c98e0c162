"""本人的档案 — which file belongs to the phone somebody signed in with."""

from django.utils.crypto import salted_hmac

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import attach_subject
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor
from jiaxin.portals.shared.parts import Entry

MENU = (Entry("我的档案", "/me/", "id-badge-2"), Entry("亮码", "/me/show", "qrcode"), Entry("通知", "/me/messages", "bell"), Entry("我的证件", "/me/papers", "file-description"), Entry("我的课程", "/me/courses", "calendar"), Entry("我的工作", "/me/work", "building-store"), Entry("我的评分", "/me/score", "list-check"), Entry("我的评价", "/me/reviews", "message-circle"), Entry("异议和投诉", "/me/cases", "clipboard-check"), Entry("我的积分", "/me/points", "star"), Entry("邀请同行", "/me/invite", "users"), Entry("我的授权", "/me/consents", "lock"), Entry("谁查了我", "/me/looks", "eye"), Entry("我的权利", "/me/rights", "shield-check"))


def candidates(actor: Actor) -> list[str]:
    """Files under the phone she has proved to hold."""
    index = access.phone_index(actor)
    return registry.workers_with_phone(index) if index else []


def settled(actor: Actor) -> Actor:
    """Bound to her file, where the phone leads to exactly one. Several: she proves which by her number."""
    if actor.subject:
        return actor
    found = candidates(actor)
    return attach_subject(actor, found[0]) if len(found) == 1 else actor


def draft_of(actor: Actor) -> str:
    """A mark of who types: what one account has left on a phone is not put back for another."""
    return salted_hmac("jiaxin.draft", actor.id).hexdigest()[:20]
