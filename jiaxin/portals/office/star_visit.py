"""星级现场核查表 — on a phone: points for each item of the checklist, photo, the company's signature and the visitors' on glass."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import actions as keeping
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.signing import picture, png

SIGNED = (("signature", "被核查企业还没有签名"), ("visitor_signature", "核查人员还没有签名"))


@door(Permission.CASE_VIEW)
def visit(request: HttpRequest, case_id: str) -> HttpResponse:
    actor = actor_of(request)
    one = cases.admitted(actor, case_id)
    if one.procedure != "star-rating":
        raise Refused("access.absent", "没有找到这份申报。", "请从办理事项进入。")
    if not any(step.verb == "visit" for step in governance.steps_offered(actor, case_id)):
        return redirect("office:star", case_id)
    label, items = governance.star_checklist()
    if request.method != "POST":
        shown = {"one": one, "name": cases.names([one])[one.id], "version": label, "items": [(item, range(item.most + 1)) for item in items]}
        return framed(request, menu_for(request), "office/star_visit.html", shown)
    said, marks, lines = request.POST, [], []
    for item in items:
        points, note = said.get(f"item-{item.code}", ""), said.get(f"note-{item.code}", "").strip()[:300]
        if points not in map(str, range(item.most + 1)):
            raise Refused("stars.site-missing", f"现场核查“{item.label}”还没有打分", "每一项都要看、都要打分")
        if int(points) < item.most and not note:
            raise Refused("stars.site-note", f"“{item.label}”没有给满分，没有写明看到了什么", "请写一句，企业和评审都能看到")
        marks.append(f"{item.code}:{points}")
        lines.append(f"{item.label}：{points}/{item.most}{f'（{note}）' if note else ''}")
    for name, told in SIGNED:
        if not said.get(name):
            raise Refused("stars.unsigned", told, "请在框内签名后再提交")
    for name, told in (("officers", "没有填写核查人员"), ("signer", "没有填写企业在场人")):
        if not said.get(name, "").strip():
            raise Refused("stars.who", told, "请填写姓名，和签名的人一致")
    if not (photo := request.FILES.get("photo")):
        raise Refused("stars.photo", "没有现场照片", "请在门店拍一张，不要拍到客户")
    with transaction.atomic():
        kept = {name: keeping.keep_file(one.subject, data) for name, data in (("sign", png(said["signature"])), ("visitor_sign", png(said["visitor_signature"])), ("artefact", picture(photo)))}
        actions.take_step(actor, case_id, "visit", {"officers": said["officers"].strip()[:60], "signer": said["signer"].strip()[:30], "site_marks": [*marks], "findings": "\n".join(lines), **kept})
    messages.success(request, "现场核查已提交，各项得分计入评审。")
    return redirect("office:star", case_id)
