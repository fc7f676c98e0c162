"""社会监督员 — on a phone: choose a company, go through the items, a photo, a signature."""

import re

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import actions as keeping
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import case_table, listed
from jiaxin.portals.shared.signing import picture, png

ANSWERS = (("ok", "做到了"), ("bad", "没做到"), ("none", "没看到"))


@door(Permission.SUPERVISION_VISIT)
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    found = governance.my_visits(actor_of(request))
    typed = request.GET.get("q", "").strip()[:40]
    shown = {"rows": cases.rows(found), "typed": typed, "firms": governance.visited_companies(typed) if typed else []}
    return listed(request, menu_for(request), "office/visits.html", shown, case_table("走访", found))


@door(Permission.SUPERVISION_VISIT)
def visit(request: HttpRequest, subject: str) -> HttpResponse:
    name = next((name for one, name in governance.visited_companies("", 100_000) if one == subject), "")
    if not name:
        raise Refused("access.absent", "没有找到这家企业。", "请从走访页面按名称查找。")
    label, items = governance.visit_items()
    if request.method != "POST":
        return framed(request, menu_for(request), "office/visit.html", {"name": name, "items": items, "answers": ANSWERS, "version": label})
    said, lines, wrong = request.POST, [], []
    for item in items:
        answer, note = said.get(f"item-{item.code}", ""), said.get(f"note-{item.code}", "").strip()[:300]
        if answer not in dict(ANSWERS):
            raise Refused("visit.unanswered", f"“{item.label}”还没有选", "每一项都要选做到了、没做到或没看到")
        if answer == "bad" and not note:
            raise Refused("visit.note", f"“{item.label}”没做到，没有写明情况", "请写一句看到了什么")
        lines.append(f"{item.label}：{dict(ANSWERS)[answer]}{f'（{note}）' if note else ''}")
        if answer == "bad":
            wrong.append(f"{item.label}：{note}")
    if not said.get("signature"):
        raise Refused("visit.unsigned", "还没有签名", "请在框内签名后再提交")
    with transaction.atomic():
        found: dict[str, Value] = {"findings": "\n".join(lines), "sign": keeping.keep_file(subject, png(said["signature"]))}
        if wrong:
            found["suspect"] = list(wrong)
        if photo := request.FILES.get("photo"):
            found["artefact"] = keeping.keep_file(subject, picture(photo))
        actions.file_visit(actor_of(request), subject, found)
    messages.success(request, f"已提交，记下 {len(wrong)} 项情况，由经办人处理。" if wrong else "已提交：没有发现问题。")
    return redirect("office:visits")


def follow_visit(request: HttpRequest, case_id: str) -> HttpResponse:
    """A visit is followed by an inspection: the step of its case that opens another. Called from behind the cases' door."""
    said = request.POST
    if not said.get("why", "").strip():
        raise Refused("visit.why", "没有填写理由", "请写一句为什么要现场检查")
    made = actions.inspect_after_visit(actor_of(request), case_id, re.split(r"[\s、，,]+", said.get("officers", "")), said["why"].strip()[:300])
    messages.success(request, "已转现场检查，按检查程序办理；走访本身不作为处罚依据。")
    return redirect("office:case", made)
