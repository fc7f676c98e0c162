"""第三方评估 — batches of star applications without names, assigned to evaluators; what they gave, and how far they agree.

Every look of an evaluator at a file leaves a receipt. After its working days a batch opens for nobody.
Not here  what a sheet shows (domain/stars/evaluation), the way of a batch (procedures/evaluation).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import calendar, found, outlines
from jiaxin.apps.governance.stars import star_application
from jiaxin.apps.governance.stepping import open_case, take_step
from jiaxin.apps.governance.viewing import CaseView, views
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.calendar import WorkCalendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role, Thing
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.domain.procedures.evaluation import marks_in
from jiaxin.domain.procedures.procedure import About
from jiaxin.domain.stars import agreement as agreeing
from jiaxin.domain.stars.agreement import Agreement
from jiaxin.domain.stars.application import Item
from jiaxin.domain.stars.evaluation import File, Part, evaluation_rules, files_in, sheet_of, total, written
from jiaxin.kit import clock, ids

BEFORE_NOTICE = ("applied", "reviewed", "visited", "marked_once", "marked")
_TYPED = "（申报单位填写）"


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as its evaluator or the office sees it. `points` holds files already marked, by number."""

    id: str
    round: str
    evaluator: str
    state: str
    state_label: str
    closes_on: date
    files: tuple[File, ...]
    points: dict[str, int]
    assigned_on: date
    marks: Mapping[str, list[str]]  # as written on each sheet, by number

    @property
    def open(self) -> bool:
        return self.state == "assigned" and clock.today() <= self.closes_on


@dataclass(frozen=True, slots=True)
class Given:
    """What one evaluator gave one application, once the batch was handed in."""

    round: str
    evaluator: str
    on: date
    points: int


def evaluable() -> list[CaseView]:
    """Star applications that can still be evaluated, the oldest first."""
    return views(list(Case.objects.filter(procedure="star-rating", closed=False, state__in=BEFORE_NOTICE).order_by("opened_at", "id")))


def evaluators() -> list[access.Holder]:
    return access.holders(Role.EVALUATOR)


def assign_evaluation(actor: Actor, name: str, evaluator: str, cases: Sequence[str]) -> str:
    """A batch for one evaluator. Returns its case."""
    who = next((one for one in evaluators() if one.username == evaluator), None)
    if not name.strip() or who is None:
        raise Refused("evaluation.who", "没有填写批次名称或没有选择评估员", "请填写名称，并从有“第三方评估”岗位的账号里选一个")
    subjects = {one.id: one.subject for one in evaluable()}
    if not cases or not set(cases) <= set(subjects):
        raise Refused("evaluation.files", "没有选择申报，或选了已经公示的申报", "请从列表里勾选待评的申报")
    files = [File(str(number), case, subjects[case]) for number, case in enumerate(dict.fromkeys(cases), 1)]
    said = {"round": name.strip()[:40], "evaluator": who.username, "files": written(files)}
    return open_case(actor, "evaluation", "", f"evaluation-{ids.new_id()}", said, organisation=who.organisation)


def evaluation_batches(actor: Actor) -> list[Batch]:
    """For the office: every batch, the newest first."""
    require(actor, Permission.EVALUATION_ASSIGN)
    return _batches(Case.objects.filter(procedure="evaluation").order_by("-opened_at", "id")[:100])


def my_evaluations(actor: Actor) -> list[Batch]:
    """The evaluator's own batches: those that are open, then those that are over."""
    require(actor, Permission.EVALUATION_MARK)
    rows = Case.objects.filter(procedure="evaluation", organisation=actor.organisation).order_by("-opened_at", "id")
    mine = [one for one in _batches(rows) if one.evaluator == actor.id]
    return sorted(mine, key=lambda one: not one.open)


def my_evaluation(actor: Actor, case_id: str) -> Batch:
    """One's own open batch. Raises Refused as for something absent for another's, and for one that is over."""
    row = Case.objects.filter(pk=case_id, procedure="evaluation").first()
    if row is None:
        raise Refused("access.absent", "没有找到这一批评估。", "请从“我的评估”进入。")
    require(actor, Permission.EVALUATION_MARK, Thing(organisation=row.organisation, kind="evaluation"))
    one = _batch(row)
    if one.evaluator != actor.id:
        raise Refused("access.absent", "没有找到这一批评估。", "请从“我的评估”进入。")
    if not one.open:
        raise Refused("evaluation.closed", f"“{one.round}”{one.state_label if one.state != 'assigned' else f'已在 {one.closes_on} 到期'}，不能再打开", "需要补评的，请联系派发单位重新派发")
    return one


