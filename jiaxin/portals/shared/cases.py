"""办理事项的页面 — one case as any party sees it: where it stands, by when, what one may do now, what was said and delivered.

Everything follows from the procedure's table: buttons, fields, clocks. Portals only choose whose cases are listed.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access import queries as access
from jiaxin.apps.exchange import queries as exchange
from jiaxin.apps.governance import actions
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.registry import actions as people
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.figures import DEFINITIONS
from jiaxin.domain.monthly_return import LABELS as MONTHLY
from jiaxin.domain.monthly_return import shown as figure
from jiaxin.domain.permissions import Actor, Permission, may_ever
from jiaxin.domain.pledges import clauses, pledge_rules
from jiaxin.domain.procedures.course_duty import ATTENDS
from jiaxin.domain.procedures.effect import measure_label
from jiaxin.domain.procedures.procedure import WORDS, Step, procedure
from jiaxin.domain.procedures.serving import ON_PAPER, PROOFS
from jiaxin.domain.procedures.topics import departments, family, topic_label, worker
from jiaxin.domain.procedures.words import PRIVATE
from jiaxin.kit import clock
from jiaxin.portals.shared import watermarking
from jiaxin.portals.shared.case_doors import addressed as addressed
from jiaxin.portals.shared.case_doors import admitted as admitted
from jiaxin.portals.shared.case_doors import hers as hers
from jiaxin.portals.shared.case_doors import looked_at as looked_at
from jiaxin.portals.shared.case_doors import open_to as open_to
from jiaxin.portals.shared.case_doors import seen as seen
from jiaxin.portals.shared.case_doors import visible as visible
from jiaxin.portals.shared.parts import Moment, State
from jiaxin.portals.shared.record_asked import ASKED, about_record, asked_word
from jiaxin.portals.shared.rectifying import EACH_ITEM, items_shown
from jiaxin.portals.shared.signing import kind_of, picture

DATES = frozenset({"heard_until", "until_on", "duties_done", "valid_through", "valid_from", "decided_on", "public_until", "fix_by", "due_by"})
LISTS = frozenset({"entries", "items", "reached", "conflicts", "sheet"})
FILES = frozenset({"evidence", "artefact"})
SIGNS = ("sign", "visitor_sign")
NOT_TOLD = frozenset({"candidates", "files", "marks", "plan", "committed", "digest", "reached", "before", "site_marks", "grounds", "renews"})  # long and for machines: their own pages show them
_NAME = re.compile(r"^[0-9a-f]{64}$")  # of a kept file
NUMBERS = frozenset({"certainty"})
OWN_FORMS = {"draw": frozenset({"draw", "dispatch"}), "star-rating": frozenset({"visit", "mark", "mark_again"}), "monthly-return": frozenset({"submit", "resubmit"}), "meeting-task": frozenset({"give"}), "inspection": frozenset({"visit", "clean"}), "push": frozenset({"launch", "put_off", "close"}), "street-assessment": frozenset({"issue", "score", "answer", "publish"})}  # taken on a page of their own, with numbers and not with words
BY_ITSELF = frozenset({"notice_no", "document_no", "plaque"})  # filled in where nobody says otherwise
RECKONED = frozenset({"carried", "renews", "before", "fix_dates", "grounds"})  # said by the system, or of each item on the form of the visit, whatever a form says
FOR_OFFICERS = frozenset({"contact", "suspect", "certainty", "proof"})
CHOICES: Mapping[str, Sequence[tuple[str, str]]] = {
    "proof": tuple(ON_PAPER.items()),
    "severity": (("general", "一般"), ("heavier", "较重"), ("serious", "严重")),
    "ground": (("findings", "已认定的投诉"), ("breach", "违反承诺"), ("numbers", "评分数字")),
    "penalty_class": (("minor", "轻微"), ("general", "一般"), ("severe", "严重")),
    "handling_stars": tuple((str(n), f"{n} 星") for n in range(5, 0, -1)),
    "star": tuple((str(n), f"{n} 星") for n in range(1, 6)),
}
MEASURES = ("reminder", "warning", "no_recommendation", "downgrade", "pledge_breach", "award_withdrawn")
_BAD = frozenset({"upheld", "in_force", "refused", "published", "suspended", "renewed", "ordered"})


@dataclass(frozen=True, slots=True)
class Box:
    """One thing a step asks for."""

    name: str
    label: str
    widget: str  # text | long | date | choice | list
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""  # what stands there at first
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as a form; `obstacle` says why it cannot be taken today."""

    step: Step
    boxes: tuple[Box, ...]
    obstacle: str


