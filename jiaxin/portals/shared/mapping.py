"""按对照表导出的页面 — choose the table and say what for, see row by row what is missing, take the file.

The portal says whose rows they are; here is what all of them do with the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access.actions import require
from jiaxin.apps.exchange import actions
from jiaxin.apps.exchange import queries as exchange
from jiaxin.apps.registry.queries import FileLine
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission, Thing, fields_of
from jiaxin.kit import clock
from jiaxin.kit.scratch import scratch
from jiaxin.kit.sheets.writing import write_lists
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, workbook_answer
from jiaxin.portals.shared.parts import Crumb, Entry
from jiaxin.portals.shared.purposes import purpose_of

SHOWN = 200  # rows that can be ticked off one by one; a larger selection leaves whole
CODE = "核对码"


def page(request: HttpRequest, menu: Sequence[Entry], lines: Sequence[FileLine], kept: Mapping[str, str], back: Crumb) -> HttpResponse:
    """lines: the selection; kept: what it was chosen by, carried from page to page."""
    step = request.POST.get("step", "")
    shown: dict[str, object] = {
        "mappings": exchange.mappings_on(clock.today()), "kept": kept, "count": len(lines), "crumbs": [back],
        "code": request.POST.get("mapping", ""), "purpose": request.POST.get("purpose", ""),
    }  # fmt: skip
    if step in ("preview", "file"):
        picked = set(request.POST.getlist("pick")) if "picked" in request.POST else None
        chosen = [one for one in lines if picked is None or one.subject in picked]
        if step == "file":
            return _file(request, chosen)
        found = _found(request, chosen)
        shown |= {"found": found, "rows": found.rows[:SHOWN], "tick": len(found.rows) <= SHOWN, "lacking": found.lacking}
    return framed(request, menu, "shared/mapped.html", shown)


def _found(request: HttpRequest, lines: Sequence[FileLine]) -> exchange.Mapped:
    purpose = purpose_of(request)
    if not lines:
        raise Refused("mapping.nobody", "没有选中任何人", "请返回勾选要导出的人")
    today = clock.today()
    return actions.mapped(actor_of(request), exchange.mapping_on(request.POST.get("mapping", ""), today), lines, purpose, today)


def _file(request: HttpRequest, lines: Sequence[FileLine]) -> HttpResponse:
    """The table, and on a second sheet what could not be filled; the last column carries the code of this copy."""
    actor, purpose, mapping = actor_of(request), purpose_of(request), exchange.mapping_on(request.POST.get("mapping", ""), clock.today())
    require(actor, Permission.MAPPED_EXPORT, Thing.of(actor))
    out = exporting.outgoing(request, Permission.MAPPED_EXPORT, mapping.label, f"导出到{mapping.label}：{purpose}", len(lines), *(mapping.classes & fields_of(actor.role, Permission.MAPPED_EXPORT)))
    if waiting := exporting.held(request, out):
        return waiting
    found = _found(request, lines)
    if not found.rows:
        raise Refused("mapping.nobody", "选中的人都不能导出", "请看页面上写的原因")
    codes = exporting.let_out(request, replace(out, rows=len(found.rows))).codes
    headings = [*(one.heading for one in found.mapping.columns), CODE]
    rows = [(*one.row.cells, code) for one, code in zip(found.rows, codes, strict=True)]
    gaps = [(str(n), one.name, gap.heading, "必填" if gap.required else "", gap.why) for n, one in enumerate(found.rows, 2) for gap in one.row.gaps]
    left = [("", "", "整行", "", f"{count} 人没有导出：{reason}") for reason, count in found.left_out.items()]
    with scratch(Path(settings.DATA)) as folder:
        target = folder / "mapped.xlsx"
        about = [("对照表", found.mapping.label), ("版本", found.mapping.version), ("导出日期", clock.today().isoformat()), ("行数", str(len(rows)))]
        write_lists(target, [(found.mapping.sheet, headings, rows), ("没有填上的", ("行号", "姓名", "列", "必填", "原因"), [*gaps, *left]), ("说明", ("项目", "内容"), about)])
        return workbook_answer(f"{found.mapping.label}-{clock.today().isoformat()}.xlsx", target.read_bytes())
