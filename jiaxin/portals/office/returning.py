"""企业月报 — who has sent which month and who is late; one return with the orders behind it; all of a month as a workbook."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.calendar import add_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.monthly_return import LABELS, last_month, month_of, typed_of
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.money import yuan
from jiaxin.portals.shared.parts import Crumb
from jiaxin.portals.shared.returns import badge_of, figures, months, rows_of

HEADINGS = ("企业", "月份", "状态", "逾期", "报送日", "截止日", "营业额（元）", "订单数", "服务户数", "系统营业额（元）", "系统订单数", "系统服务户数", "更正说明")
A_PAGE = 50


@door(Permission.RETURN_HANDLE)
@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.RETURN_HANDLE)
    month, first = _month(request)
    found = governance.returns_of_month(first)
    sent = [one for one in found if one.said]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", 1))
    shown = {
        "rows": [(one, *badge_of(one), yuan(one.said.turnover) if one.said else "—") for one in page], "page": page, "month": month, "months": months(add_months(last_month(clock.today()), -11), last_month(clock.today())),
        "owing": len(found), "sent": len(sent), "late": sum(one.late and not one.case for one in found), "waiting": sum(one.state == "submitted" for one in found),
        "turnover": yuan(sum(one.said.turnover for one in sent if one.said)), "due": found[0].due if found else None,
    }  # fmt: skip
    return framed(request, menu_for(request), "office/returns.html", shown)


@door(Permission.RETURN_HANDLE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.RETURN_HANDLE)
    month, first = _month(request)
    rows = []
    for one in governance.returns_of_month(first):
        said = [typed_of(unit, n) for (_, _, unit), n in zip(LABELS, one.said.all, strict=True)] if one.said else ["", "", ""]
        computed = [typed_of(unit, n) for (_, _, unit), n in zip(LABELS, one.computed.all, strict=True)]
        rows.append((one.name, month, one.label, "逾期" if one.late else "", one.sent_on, one.due.on, *said, *computed, "；".join(one.corrected)))
    return list_answer(f"企业月报-{month}", HEADINGS, rows, "企业月报")


@door(Permission.RETURN_HANDLE)
def one_return(request: HttpRequest, subject: str) -> HttpResponse:
    """POST takes it, or sends it back with the reason."""
    actor = actor_of(request)
    require(actor, Permission.RETURN_HANDLE)
    month, first = _month(request)
    if subject not in governance.subjects_by_code().values():
        raise Refused("access.absent", "没有找到这家企业。", "请从月报列表进入。")
    orders = governance.orders_of(first, subject)
    one = governance.return_of(subject, first, orders)
    if request.method == "POST":
        if not one.case:
            raise Refused("return.none", f"{one.name} 还没有报送 {month} 的月报", "请等企业报送后再办理")
        back = request.POST.get("do") == "back"
        actions.take_step(actor, one.case, "send_back" if back else "accept", {"why": request.POST.get("why", "").strip()[:500]} if back else {})
        messages.success(request, "已退回企业修改。" if back else "已确认这份月报。")
        return redirect(f"{reverse('office:returns')}?{urlencode({'month': month})}")
    state, word = badge_of(one)
    shown = {
        "one": one, "month": month, "lines": figures(one), "rows": rows_of(orders), "state": state, "word": word, "today": clock.today(),
        "crumbs": [Crumb("企业月报", f"{reverse('office:returns')}?{urlencode({'month': month})}")],
    }  # fmt: skip
    return framed(request, menu_for(request), "office/return.html", shown)


def _month(request: HttpRequest) -> tuple[str, date]:
    month = request.POST.get("month") or request.GET.get("month") or f"{last_month(clock.today()):%Y-%m}"
    return month, month_of(month, clock.today())
