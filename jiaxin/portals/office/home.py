"""今天 — what waits for this officer, by what the role may do; nothing waiting is said too."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.permissions import Actor, Permission, Reach, may_ever, reach_of
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.cases import LISTED
from jiaxin.portals.office.workers import own_only
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import State

_OWN_LINES = frozenset({"meeting-task", "push", "street-assessment"})  # said in lines of their own
SOON_DAYS = 7  # a week to reach somebody before her claim lapses


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that waits: how many, in which state, and where it is done."""

    state: State
    said: str
    href: str
    verb: str


@door(Permission.HOME_OPEN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    todo = [*_alarms(actor), *_exports(actor), *_matters(actor), *_batches(actor), *_lapsing(actor), *_papers(actor), *_reviews(actor), *_drafts(actor), *_tasks(actor), *_pushes(actor), *_evaluations(actor)]
    told = oversight.told_office(actor.organisation) if actor.organisation else []
    shown = {"todo": todo, "tiles": _tiles(actor), "role": actor.role.label, "told": told, "may_upload": may_ever(actor.role, Permission.BATCH_RECEIVE)}
    return framed(request, menu_for(request), "office/home.html", shown)


def _alarms(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.ALARM_SEE) or not (count := access.alarms_ringing()):
        return []
    return [ToDo(State.STOP, f"{count} 条警报等您核查", reverse("office:alarms"), "去核查")]


def _exports(actor: Actor) -> list[ToDo]:
    """Files that colleagues may not take alone; a request lapses after a day."""
    count = len(access.asks_to_decide(actor))
    return [ToDo(State.WATCH, f"{count} 份导出申请等您批准", reverse("entrance:exports"), "去批准")] if count else []


def _matters(actor: Actor) -> list[ToDo]:
    """Every kind of matter with a step that this role may take by a day: what is late first."""
    if not may_ever(actor.role, Permission.CASE_VIEW):
        return []
    found, address = [one for one in governance.waiting(actor) if one.procedure in LISTED and one.procedure not in _OWN_LINES], reverse("office:cases")
    return [
        ToDo(State.STOP if one.late else State.WATCH, f"{one.count} 件{one.label}等您办理" + (f"，其中 {one.late} 件已超期" if one.late else ""), f"{address}?kind={one.procedure}", "去办理")
        for one in found
    ]


def _batches(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.BATCH_ACCEPT):
        return []
    states, address = intake.batch_states(own_only(actor, Permission.BATCH_VIEW)), reverse("office:batches")
    found = []
    if count := states.get("checked", 0):
        found.append(ToDo(State.WATCH, f"{count} 个批次已检查完，等待确认入库", f"{address}?state=checked", "去确认"))
    if count := states.get("failed", 0):
        found.append(ToDo(State.STOP, f"{count} 个文件未能读取，需要重新上传", f"{address}?state=failed", "查看原因"))
    return found


def _papers(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.PAPER_DECIDE) or not (waiting := intake.papers_handed_in(actor)):
        return []
    return [ToDo(State.WATCH, f"{len(waiting)} 份本人补交的证件等您核对，最早的 {waiting[0].until} 过期", reverse("office:papers"), "去核对")]


def _lapsing(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.CLAIM_CONFIRM_COUNTER) and not may_ever(actor.role, Permission.CLAIM_CONFIRM_FIELD):
        return []
    soon = intake.lapsing(clock.today() + timedelta(days=SOON_DAYS))
    lines = registry.file_lines(list(soon))
    mine = [s for s, line in lines.items() if not actor.street or line.street == actor.street]
    if not mine:
        return []
    first = min(soon[s] for s in mine)
    said = f"{len(mine)} 人的代录内容 {SOON_DAYS} 天内到期作废，最早 {first}"
    return [ToDo(State.WAIT, said, f"{reverse('office:workers')}?state=waiting", "联系确认")]


def _reviews(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.RED_PROPOSE):
        return []
    cases = governance.open_cases("red-review")
    late = sum(1 for c in cases if c.deadlines and c.deadlines[0].due.on < clock.today())
    if not cases:
        return []
    said = f"{len(cases)} 件红码复核在办" + (f"，其中 {late} 件已超期" if late else "")
    return [ToDo(State.STOP if late else State.WATCH, said, reverse("office:reviews"), "去办理")]


def _drafts(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.RULES_PROMULGATE):
        return []
    waiting = [d for d in scoring.drafts_waiting() if d.drafted_by != actor.id]
    return [ToDo(State.WATCH, f"{len(waiting)} 份评分规则草案等您签发", reverse("office:rules"), "去签发")] if waiting else []


def _tasks(actor: Actor) -> list[ToDo]:
    """Tasks of the joint meeting that this office leads: what is over, what is near its day."""
    if not may_ever(actor.role, Permission.TASK_DO):
        return []
    today = clock.today()
    mine = [t for t, lead in oversight.open_tasks() if lead == actor.organisation and t.state != "reported"]
    late = [t for t in mine if t.due_on < today]
    near = [t for t in mine if t not in late and (t.due_on - today).days <= figure_rules(today).task_before_days]
    found = [ToDo(State.STOP, f"{len(late)} 项联席会议任务已逾期", reverse("office:tasks"), "去办理")] if late else []
    return [*found, *([ToDo(State.WATCH, f"{len(near)} 项联席会议任务快到期", reverse("office:tasks"), "去办理")] if near else [])]


def _evaluations(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.EVALUATION_MARK):
        return []
    return [ToDo(State.WAIT, f"“{one.round}”还有 {len(one.files) - len(one.points)} 家待评，开放到 {one.closes_on}", reverse("office:my-evaluation", args=[one.id]), "去评分") for one in governance.my_evaluations(actor) if one.open]


def _tiles(actor: Actor) -> list[tuple[str, str, str, str, str, str]]:
    """(label, figure, unit, note, address, state) of the counts at the top."""
    if not may_ever(actor.role, Permission.WORKER_LIST):
        return []
    street = actor.street if reach_of(actor.role, Permission.WORKER_LIST) is not Reach.DISTRICT else ""
    tallies, address = registry.tallies(street), reverse("office:workers")
    filed = sum(t.workers for t in tallies if t.confirmed and not t.withdrawn)
    waiting = sum(t.workers for t in tallies if t.claimed)
    red = sum(t.workers for t in tallies if t.confirmed and t.colour == "red")
    lacking = sum(t.workers for t in tallies if t.confirmed and t.missing and not t.withdrawn)
    day = f"截至 {clock.today()}"
    return [
        ("已建档", f"{filed:,}", "人", day, address, ""),
        ("待本人确认", f"{waiting:,}", "人", "确认之前不对外展示", f"{address}?state=waiting" if waiting else "", "wait" if waiting else ""),
        ("资料不全", f"{lacking:,}", "人", "含已过期的证件", "", "watch" if lacking else ""),
        ("已暂停", f"{red:,}", "人", "红码，经复核", f"{address}?state=red" if red else "", "stop" if red else ""),
    ]


def _pushes(actor: Actor) -> list[ToDo]:
    """Where the own street stands in what all streets do at present."""
    if not actor.street or not may_ever(actor.role, Permission.TASK_DO):
        return []
    states = {"ok": State.OK, "watch": State.WATCH, "stop": State.STOP, "none": State.WAIT}
    return [
        ToDo(states[run.state], f"“{one.name}”{run.word}" + (f"，还差 {run.to_go} {one.each}" if run.to_go else "") + f"，{one.aim.phase(clock.today()).label}到 {one.aim.phase(clock.today()).ends}", reverse("office:push", args=[one.case]), "看进度")
        for one, run in oversight.own_runs(actor.street)
    ]