def boxes(step: Step, one: governance.CaseView | None = None) -> tuple[Box, ...]:
    """What a step asks for; of a case, so that its own items can be chosen from."""
    made = []
    for need in step.needs:
        name, optional = need.rstrip("?"), need.endswith("?") or need in BY_ITSELF
        if name in RECKONED or (name == "star" and "grounds" in step.needs):  # the star follows from its grounds
            continue
        choices = tuple(CHOICES.get(name, ()))
        if name == "measure":
            choices = tuple((code, measure_label(code, clock.today())) for code in MEASURES)
        if name == "topic" and step.verb == "file":
            choices = tuple({**family(clock.today()), **worker(clock.today())}.items())
        if name == "clause" and step.verb == "propose":
            choices = (("", "不涉及承诺"), *((c.code, f"{c.number}. {c.label}") for c in clauses(pledge_rules(clock.today()))))
        if name == "item" and one is not None:
            choices = tuple((item, item) for item in items_of(one))
            if one.procedure == "street-assessment":
                choices = tuple((line.partition("：")[0],) * 2 for e in one.events for line in _lines(e.said.get("sheet")))
        if name == "handed_to" and step.verb in governance.SENDS and one is not None:
            made.append(_departments(step, one, optional))
            continue
        widget = "file" if name in FILES else "date" if name in DATES else "list" if name in LISTS else "choice" if choices else "long" if name in PRIVATE else "text"
        made.append(Box(name, WORDS[name], widget, not optional or (step.serves and name == "evidence"), choices))
    return tuple(made)


def _departments(step: Step, one: governance.CaseView, optional: bool) -> Box:
    """The competent departments to choose from; the one that the kind of matter belongs to is proposed."""
    listed = departments(clock.today())
    near = "" if one.procedure == "handover" else governance.proposed_department(one)
    first = ("", "不移送") if optional else ("", "请选择")
    serious = any(e.said.get("severity") == "serious" for e in one.events)
    hint = f"按类别建议移送：{listed[near].label}。可以改选名单上的其他部门。" if near else "这一类没有写明主管部门，请从名单上选择。"
    return Box("handed_to", WORDS["handed_to"], "choice", not optional, (first, *((d.code, d.label) for d in listed.values())), near if serious or not optional else "", hint)


