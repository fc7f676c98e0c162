"""登记举报 — what somebody tells at the counter or on the line, written down without asking who it is; the slip for her hand.

The code is shown once, on the answer to the form, and printed from there: it is kept nowhere.
"""

from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.lettering import PDF
from jiaxin.portals.shared.report_form import ReportForm


class CounterForm(ReportForm):
    channel = forms.ChoiceField(label="举报人怎样来的", choices=[("", "请选择"), *governance.BY_OFFICER.items()])
    field_order = ("channel", "topic", "text", "place", "photo", "contact")


@door(Permission.REPORT_FILE)
@never_cache
@sensitive_post_parameters("text", "contact")
def register(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.REPORT_FILE, Thing.of(actor))
    form = CounterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        case, code = actions.register_report(actor, *form.said())
        one = governance.case(case)
        shown = {"code": code, "spelled": governance.spelled(code), "one": one, "due": governance.reply_due(one), "follows": bool(cases.visible(actor, [one]))}
        return framed(request, menu_for(request), "office/report_registered.html", shown)
    return framed(request, menu_for(request), "office/report_new.html", {"form": form})


@door(Permission.REPORT_FILE)
@never_cache
@sensitive_post_parameters("code")
@require_POST
def slip(request: HttpRequest) -> HttpResponse:
    """The slip as PDF, from the code that the page before holds."""
    actor = actor_of(request)
    require(actor, Permission.REPORT_FILE, Thing.of(actor))
    answer = HttpResponse(governance.report_slip(request.POST.get("code", "")), content_type=PDF)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('举报回执.pdf')}"
    return answer
