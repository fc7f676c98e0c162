"""身份核验台 — who waits for an identity check, what is out, what is late; a list to hand over, and where the answer goes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.exporting import asked_of
from jiaxin.portals.shared.framing import actor_of, list_answer
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import State

BATCHES = ("批次号", "送出", "应回", "人数", "通过", "异常或查无", "未回", "状态")
HEADINGS = ("姓名", "身份证号", "核验批次号", "核验结果", "核验日期", "核验方式")


@door(Permission.IDENTITY_VERIFY)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    found = intake.verification_desk()
    rows = [(one, _state(one)) for one in found.batches]
    table = Table("身份核验", BATCHES, lambda: [(one.batch_no, one.sent_on, one.due_on, one.asked, one.passed, one.adverse, one.open, state[1]) for one, state in rows], bool(rows))
    return listed(request, menu_for(request), "office/verification.html", {"desk": found, "rows": rows}, table)


@door(Permission.IDENTITY_VERIFY)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """The list to hand over; the last three columns are for the answer, so that the same sheet comes back."""
    sent = actions.send_to_verify(actor_of(request), asked_of(request))
    if isinstance(sent, str):
        return redirect("entrance:export-ask", sent)
    rows = [(name, number, sent.batch_no, "", "", "公安比对") for name, number in sent.people]
    return list_answer(f"身份核验{sent.batch_no}", HEADINGS, rows, "身份核验", {"copy": sent.copy})


def _state(one: intake.SentBatch) -> tuple[State, str]:
    if one.late:
        return State.STOP, "已超期"
    return (State.WAIT, "等待回执") if one.open else (State.OK, "已全部回执")
