"""企业端的菜单."""

from django.http import HttpRequest

from jiaxin.portals.office.menu import OFFICERS, menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.parts import Entry

MENU = (
    Entry("今天", "/company/", "home"),
    Entry("上传资料", "/company/upload", "file-upload"),
    Entry("批次", "/company/batches", "files"),
    Entry("人员", "/company/workers", "users"),
)


def around(request: HttpRequest) -> tuple[Entry, ...]:
    """The menu around a batch: an officer who opens it stays in the office."""
    actor = actor_of(request)
    return menu_for(actor) if actor.role in OFFICERS else MENU
