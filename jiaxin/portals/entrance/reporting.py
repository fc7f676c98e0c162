"""匿名举报 — without sign-in and without a name; the code on the answer page is the only key to the reply."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from jiaxin.apps.access.doors import public
from jiaxin.apps.access.limits import REPORTS_PER_HOUR
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.kit import clock
from jiaxin.portals.shared.report_form import ReportForm


@public("匿名举报不要求登录")
@never_cache
@sensitive_post_parameters("text", "contact")
def report(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if not _room():
            form.add_error(None, "现在举报的人太多，请一小时后再来，或拨打 12345。")
        else:
            code = actions.report(*form.said())
            return render(request, "access/reported.html", {"code": code})
    return render(request, "access/report.html", {"form": form})


@public("凭举报时得到的编码查看答复，不要求登录")
@never_cache
@sensitive_post_parameters("code")
def reply(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("code", "")
    one = governance.reported(code) if code else None
    last = next((e for e in reversed(one.events) if e.verb in ("reply", "hand_over")), None) if one else None
    shown = {"asked": bool(code), "one": one, "reply": last.said.get("reply") if last else "", "due": governance.reply_due(one) if one else None, "handed": governance.handed(one.id) if one else []}
    return render(request, "access/report_reply.html", shown)


def _room() -> bool:
    """A count for all together: who reports is not to be told apart, so no address is kept."""
    key = f"reports:{clock.now():%Y%m%d%H}"
    cache.add(key, 0, 3600)
    return bool(cache.incr(key) <= REPORTS_PER_HOUR)