def evaluation_sheet(actor: Actor, case_id: str, number: str) -> tuple[Batch, tuple[Part, ...]]:
    """A file of one's batch as its score sheet needs it. The look leaves its receipt before anything is read."""
    batch = my_evaluation(actor, case_id)
    file = next((one for one in batch.files if one.number == number), None)
    if file is None:
        raise Refused("access.absent", "这一批里没有这个序号。", "请从批次页面进入。")
    log_read(actor, [file.subject], [FieldClass.BASIC], "第三方评估（不见名称）", case_id)
    return batch, sheet_of(_masked(file), evaluation_rules(batch.assigned_on))


def mark_evaluation(actor: Actor, case_id: str, number: str, marks: Sequence[str]) -> None:
    my_evaluation(actor, case_id)
    take_step(actor, case_id, "mark", {"file": number, "marks": list(marks)})


def hand_in_evaluation(actor: Actor, case_id: str) -> None:
    my_evaluation(actor, case_id)
    take_step(actor, case_id, "hand_in")


def evaluations_of(star_case: str) -> tuple[list[Given], Agreement | None]:
    """What evaluators gave an application, and how the first two agree."""
    given, sheets = [], []
    for batch, file, marks in handed_in():
        if file.case == star_case:
            book = evaluation_rules(batch.assigned_on)
            given.append(Given(batch.round, batch.evaluator, batch.assigned_on, total(marks, book)))
            sheets.append((agreeing.read(marks, book), book))
    agreed = agreeing.agreement(sheets[0][0], sheets[1][0], sheets[0][1]) if len(sheets) > 1 and sheets[0][1] == sheets[1][1] else None
    return given, agreed


def evaluator_agreement() -> tuple[int | None, int, dict[str, int]]:
    """(weighted kappa over every part that two evaluators marked, pairs of sheets, evaluators far from their partners)."""
    by_case: dict[str, list[tuple[str, list[str]]]] = {}
    for batch, file, marks in handed_in():
        by_case.setdefault(file.case, []).append((batch.evaluator, marks))
    book = evaluation_rules(clock.today())
    parts, marked = [], []
    for sheets in by_case.values():
        if len(sheets) > 1:
            (one, first), (other, second) = sheets[:2]
            a, b = agreeing.read(first, book), agreeing.read(second, book)
            parts += [(a[code], b[code]) for code in a]
            marked.append((one, sum(a.values()), other, sum(b.values())))
    return (agreeing.kappa(parts) if parts else None), len(marked), agreeing.outliers(marked, book)


def handed_in() -> list[tuple[Batch, File, list[str]]]:
    """Every sheet of every batch that was handed in, the oldest batch first."""
    found_ = []
    for batch in _batches(Case.objects.filter(procedure="evaluation", state="handed_in").order_by("opened_at", "id")):
        marked = batch.marks
        found_ += [(batch, file, marked[file.number]) for file in batch.files]
    return found_


def _batch(row: Case) -> Batch:
    return _batches([row])[0]


def _batches(rows: Iterable[Case]) -> list[Batch]:
    days = calendar()
    return [_seen(one, days) for one in views(list(rows))]


def _seen(one: CaseView, days: WorkCalendar) -> Batch:
    assigned = one.events[0]
    book = evaluation_rules(assigned.on)
    written_down = marks_in(About(one.id, "", one.events))
    points = {number: total(marks, book) for number, marks in written_down.items()}
    closes = days.after(assigned.on, working_days("evaluation.working_days", assigned.on)).on
    return Batch(one.id, str(assigned.said["round"]), str(assigned.said["evaluator"]), one.state, one.state_label, closes, files_in(assigned.said["files"]), points, assigned.on, written_down)


def _masked(file: File) -> tuple[Item, ...]:
    """The application as handed in, typed lines included; name and code of the company struck out wherever they were typed."""
    firm = registry.companies([file.subject])[file.subject]
    sheet = outlines([found(file.case)])[file.case][0].said.get("sheet")
    typed = dict(str(line).split("：", 1) for line in sheet if "：" in str(line)) if isinstance(sheet, list) else {}
    made = []
    for item in star_application(file.subject):
        value = typed.get(item.label, item.value).removesuffix(_TYPED)
        for told in (firm.name, firm.credit_code):
            value = value.replace(told, "××") if told else value
        made.append(Item(item.part, item.code, item.label, value))
    return tuple(made)
