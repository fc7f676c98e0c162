"""上门登记核对 — what was sent from the doors, side by side with the file where they differ; and the phones themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.field.filing import labels
from jiaxin.domain.permissions import Permission, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed

SAID = {"take": "已按本次登记更新", "keep": "已保留原档案", "send-back": "已退回采集人，她的手机下次联网时会收到原因"}


@door(Permission.FIELD_RECORD)
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    found = intake.field_records(actor_of(request))
    waiting = [one for one in found if one.state == "waiting"]
    told = [(one.captured_on, one.key[:8], one.account, one.label, "、".join(one.fields), one.why) for one in found]
    table = Table("上门登记", ("采集日期", "编号", "采集账号", "状态", "不一致的内容", "说明"), lambda: told, bool(found))
    return listed(request, menu_for(request), "field/records.html", {"found": found, "waiting": len(waiting)}, table)


@door(Permission.FIELD_RECORD)
@require_safe
def record(request: HttpRequest, key: str) -> HttpResponse:
    actor = actor_of(request)
    one = intake.field_record_beside(actor, key)
    shown = {
        "one": one, "lines": [(labels()[d.field], d.filed, d.said) for d in one.lines],
        "decides": may_ever(actor.role, Permission.FIELD_DECIDE) and one.state == "waiting" and one.account != actor.id,
        "takes": all(d.settled_here for d in one.lines),
    }  # fmt: skip
    return framed(request, menu_for(request), "field/record.html", shown)


@require_POST
@door(Permission.FIELD_DECIDE)
def decide(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    actions.decide_field_record(actor_of(request), key, verb, request.POST.get("why", ""))
    messages.success(request, SAID.get(verb, "已办理"))
    return redirect("field:records")


@door(Permission.FIELD_DEVICE)
@require_safe
def phones(request: HttpRequest) -> HttpResponse:
    return framed(request, menu_for(request), "field/phones.html", {"found": intake.phones(actor_of(request))})


@require_POST
@door(Permission.FIELD_DEVICE)
def stop(request: HttpRequest, phone: str) -> HttpResponse:
    actions.stop_phone(actor_of(request), phone, request.POST.get("why", ""))
    messages.success(request, "已停用。这部手机下次联网时清除钥匙；在那之前，没有口令读不出里面的内容。")
    return redirect("field:phones")
