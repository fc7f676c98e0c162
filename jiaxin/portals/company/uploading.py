"""上传资料 — drop a workbook; the same file again leads to the batch it already is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, may_ever
from jiaxin.domain.sheets.sheet import sheet_kinds
from jiaxin.kit.sheets.limits import DEFAULT as LIMITS
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.exporting import asked_of
from jiaxin.portals.shared.framing import actor_of, framed, workbook_answer
from jiaxin.portals.shared.purposes import purpose_of

KINDS = ("worker-roster", "training", "order-ledger")
MB = 1024 * 1024


@door(Permission.BATCH_RECEIVE)
def upload(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    error: Refused | None = None
    if request.method == "POST":
        try:
            return _receive(request)
        except Refused as why:
            error = why
    shown = {
        "error": error,
        "limit_mb": LIMITS.bytes_in // MB,
        "kinds": [sheet_kinds()[code] for code in KINDS if code in sheet_kinds()],
        "may_fill": may_ever(actor.role, Permission.FIELD_REVEAL),
    }
    return framed(request, menu_for(request), "company/upload.html", shown, 409 if error else 200)


def _receive(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise Refused("file.none", "没有选择文件", "请选择一个 Excel 或 CSV 文件后再上传")
    if (file.size or 0) > LIMITS.bytes_in:
        raise Refused("file.too-large", f"文件超过 {LIMITS.bytes_in // MB} MB", "请分成几个文件上传")
    batch_id, new = actions.receive(actor_of(request), file.name or "未命名", file.read())
    if not new:
        messages.warning(request, "这个文件以前传过，内容一字未变，没有重复接收。下面就是那一次的批次。")
    return redirect("company:batch", batch_id)


@door(Permission.TEMPLATE_DOWNLOAD)
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    actor = actor_of(request)
    return workbook_answer(*actions.template_for(actor, kind))


@door(Permission.FIELD_REVEAL)
@require_POST
def filled(request: HttpRequest) -> HttpResponse:
    """The roster's template with the present workers, after saying what for."""
    made = actions.filled_template(actor_of(request), purpose_of(request), asked_of(request))
    return redirect("entrance:export-ask", made) if isinstance(made, str) else workbook_answer(*made)
