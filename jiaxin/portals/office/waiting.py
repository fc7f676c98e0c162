"""等您办理 — everything that waits for this officer, by what the role may do: how much, by when, and where it is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from jiaxin.apps.access import queries as access
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights import queries as rights
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.permissions import Actor, Permission, Role, may_ever
from jiaxin.kit import clock
from jiaxin.portals.office.cases import LISTED
from jiaxin.portals.office.workers import own_only, scope_of
from jiaxin.portals.shared import people_list
from jiaxin.portals.shared.parts import State

_OWN_LINES = frozenset({"meeting-task", "push", "street-assessment"})  # said in lines of their own
NEAR_DAYS = 2  # a door record to be cleared within them is urgent


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that waits: how many, in which state, and where it is done."""

    state: State
    said: str
    href: str
    verb: str


def waiting_for(actor: Actor) -> list[ToDo]:
    """What is urgent first; in the order of the desks otherwise."""
    found = [todo for of in _DESKS for todo in of(actor)]
    return sorted(found, key=lambda one: one.state is not State.STOP)


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
    wanted = people_list.wanted(state="lapsing")
    (count,) = registry.counts(scope_of(actor), [wanted]) if wanted.among else (0,)
    if not count:
        return []
    said = f"{count} 人的代录内容 {people_list.LAPSE_DAYS} 天内到期作废"
    return [ToDo(State.WAIT, said, people_list.opened(reverse("office:workers"), wanted), "联系确认")]


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


def _doors(actor: Actor) -> list[ToDo]:
    """Records from the door that differ from the file: a person of the street decides, or they are cleared."""
    if not may_ever(actor.role, Permission.FIELD_DECIDE) or not (found := intake.field_records_waiting(actor)).count:
        return []
    near = found.due_on is not None and (found.due_on - clock.today()).days <= NEAR_DAYS
    return [ToDo(State.STOP if near else State.WATCH, f"{found.count} 份上门登记等您核对，最早的一份 {found.due_on} 过期清除", reverse("field:records"), "去核对")]


def _calls(actor: Actor) -> list[ToDo]:
    """The grid worker's doors: whoever in her grid has something to confirm."""
    if actor.role is not Role.GRID or not may_ever(actor.role, Permission.FIELD_RECORD):
        return []
    count = registry.awaiting_near(actor.street, actor.grid)
    return [ToDo(State.WATCH, f"本网格有 {count} 人等上门确认，名单在采集手机上", reverse("field:capture"), "去上门")] if count else []


def _questions(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.IDENTITY_DECIDE) or not (found := intake.identity_questions_waiting()).count:
        return []
    return [ToDo(State.WATCH, f"{found.count} 条身份疑问等您判断，最早的从 {found.since} 起", reverse("office:identity"), "去判断")]


def _checks(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.IDENTITY_VERIFY) or not (found := intake.checks_out()).late:
        return []
    return [ToDo(State.STOP, f"{found.late} 人送公安核验超期没有回执，最早应在 {found.due_on} 前", reverse("office:verification"), "去催办")]


def _suspicions(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.SUSPICION_DECIDE):
        return []
    count, since = scoring.suspicions_open()
    return [ToDo(State.WATCH, f"{count} 户的评价可疑，等您核查，最早的从 {since} 起", reverse("office:suspicions"), "去核查")] if count else []


def _doubts(actor: Actor) -> list[ToDo]:
    """Pairs of records that look copied or invented."""
    if not may_ever(actor.role, Permission.DOUBT_DECIDE) or not (found := intake.doubts_waiting(actor)).count:
        return []
    late = f"，其中 {found.late} 条已超期" if found.late else f"，最早的应在 {found.due_on} 前核查"
    return [ToDo(State.STOP if found.late else State.WATCH, f"{found.count} 条记录疑点等您核查{late}", reverse("office:doubts"), "去核查")]


def _pictures(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.SUSPICION_DECIDE) or not (count := intake.twins_waiting()):
        return []
    return [ToDo(State.WATCH, f"{count} 条同图疑点等您核查", reverse("office:twins"), "去核查")]


def _leaks(actor: Actor) -> list[ToDo]:
    if not may_ever(actor.role, Permission.LEAK_HANDLE):
        return []
    count, late, hour = rights.leaks_open()
    if not count:
        return []
    clocked = f"，其中 {late} 件已超时" if late else f"，最近的时限是 {timezone.localtime(hour):%Y-%m-%d %H:%M}" if hour else ""
    return [ToDo(State.STOP, f"{count} 件泄露事件在处置{clocked}", reverse("office:leaks"), "去处置")]


def _pushes(actor: Actor) -> list[ToDo]:
    """Where the own street stands in what all streets do at present."""
    if not actor.street or not may_ever(actor.role, Permission.TASK_DO):
        return []
    states = {"ok": State.OK, "watch": State.WATCH, "stop": State.STOP, "none": State.WAIT}
    return [
        ToDo(states[run.state], f"“{one.name}”{run.word}" + (f"，还差 {run.to_go} {one.each}" if run.to_go else "") + f"，{one.aim.phase(clock.today()).label}到 {one.aim.phase(clock.today()).ends}", reverse("office:push", args=[one.case]), "看进度")
        for one, run in oversight.own_runs(actor.street)
    ]


_DESKS = (_alarms, _leaks, _exports, _matters, _batches, _doors, _calls, _papers, _lapsing, _reviews, _questions, _checks, _suspicions, _doubts, _pictures, _drafts, _tasks, _pushes, _evaluations)
