"""核对证件 — what workers handed in from their phones: the photo beside what was typed; into the file, or back with a reason."""

from base64 import b64encode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.field.own_papers import PAPERS
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.paper_words import BADGES

HEADINGS = ("编号", "证件", "交来的日期", "状态", "最迟核对", "退回原因")
WHYS = ("照片看不清，请重新拍", "填的和照片上不一样", "照片不是这种证件", "证件上不是您的名字")
SAID = {"take": "已入档，她会收到通知。", "send-back": "已退回，她会收到通知，在“我的证件”里看到原因。"}


@door(Permission.PAPER_DECIDE)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    waiting, done = intake.papers_handed_in(actor), intake.papers_handed_in(actor, waiting=False)
    word = word if (word := request.GET.get("kind", "")) in PAPERS else ""
    rows = [(one, BADGES[one.state]) for one in (*waiting, *done) if not word or one.word == word]
    shown = {"rows": rows, "waiting": len(waiting), "kinds": PAPERS.values(), "kind": word}
    return framed(request, menu_for(request), "office/papers.html", shown)


@door(Permission.PAPER_DECIDE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = (*intake.papers_handed_in(actor), *intake.papers_handed_in(actor, waiting=False))
    cells = [(one.key, one.label, one.sent_at.astimezone(clock.CHINA).date(), one.state_label, one.until if one.state == "waiting" else None, one.why) for one in rows]
    return list_answer("核对证件", HEADINGS, cells, "证件")


@door(Permission.PAPER_DECIDE)
@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    one, name, photo = intake.paper_beside(actor_of(request), key)
    drawn = f"data:image/jpeg;base64,{b64encode(photo).decode()}" if photo else ""
    return framed(request, menu_for(request), "office/paper.html", {"one": one, "state": BADGES[one.state], "name": name, "photo": drawn, "whys": WHYS})


@door(Permission.PAPER_DECIDE)
@require_POST
def decide(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    why = "；".join(one.strip() for one in request.POST.getlist("why") if one.strip())
    actions.decide_paper(actor_of(request), key, verb, why)
    messages.success(request, SAID[verb])
    return redirect("office:papers")
