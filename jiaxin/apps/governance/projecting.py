"""项目申报 — a call with its places, applications whose conditions are computed, and who stays away for which reason.

Not here  conditions (domain/incentives/projects), the way of an application (procedures/project).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.models import Case, ProjectCall, ProjectPass
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.governance.supporting import applicants
from jiaxin.apps.governance.viewing import CaseView, views
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.calendar import DAY
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.incentives.projects import (
    Condition,
    Project,
    Uptake,
    conditions,
    project_of,
    project_rules,
    projects,
    reasons,
    uptake,
)
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock, ids

FEN = 100


@dataclass(frozen=True, slots=True)
class Call:
    """A call as a page shows it."""

    id: str
    title: str
    project: Project
    opens: date
    closes: date
    places: int

    @property
    def state(self) -> str:
        today = clock.today()
        return "planned" if today < self.opens else "open" if today <= self.closes else "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a company stands to a call. `case` where it has applied, `passed` the words of its reason where it has not."""

    call: Call
    conditions: tuple[Condition, ...]
    case: CaseView | None
    passed: str

    @property
    def eligible(self) -> bool:
        return all(one.met for one in self.conditions)


def project_kinds() -> tuple[Project, ...]:
    return projects(project_rules(clock.today()))


def pass_reasons() -> dict[str, str]:
    return dict(reasons(project_rules(clock.today())))


def call_project(actor: Actor, project: str, title: str, opens: date, closes: date, places: int) -> str:
    """Open a call. Returns its id."""
    require(actor, Permission.PROJECT_CALL)
    one = project_of(project_rules(opens), project)
    if closes < opens:
        raise Refused("project.days", f"申报时间 {opens} 至 {closes} 不对", "截止日期不早于开始日期")
    if places < 1:
        raise Refused("project.places", "没有填写名额", "请填写准备立项几家")
    made = ProjectCall.objects.create(id=ids.new_id(), project=one.code, title=title.strip()[:40] or one.label, opens=opens, closes=closes, places=places, made_by=actor.id, made_at=clock.now())
    return str(made.id)


def project_calls() -> list[Call]:
    return [_call(row) for row in ProjectCall.objects.order_by("-opens", "id")]


def project_call(call_id: str) -> Call:
    return _call(_row(call_id))


def project_standings(actor: Actor) -> list[Standing]:
    """For a company: every call with its own conditions."""
    require(actor, Permission.STAR_APPLY, Thing(organisation=actor.organisation))
    (me,) = applicants("", clock.today(), [actor.organisation])
    made = []
    for call in project_calls():
        mine = [one for one in applications(call.id) if one.subject == actor.organisation]
        said = ProjectPass.objects.filter(call=call.id, company=actor.organisation).order_by("id").first()
        made.append(Standing(call, conditions(project_rules(call.opens), call.project.code, me), mine[0] if mine else None, pass_reasons().get(said.reason, "") if said else ""))
    return made


def apply_for_project(actor: Actor, call_id: str, given: str) -> str:
    """Apply. Raises Refused out of time, twice, or with a condition unmet."""
    call = _in_time(call_id)
    if not given.strip():
        raise Refused("project.plan", "没有填写实施计划或申报理由", "请写几句准备怎么做、何时做完，或凭什么应当入选")
    if any(one.subject == actor.organisation and one.state != "dropped" for one in applications(call.id)):
        raise Refused("project.twice", "本企业已经申报过这次项目", "请在事项里查看进度")
    book = project_rules(call.opens)
    (me,) = applicants("", clock.today(), [actor.organisation])
    said: dict[str, Value] = {"round": call.title, "conditions": [str(one) for one in conditions(book, call.project.code, me)]}
    if call.project.award:
        said["evidence"] = given.strip()[:2000]
    else:
        said |= {"rule": call.project.code, "version": book.version, "amount": call.project.yuan * FEN, "given": given.strip()[:2000]}
    return open_case(actor, "award" if call.project.award else "project", actor.organisation, f"project-{call.id}-{actor.organisation}", said, organisation=actor.organisation)


def pass_project(actor: Actor, call_id: str, reason: str) -> None:
    """Say why not. It is counted, and changes nothing else."""
    require(actor, Permission.STAR_APPLY, Thing(organisation=actor.organisation))
    call = _in_time(call_id)
    if reason not in pass_reasons():
        raise Refused("project.reason", "没有选择原因", "请从列表里选一个")
    ProjectPass.objects.update_or_create(call_id=call.id, company=actor.organisation, defaults={"reason": reason, "told_by": actor.id, "told_at": clock.now()})


def applications(call_id: str) -> list[CaseView]:
    """Of a call, the earliest first."""
    return views(list(Case.objects.filter(procedure__in=("project", "award"), about__startswith=f"project-{call_id}-").order_by("opened_at", "id")))


def project_uptake(call: Call, applied: Sequence[CaseView]) -> tuple[Uptake, datetime]:
    """Applied ÷ eligible on the last day of the call, or today while it runs, with the reasons of those who stayed away.

    And when those eligible were counted.
    """
    on = min(clock.today(), call.closes)
    over = call.state == "over"
    eligible, at = scoring.counted(f"project:{call.id}:{'over' if over else 'runs'}", lambda: _eligible(call, on), once=over)
    passed = dict(ProjectPass.objects.filter(call=call.id).order_by("id").values_list("company", "reason"))
    return uptake(set(eligible), {one.subject for one in applied if one.state != "dropped"}, passed, project_rules(call.opens)), at


def count_calls(today: date) -> int:
    """Before anybody looks: calls that run, or ended yesterday. How many."""
    running = [one for one in project_calls() if one.opens <= today <= one.closes + DAY]
    for one in running:
        project_uptake(one, ())
    return len(running)


def _eligible(call: Call, on: date) -> list[str]:
    book = project_rules(call.opens)
    return sorted(one.subject for one in applicants("", on) if all(c.met for c in conditions(book, call.project.code, one)))


def _in_time(call_id: str) -> Call:
    call = project_call(call_id)
    if call.state != "open":
        raise Refused("project.closed", f"“{call.title}”的申报时间是 {call.opens} 至 {call.closes}", "请在申报时间内办理")
    return call


def _row(call_id: str) -> ProjectCall:
    try:
        return ProjectCall.objects.get(pk=call_id)
    except ProjectCall.DoesNotExist:
        raise Refused("access.absent", "没有找到这次申报", "请从项目申报列表进入") from None


def _call(row: ProjectCall) -> Call:
    return Call(row.id, row.title, project_of(project_rules(row.opens), row.project), row.opens, row.closes, row.places)
