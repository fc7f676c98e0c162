"""批次 — all that was sent in the district (or by one's own office), to be found again by sender, state and kind."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.permissions import Permission
from jiaxin.domain.sheets.sheet import sheet_kinds
from jiaxin.portals.company.batches import STATES, kind_label
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.workers import own_only
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed, minute
from jiaxin.portals.shared.parts import Choice, Filter

A_PAGE, MOST_EXPORTED = 50, 50_000
HEADINGS = ("文件", "报送单位", "种类", "状态", "可入库", "退回", "上传时间")
WORDS = {
    "received": "等待检查", "checking": "正在检查", "checked": "等待确认入库", "accepting": "正在入库",
    "accepted": "已入库", "undoing": "正在撤回", "undone": "已撤回", "failed": "未能读取", "cancelled": "已取消",
}  # fmt: skip


@door(Permission.BATCH_VIEW)
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET
    own = own_only(actor, Permission.BATCH_VIEW)
    sender, state, kind = own or asked.get("from", ""), asked.get("state", ""), asked.get("kind", "")
    number = max(1, int(page)) if (page := asked.get("page", "1")).isdigit() else 1
    rows, count = intake.batches(sender, A_PAGE, (number - 1) * A_PAGE, state, kind)
    senders = [] if own else intake.senders()
    names = access.organisation_names({*senders, *(b.organisation for b in rows)})
    filters = [
        Filter("state", "状态", state, (Choice("", "全部"), *map(Choice, WORDS, WORDS.values()))),
        Filter("kind", "种类", kind, (Choice("", "全部"), *(Choice(k.code, k.label) for k in sheet_kinds().values()), Choice(intake.PAPERS, intake.PAPERS_LABEL))),
    ]
    if not own:
        choices = sorted((Choice(s, names.get(s, s)) for s in senders), key=lambda one: one.label)
        filters.insert(0, Filter("from", "报送单位", sender, (Choice("", "全部单位"), *choices)))
    shown = {
        "rows": [(b, STATES[b.state], kind_label(b.kind), names.get(b.organisation, "本区平台")) for b in rows],
        "page": Paginator(range(count), A_PAGE).get_page(number),
        "filters": filters,
        "found": count,
        "filtered": bool(state or kind or asked.get("from")),
        "own": bool(own),
    }
    return listed(request, menu_for(request), "office/batches.html", shown, Table("批次", HEADINGS, lambda: _told(sender, state, kind), bool(rows)))


def _told(sender: str, state: str, kind: str) -> list[tuple[object, ...]]:
    rows, _ = intake.batches(sender, MOST_EXPORTED, 0, state, kind)
    names = access.organisation_names({b.organisation for b in rows})
    return [(b.filename, names.get(b.organisation, "本区平台"), kind_label(b.kind), b.state_label, b.good, b.bad, minute(b.made_at)) for b in rows]
