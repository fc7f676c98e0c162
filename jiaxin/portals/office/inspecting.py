"""现场检查表 — on a phone: each item of the rule pack, signature of the one inspected; an issue has its own picture and day."""

from datetime import date, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.inspections.rules import Item, items, rules_on
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.signing import picture, png

ANSWERS = (("ok", "符合"), ("bad", "不符合"), ("none", "不适用"))


@door(Permission.INSPECTION_VISIT)
def inspect(request: HttpRequest, case_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = cases.admitted(actor, case_id)
    require(actor, Permission.INSPECTION_VISIT, Thing(owner=one.subject, organisation=one.organisation, street=one.street, kind="inspection"))
    if one.procedure != "inspection" or one.state != "assigned":
        return redirect("office:case", case_id)
    cases.looked_at(actor, one)
    book = rules_on(clock.today())
    if request.method == "POST":
        return _filed(request, one, items(book))
    said = {k: v for e in one.events for k, v in e.said.items()}
    shown = {"one": one, "name": cases.names([one])[one.id], "items": [(item, clock.today() + timedelta(days=item.fix_days) if item.fix_days else None) for item in items(book)], "answers": ANSWERS, "round": said.get("round"), "officers": said.get("officers"), "version": book.label}
    return framed(request, menu_for(request), "office/inspect.html", shown)


def _filed(request: HttpRequest, one: governance.CaseView, asked: tuple[Item, ...]) -> HttpResponse:
    actor, said = actor_of(request), request.POST
    lines: list[str] = []
    wrong: list[tuple[Item, str, bytes, str]] = []
    for item in asked:
        answer, note = said.get(f"item-{item.code}", ""), said.get(f"note-{item.code}", "").strip()[:300]
        if answer not in dict(ANSWERS):
            raise Refused("inspection.unanswered", f"“{item.label}”还没有选", "每一项都要选符合、不符合或不适用")
        if answer == "bad" and not note:
            raise Refused("inspection.note", f"“{item.label}”不符合，没有写明情况", "请写一句看到了什么")
        lines.append(f"{item.label}：{dict(ANSWERS)[answer]}{f'（{note}）' if note else ''}")
        if answer == "bad":
            wrong.append((item, note, _before(request, item), _day(said.get(f"fix-{item.code}", ""), item)))
    if not said.get("signature"):
        raise Refused("inspection.unsigned", "被检查单位还没有签名", "请对方在框内签名；拒签的，请写在情况里并由两名检查人员签名")
    with transaction.atomic():
        found: dict[str, Value] = {"findings": "\n".join(lines), "sign": registry.keep_file(one.subject, png(said["signature"]))}
        if photo := request.FILES.get("photo"):
            found["artefact"] = registry.keep_file(one.subject, picture(photo))
        actions.take_step(actor, one.id, "visit" if wrong else "clean", found)
        if wrong:
            days = [day for *_, day in wrong]
            order: dict[str, Value] = {
                "items": [f"{item.label}：{note}" for item, note, *_ in wrong], "basis": "；".join(dict.fromkeys(item.source for item, *_ in wrong)),
                "before": [registry.keep_file(one.subject, before) for *_, before, _ in wrong], "fix_dates": [*days], "fix_by": max(days),
            }  # fmt: skip
            actions.take_step(actor, one.id, "order", order)
    messages.success(request, f"已责令整改 {len(wrong)} 项，通知已送达企业。" if wrong else "已记录：未发现问题。")
    return redirect("office:case", one.id)


def _before(request: HttpRequest, item: Item) -> bytes:
    if photo := request.FILES.get(f"photo-{item.code}"):
        return picture(photo)
    raise Refused("inspection.before", f"“{item.label}”不符合，没有整改前的照片", "请当场拍一张，整改后对照着看")


def _day(typed: str, item: Item) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise Refused("case.date", f"“{item.label}”没有填整改到哪天，或不是有效日期", "请按 2026-03-05 的样子填写") from None