def _lines(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def said_in(request: HttpRequest, step: Step, one: governance.CaseView | None = None, subject: str = "") -> dict[str, Value]:
    """What was typed, in the form a step takes. Raises Refused for a date or number that is none.

    A photo or scan is sealed under the key of whom the case is about, or under one for what is about nobody; the case keeps its name.
    `subject` says who that is before there is a case.
    """
    said: dict[str, Value] = {}
    whose = one.owner if one is not None else subject or governance.NOBODY
    for box in boxes(step, one):
        if box.widget == "file" and (file := request.FILES.get(box.name)):
            said[box.name] = people.keep_file(whose, picture(file))
            continue
        typed = str(request.POST.get(box.name, "")).strip()
        if not typed:
            continue
        if box.widget == "date":
            try:
                typed = date.fromisoformat(typed).isoformat()
            except ValueError:
                raise Refused("case.date", f"“{box.label}”不是有效日期", "请按 2026-03-05 的样子填写") from None
        if box.choices and typed not in dict(box.choices):
            raise Refused("case.choice", f"“{box.label}”没有这个选项", "请从列表中选择")
        if box.name in NUMBERS and not typed.isdecimal():
            raise Refused("case.number", f"“{box.label}”应是整数", "请只填数字")
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        said[box.name] = lines if box.name in LISTS else int(typed) if box.name in NUMBERS else typed[:2000]
    return said


def shown(actor: Actor, case_id: str) -> dict[str, object]:
    """What `shared/cases/case.html` shows."""
    one = seen(actor, case_id)
    now = governance.offering(actor, one)
    offers = [Offer(s, boxes(s, one), obstacle) for s, obstacle in now.steps]
    offers = [offer for offer in offers if not offer.step.by_itself and offer.step.verb not in OWN_FORMS.get(one.procedure, ())]
    return {
        "one": one,
        "state": badge(one),
        "name": names([one])[one.id],
        "role": "当事人" if hers(actor, one.subject) or actor.organisation == one.subject else "投诉人" if hers(actor, one.party) else "办理人",
        "clocks": [(d.label, d.due, _left(d.due.on)) for d in one.deadlines],
        "answer_until": now.answer_until,
        "offers": [offer for offer in offers if offer.step.verb not in EACH_ITEM],
        "moments": _moments(actor, one),
        "papers": letters(one),
        "places": places(one),
        "files": [(rules.label_of(e.verb), e.said[n]) for rules in (procedure(one.procedure),) for e in one.events for n in (*sorted(FILES), *SIGNS) if _NAME.match(str(e.said.get(n)))],
        "items": items_shown(one, offers),
        "duties": governance.duty_after(one.id) if one.procedure == "measure" else [],
        "handed": governance.handed(one.id) if one.procedure in ("complaint", "report", "supervision") else [],
        "own_page": _own_page(actor, one),
        "about": about_record(actor, one),
        "staff": actor.role.handles,
    }


def places(one: governance.CaseView) -> list[tuple[State, str, str]]:
    """Where a repaired item could still be read: (state, place, what was found); from the receipts once they are in."""
    if one.procedure != "repair":
        return []
    if spread := next((e for e in one.events if e.verb == "spread"), None):
        kept = spread.said.get("reached")
        return [(State.OK, *str(line).partition("：")[::2]) for line in (kept if isinstance(kept, list) else [])]
    if one.state != "granted":
        return []
    entry = next((str(e.said["entry"]) for e in one.events if "entry" in e.said), one.about)
    return [(State.OK if r.gone else State.WAIT, r.label, r.said) for r in exchange.receipts(one.subject, entry)]


def items_of(one: governance.CaseView) -> list[str]:
    """Items of an order to put right, as the case has them last."""
    said = next((e.said["items"] for e in reversed(one.events) if "items" in e.said), None)
    return [str(item) for item in said] if isinstance(said, list) else []


def _own_page(actor: Actor, one: governance.CaseView) -> tuple[str, str]:
    """(address, label) of the page made for this matter, where an officer has one."""
    if one.procedure == "monthly-return":
        month = one.about.partition(":")[2]
        if actor.organisation == one.subject:
            return f"/company/returns?month={month}", "打开月报"
        return (f"/office/returns/{one.subject}?month={month}", "打开月报") if may_ever(actor.role, Permission.RETURN_HANDLE) else ("", "")
    if one.procedure == "street-assessment":
        return f"/office/assessment?year={one.about.partition(':')[0]}", "打开考核表"
    if not actor.role.is_staff or actor.organisation == one.subject:
        return "", ""
    if one.procedure == "push":
        return f"/office/pushes/{one.id}", "打开行动"
    if one.procedure == "inspection" and one.state == "assigned":
        return f"/office/inspections/{one.id}", "打开现场检查表"
    if one.procedure == "handover":
        return (f"/office/cases/{one.about}", "打开移送前的事项") if may_ever(actor.role, Permission.COMPLAINT_DECIDE) else ("", "")
    pages = {"subsidy": ("/office/support/", "打开名单"), "draw": ("/office/draws/", "打开抽查"), "star-rating": ("/office/stars/", "申报表和评分"), "standard": ("/office/standards/", "打开规范")}
    base, label = pages.get(one.procedure, ("", ""))
    return (f"{base}{one.id}", label) if base else ("", "")


def kept_file(actor: Actor, case_id: str, name: str) -> HttpResponse:
    """A photo or scan of a case, to whoever may see the case; the look leaves its receipt.

    What officers and companies look at says who looked and when; the picture itself stays as it was filed.
    """
    one = admitted(actor, case_id)
    named = {str(e.said.get(n)) for e in one.events for n in (*FILES, *SIGNS)} | {name for e in one.events for name in _lines(e.said.get("before"))}
    if name in named:
        looked_at(actor, one)
    data = registry.opened_file(one.owner, name) if name in named else None
    if data is None:
        raise Refused("access.absent", "没有找到这个附件。", "请从办理页面打开。")
    if actor.role.is_staff and kind_of(data).startswith("image/"):
        data = watermarking.on_picture(data, actor, clock.now())
    return HttpResponse(data, content_type=kind_of(data))


def taken(request: HttpRequest, actor: Actor, case_id: str, verb: str) -> Step:
    """Take the step with what the form says."""
    one = admitted(actor, case_id)
    step = procedure(one.procedure).step(verb, one.state)
    if verb in OWN_FORMS.get(one.procedure, ()):
        raise Refused("case.own-page", f"“{step.label}”在单独的页面办理", "请从菜单进入")
    actions.take_step(actor, case_id, verb, said_in(request, step, one))
    return step


def badge(one: governance.CaseView) -> State:
    return State.STOP if one.state in _BAD else State.NONE if one.closed else State.WAIT


def names(cases: Iterable[governance.CaseView]) -> dict[str, str]:
    """Whom each case is about: a company's name, a worker's masked name."""
    found = list(cases)
    subjects = [c.subject for c in found if c.subject]
    firms, people = registry.companies(subjects), registry.people(subjects)
    streets = registry.regions("street", clock.today()) if any(c.procedure == "street-assessment" for c in found) else {}
    homes = registry.standing([s for s in subjects if s not in firms and s not in people])[1]
    made = {}
    for one in found:
        if one.procedure == "street-assessment":
            made[one.id] = streets.get(one.street, one.street)
        elif one.procedure == "push":
            made[one.id] = str(one.events[0].said["task"])
        elif one.procedure == "meeting-task":
            made[one.id] = next((str(e.said["lead"]) for e in one.events if "lead" in e.said), "")
        elif one.subject in firms:
            made[one.id] = firms[one.subject].name
        else:
            home = homes.get(one.subject) == "household"
            made[one.id] = mask_name(people[one.subject].name) if one.subject in people else "雇主家庭" if home else "未指明"
    return made


def companies_in(cases: Iterable[governance.CaseView]) -> dict[str, str]:
    """Names of the companies that the cases are about, and of nobody else: subject → name."""
    return {subject: firm.name for subject, firm in registry.companies([c.subject for c in cases if c.subject]).items()}


def rows(cases: Sequence[governance.CaseView]) -> list[dict[str, object]]:
    """Lines of `shared/cases/list.html`."""
    called = names(cases)
    return [{"one": c, "name": called[c.id], "state": badge(c), "due": due(c)} for c in cases]


def due(one: governance.CaseView) -> tuple[State, str]:
    if not one.deadlines:
        return State.NONE, "已办结" if one.closed else "无期限"
    first = one.deadlines[0].due
    left = (first.on - clock.today()).days
    word = f"{first.on}{'（暂定）' if first.provisional else ''}"
    if left < 0:
        return State.STOP, f"{word} 已超期"
    return (State.WATCH if left <= 1 else State.WAIT), f"{word} 前"


def letters(one: governance.CaseView) -> list[tuple[int, str]]:
    """Steps of which there is a letter: (number, label). A matter handed over has the one that goes with it."""
    rules = procedure(one.procedure)
    if one.procedure == "handover":
        return [(n, "案件移送函") for n, e in enumerate(one.events, 1) if e.verb == "send"]
    return [(n, rules.label_of(e.verb)) for n, e in enumerate(one.events, 1) if n in one.told]


def word(name: str, value: Value) -> str:
    """A thing said, as people read it."""
    if name == "figure" and str(value) in DEFINITIONS:
        return DEFINITIONS[str(value)].label
    if name in ASKED:
        return asked_word(name, str(value))
    if name == "proof":
        return PROOFS.get(str(value), str(value))
    if name == "handed_to" and value in (listed := departments(clock.today())):
        return listed[str(value)].label
    if name == "attends":
        return ATTENDS.get(str(value), str(value))
    if name == "channel":
        return governance.CHANNELS.get(str(value), str(value))
    if name == "topic":
        return topic_label(str(value), clock.today())
    if name == "measure":
        return measure_label(str(value), clock.today())
    if name == "clause" and isinstance(value, str):
        return next((f"第{c.number}条 {c.label}" for c in clauses(pledge_rules(clock.today())) if c.code == value), value)
    if name in ("figures", "computed") and isinstance(value, list):
        return "，".join(f"{label} {figure(unit, int(str(one)))}" for (_, label, unit), one in zip(MONTHLY, value, strict=True))
    if name == "carried" and isinstance(value, list):
        return f"{len(value)} 条都有对应的评分项"
    if name == "honour_stood" and isinstance(value, str):
        return str(json.loads(value).get("honour_name") or "")
    if name == "entries" and isinstance(value, list):
        return f"{len(value)} 条"
    if name == "amount" and isinstance(value, int):
        return f"{value / 100:,.2f} 元"
    if isinstance(value, str) and _NAME.match(value):
        return "已附"
    if name in CHOICES:
        return dict(CHOICES[name]).get(str(value), str(value))
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def _moments(actor: Actor, one: governance.CaseView) -> list[Moment]:
    rules = procedure(one.procedure)
    hidden = {"entry", "accused_no", "honour"} | NOT_TOLD | (set() if actor.role.handles else FOR_OFFICERS)
    if one.procedure == "report" and not may_ever(actor.role, Permission.REPORT_HANDLE):
        hidden |= {"contact"}  # left for whoever answers, and for nobody else
    receipts = notices.receipts_of([m for told in one.told.values() for m in told])
    posts = access.posts({e.actor for e in one.events}) if actor.role.handles else {}
    made = []
    for number, event in enumerate(one.events, 1):
        said = "；".join(f"{WORDS.get(k, k)}：{word(k, v)}" for k, v in event.said.items() if k not in hidden and v)
        who = "本人" if event.actor == actor.id else "系统" if event.actor.startswith("system:") else f"经手 {posts.get(event.actor, event.actor)}" if actor.role.handles else "对方或办理单位"
        proof = [receipts[m] for m in one.told.get(number, ()) if m in receipts]
        tail = "；".join(f"已告知，{p}" for p in proof)
        made.append(Moment(f"{event.at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}", rules.label_of(event.verb), said, f"{who}{'；' + tail if tail else ''}"))
    return list(reversed(made))


def _left(on: date) -> str:
    days = (on - clock.today()).days
    return f"已超期 {-days} 天" if days < 0 else "今天到期" if days == 0 else f"还有 {days} 天"
