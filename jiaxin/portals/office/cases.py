"""办理事项 — every matter of the district by procedure and deadline; new ones from a person's or a company's file."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts, Value
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, may_ever
from jiaxin.domain.pledges import BREACH, clause_named, pledge_rules, touched
from jiaxin.domain.procedures.effect import measure_label
from jiaxin.domain.procedures.ladder import suggested, upheld
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.domain.records.kind import Shelf, kinds
from jiaxin.kit import clock, ids
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.supervising import follow_visit
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.complaining import complainant
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.lettering import letter_answer
from jiaxin.portals.shared.listing import Table, listed, minute

BASE = "/office/cases"
LISTED = ("complaint", "report", "handover", "objection", "measure", "course-duty", "publication", "repair", "correction", "restriction", "suspension", "star-rating", "inspection", "supervision", "subsidy", "project", "award", "standard", "pledge", "monthly-return", "meeting-task", "push", "street-assessment")
# who complains at the counter or on the line: nothing of it is kept in the case but whose matter it is
_PARTY = (
    cases.Box("who", "投诉人是", "choice", False, (("family", "家庭（消费者）"), ("worker", "家政服务员"))),
    cases.Box("phone", "投诉人手机号（用来看进展、评价办理，可不留）", "text", False),
)
FROM_A_FILE = ("complaint", "measure", "suspension", "objection", "publication", "inspection")


@door(Permission.CASE_VIEW)
@require_safe
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    shown = cases.shown(actor_of(request), case_id) | {"base": BASE}
    return framed(request, menu_for(request), "shared/cases/case.html", shown)


@door(Permission.CASE_VIEW)
@require_POST
def act(request: HttpRequest, case_id: str, verb: str) -> HttpResponse:
    if verb == "inspect":
        return follow_visit(request, case_id)
    step = cases.taken(request, actor_of(request), case_id, verb)
    messages.success(request, f"已办理“{step.label}”，经过已记录。")
    return redirect("office:case", case_id)


@door(Permission.CASE_VIEW)
@require_safe
def file(request: HttpRequest, case_id: str, name: str) -> HttpResponse:
    return cases.kept_file(actor_of(request), case_id, name)


@door(Permission.CASE_VIEW)
@require_safe
def letter(request: HttpRequest, case_id: str, number: int) -> HttpResponse:
    return letter_answer(request, menu_for(request), case_id, number)


@door(Permission.CASE_VIEW)
def new(request: HttpRequest, code: str, subject: str) -> HttpResponse:
    """Open a matter about this person or company: the form of the first step, with what the record suggests."""
    actor = actor_of(request)
    if code not in FROM_A_FILE:
        raise Refused("case.unknown-procedure", "这里不能办理这个事项", "请从人员或企业档案进入")
    rules = procedure(code)
    firm, line = registry.companies([subject]).get(subject), registry.file_lines([subject]).get(subject)
    if firm is None and line is None:
        raise Refused("access.absent", "没有找到这份档案", "请核对链接或编号")
    street, organisation = (line.street if line else ""), (subject if firm else "")
    thing = Thing(owner=subject, organisation=organisation, street=street, kind=code)
    if not any(may_ever(actor.role, p) for p in rules.opening.who):
        require(actor, rules.opening.who[0], thing)
    if firm is not None:
        require(actor, Permission.COMPANY_VIEW, Thing(organisation=subject))
    else:
        require(actor, Permission.FILE_VIEW, Thing(owner=subject, organisation=line.company, street=street, consent=line.consent, refused=line.refused))  # type: ignore[union-attr]  # one of the two was found above
        log_read(actor, [subject], [FieldClass.BASIC, FieldClass.CONDUCT], f"办理{rules.label}")
    facts = record.facts_about(subject)
    entries = [(e.id, f"{kinds()[e.fact.kind].label} {e.fact.happened_on}") for e in facts.entries if _fits(code, e.fact.kind)]
    fixed = {"entry", "decided_on", "document_no", "penalty_class"} if code == "publication" else {"entry"}
    wanted = [b for b in cases.boxes(rules.opening) if b.name not in fixed | {"accused_no", "committed", "complaint_no", "honour_stood", "certainty", "estimate"}]
    if code == "measure" and (clause := request.GET.get("clause")):
        wanted = _prefilled(wanted, clause)
    if code == "measure":
        wanted = _with_honours(wanted, subject)
    if code == "complaint":
        wanted += _PARTY
    if request.method == "POST":
        party = ""
        if code == "complaint" and (phone := request.POST.get("phone", "").strip()):
            party = complainant(actor, phone, request.POST.get("who", ""), thing)
        said = {k: v for k, v in cases.said_in(request, rules.opening, subject=subject).items() if k not in fixed}
        about = ids.new_id()
        if code in ("objection", "publication"):
            chosen = next((e for e in facts.entries if e.id == request.POST.get("entry")), None)
            if chosen is None or not _fits(code, chosen.fact.kind):
                raise Refused("case.no-entry", "没有选择要办理的记录", "请从列表中选择一条记录")
            about = chosen.id
            said["entry"] = chosen.id
            if code == "publication":
                said |= {n: str(chosen.get(n) or "") for n in ("decided_on", "document_no", "penalty_class")}
        if code == "suspension":
            about = subject
        if code == "measure":
            said["entries"] = [e.id for e in upheld(facts, clock.today())]
            if said.get("measure") == BREACH:
                said["entries"] = _touching(facts, str(said.get("clause") or ""))
        opened = actions.open_case(actor, code, subject, about, said, organisation=organisation, street=street, party=party)
        if code == "complaint":
            actions.flag_complaint(opened)
        messages.success(request, f"已登记“{rules.label}”。")
        return redirect("office:case", opened)
    hint = suggested(facts, clock.today()) if code == "measure" else ""
    shown = {
        "rules": rules, "boxes": wanted, "entries": entries if code in ("objection", "publication") else [],
        "name": firm.name if firm else "家政服务员", "hint": measure_label(hint, clock.today()) if hint else "",
        "counted": len(upheld(facts, clock.today())),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/new_case.html", shown)


def openings(actor: Actor, worker: bool) -> list[tuple[str, str]]:
    """What this officer may open about a file: (procedure, label)."""
    if not may_ever(actor.role, Permission.CASE_VIEW):
        return []
    codes = [c for c in FROM_A_FILE if worker or c != "suspension"]
    return [(c, procedure(c).label) for c in codes if any(may_ever(actor.role, p) for p in procedure(c).opening.who)]


@door(Permission.SUSPENSION_AUDIT)
@require_safe
def suspensions(request: HttpRequest) -> HttpResponse:
    """Each stopped code: when, how long, by whom; never about whom."""
    require(actor_of(request), Permission.SUSPENSION_AUDIT)
    rows = [
        (c.opened_at, c.id, [(e.at, procedure("suspension").label_of(e.verb), e.actor, bool(e.said.get("on_paper"))) for e in c.events], c.state_label)
        for c in governance.suspensions()
    ]
    told = [(minute(at), number, "；".join(f"{minute(when)} {what}（{who}）" for when, what, who, _ in events), state) for at, number, events, state in rows]
    return listed(request, menu_for(request), "office/suspensions.html", {"rows": rows, "district": settings.DISTRICT.name}, Table("临时停码", ("开始", "编号", "经过", "现在"), lambda: told, bool(rows)))


def _prefilled(wanted: list[cases.Box], clause: str) -> list[cases.Box]:
    """The form of a breach of one clause: what follows from the clause stands there already."""
    book = pledge_rules(clock.today())
    number = clause_named(clause, book).number
    known = {"measure": BREACH, "clause": clause, "ground": "breach", "basis": f"{book.label}第{number}条"}
    return [replace(box, chosen=known.get(box.name, "")) for box in wanted]


def _with_honours(wanted: list[cases.Box], subject: str) -> list[cases.Box]:
    """What the honour is chosen from; nothing is asked where none is held."""
    held = governance.honours_held(subject)
    choices = (("", "不涉及荣誉"), *((one.id, f"{one.get('honour_name')}（{one.get('awarded_on')}）") for one in held))
    return [replace(box, widget="choice", choices=choices) if box.name == "honour" else box for box in wanted if box.name != "honour" or held]


def _touching(facts: Facts, clause: str) -> list[Value]:
    """The findings that a breach of this clause rests on."""
    found = touched(facts, clock.today(), pledge_rules(clock.today()))
    return [entry for one in found if one.clause.code == clause for entry in one.entries]


def _fits(code: str, kind: str) -> bool:
    if code == "publication":
        return kinds()[kind].shelf is Shelf.PUBLIC and kind == "penalty"
    return bool(kinds()[kind].objection)
