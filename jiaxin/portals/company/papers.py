"""照片和证书 — a company hands in pictures of its people: what was recognised, what it must say itself, what is not taken and why."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing, may_ever
from jiaxin.domain.permissions.matrix import REVIEWERS
from jiaxin.kit import clock
from jiaxin.kit.picture_bundles import BOUNDS
from jiaxin.portals.company.batches import AT_WORK, STATES, looked_up
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Choice, Filter, State
from jiaxin.portals.shared.purposes import purpose_of

A_PAGE, QUESTIONS_A_PAGE, EARLIER = 50, 12, 20
MB = 1024 * 1024
BADGES = {"matched": State.OK, "asked": State.WATCH, "refused": State.STOP, "landed": State.OK, "waiting": State.WAIT, "undone": State.NONE}
WORDS = {"matched": "已认出", "asked": "待指认", "refused": "没有收", "landed": "已入库", "waiting": "还没有对应的记录", "undone": "已撤回"}


@door(Permission.BATCH_RECEIVE)
def papers(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    error: Refused | None = None
    if request.method == "POST":
        try:
            return _receive(request, actor)
        except Refused as why:
            error = why
    earlier, count = intake.batches(actor.organisation or "-", EARLIER, 0, kind=intake.PAPERS)
    shown = {
        "error": error, "limit_mb": BOUNDS.bytes_in // MB, "most": BOUNDS.entries, "picture_mb": BOUNDS.picture_bytes // MB,
        "rows": [(one, STATES[one.state], intake.paper_tally(one.id)) for one in earlier], "more": count - len(earlier),
        "waiting": intake.papers_waiting(actor) if actor.organisation else [],
    }  # fmt: skip
    return framed(request, menu_for(request), "company/papers.html", shown, 409 if error else 200)


@door(Permission.BATCH_ACCEPT)
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Certificates without a record: is there one now?"""
    found = actions.look_again_for_records(actor_of(request))
    if found:
        messages.success(request, f"{found} 张证书找到了对应的记录，已作为凭证入库。")
    else:
        messages.warning(request, "还是没有找到对应的记录。请先用名册补录证书，系统会自动对上。")
    return redirect("company:papers")


@door(Permission.BATCH_VIEW)
@require_safe
def bundle(request: HttpRequest, batch_id: str) -> HttpResponse:
    actor, one = _bundle(request, batch_id)
    tally, state = intake.paper_tally(batch_id), request.GET.get("state", "")
    count = sum(tally.values()) if not state else tally.get(state, 0)
    page = Paginator(range(count), A_PAGE).get_page(request.GET.get("page", 1))
    findings = intake.findings(batch_id, limit=A_PAGE)
    shown = {
        "batch": one, "state": STATES[one.state], "at_work": one.state in AT_WORK, "tally": tally,
        "ready": tally.get("matched", 0), "asked": tally.get("asked", 0), "refused": tally.get("refused", 0), "landed": tally.get("landed", 0), "waits": tally.get("waiting", 0),
        "rows": [(paper, BADGES[paper.state]) for paper in intake.papers_of(actor, batch_id, state, A_PAGE, (page.number - 1) * A_PAGE)], "page": page, "found": count,
        "filters": (Filter("state", "状态", state, (Choice("", "全部"), *(Choice(code, WORDS[code]) for code in WORDS if tally.get(code)))),),
        "findings": findings, "reviews": actor.role in REVIEWERS, "own": one.organisation == actor.organisation, "may_export": may_ever(actor.role, Permission.LIST_EXPORT),
        "may_accept": one.state == "checked" and tally.get("matched"),
        "may_undo": one.state == "accepted" and one.undo_until is not None and one.undo_until >= clock.today() and may_ever(actor.role, Permission.BATCH_UNDO),
    }  # fmt: skip
    return framed(request, menu_for(request), "company/papers_bundle.html", shown)


@door(Permission.LIST_EXPORT)
@require_POST
def export(request: HttpRequest, batch_id: str) -> HttpResponse:
    """What became of each file, after saying what for: to go through with whoever made the pictures."""
    actor, one = _bundle(request, batch_id)
    purpose = purpose_of(request)
    require(actor, Permission.LIST_EXPORT, Thing.of(actor))
    out = exporting.outgoing(request, Permission.LIST_EXPORT, "照片和证书", purpose, sum(intake.paper_tally(batch_id).values()))
    if waiting := exporting.held(request, out):
        return waiting
    found = intake.papers_of(actor, one.id, purpose=f"导出照片和证书：{purpose}"[:64])
    codes = exporting.let_out(request, out).codes
    rows = [(code, p.number, p.file, p.kind_label, p.person, p.state_label, p.said, p.do_this) for code, p in zip(codes, found, strict=True)]
    return list_answer("照片和证书", ("核对码", "序号", "文件名", "种类", "人员", "状态", "原因", "怎么办"), rows, "照片和证书")


@door(Permission.BATCH_ACCEPT)
@require_safe
def questions(request: HttpRequest, batch_id: str) -> HttpResponse:
    """The picture beside whom it may mean."""
    actor, one = _bundle(request, batch_id)
    count = intake.paper_tally(batch_id).get("asked", 0) if one.organisation == actor.organisation else 0
    page = Paginator(range(count), QUESTIONS_A_PAGE).get_page(request.GET.get("page", 1))
    shown = {"batch": one, "asked": intake.paper_questions(actor, batch_id, QUESTIONS_A_PAGE, (page.number - 1) * QUESTIONS_A_PAGE), "page": page, "count": count}
    return framed(request, menu_for(request), "company/papers_questions.html", shown)


@door(Permission.BATCH_ACCEPT)
@require_safe
def picture(request: HttpRequest, paper_id: str) -> HttpResponse:
    answer = HttpResponse(intake.paper_picture(actor_of(request), paper_id), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@door(Permission.BATCH_ACCEPT)
@require_POST
def answer(request: HttpRequest, paper_id: str) -> HttpResponse:
    actor, said = actor_of(request), request.POST
    if said.get("use") == "no":
        actions.leave_out_paper(actor, paper_id)
        messages.success(request, "这张图片不使用，已删除。")
    else:
        chosen = said.get("subject", "")
        state = actions.answer_paper(actor, paper_id, "" if chosen == "other" else chosen, said.get("number", "") if chosen in ("", "other") else "", said.get("kind", ""), said.get("record", ""))
        if state == "asked":
            messages.warning(request, "还差一步：请再看一下这张图片下面的问题。")
        elif state == "refused":
            messages.warning(request, "这张图片没有收，原因写在清单里。")
        else:
            messages.success(request, "已指认。")
    return redirect("company:papers-questions", intake.paper_batch_of(paper_id))


def _receive(request: HttpRequest, actor: Actor) -> HttpResponse:
    chosen = request.FILES.getlist("files")
    if sum(file.size or 0 for file in chosen) > BOUNDS.bytes_in:
        raise Refused("file.too-large", f"文件合计超过 {BOUNDS.bytes_in // MB} MB", "请分成几次上传")
    batch_id, new = actions.receive_papers(actor, [(file.name or "未命名", file.read()) for file in chosen])
    if not new:
        messages.warning(request, "这些文件以前传过，内容一字未变，没有重复接收。下面就是那一次的批次。")
    return redirect("company:papers-bundle", batch_id)


def _bundle(request: HttpRequest, batch_id: str) -> tuple[Actor, intake.BatchView]:
    actor = actor_of(request)
    one = looked_up(actor, batch_id)
    if one.kind != intake.PAPERS:
        raise Refused("access.absent", "没有找到这个批次。", "请从批次列表进入。")
    return actor, one
