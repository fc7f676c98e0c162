"""数据质量 — the company's figure from verified facts alone, and what to do first for it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.figures import percent
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import people_list
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed

_HOW = {
    "profile": "请本人用手机登录确认", "phone": "请本人用手机登录确认", "consent": "请本人用手机授权", "job_types": "请本人用手机登录确认",
    "identity": "请街道或商务局送公安核验", "background": "请街道或商务局送公安核查", "health": "带健康证原件到柜台核对", "insurance": "带保单原件到柜台核对",
    "training": "带培训证明原件到柜台核对，或由培训机构报送",
}  # fmt: skip

HEADINGS = ("资料", "还差（人）", "每人约需（分钟）", "做一小时加分", "全补齐加分", "怎么补")


@door(Permission.WORKER_LIST)
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    found = oversight.company_quality(actor_of(request).organisation or "-", clock.today())
    shown = {
        "struck": sum(len(parts) for parts in intake.struck_parts(actor_of(request).organisation or "-").values()), "found": found, "score": percent(found.score), "people": people_list.opened(reverse("company:workers"), people_list.wanted(state="filed")), "today": clock.today(),
        "fixes": [(one, _HOW[one.part], percent(one.gain), percent(one.per_hour)) for one in found.fixes],
    }  # fmt: skip
    told = [(one.label, one.files, one.minutes, per_hour, gain, how) for one, how, gain, per_hour in shown["fixes"]]
    return listed(request, menu_for(request), "company/quality.html", shown, Table("数据质量", HEADINGS, lambda: told, bool(told)))
