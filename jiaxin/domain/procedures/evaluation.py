"""第三方评估批次 — a masked batch is assigned to one evaluator, marked file by file, handed in before it closes by itself.

Source  安徽省家政星级评定 (第三方评审); the district's rules of third-party evaluation. ASSUMED: working days a batch is open.
Silent  what an evaluator writes is read by nobody else before the batch is handed in; a batch that has run out or was
        taken back opens for nobody any more. The points are evidence for the star procedure and decide nothing.
Not here  what is shown of a file (stars/evaluation), who the evaluators are (permissions).
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.stars import evaluation as sheets

_RULE = "本区第三方评估办法"
_OPEN = "evaluation.working_days"


def _book(about: About) -> Rulebook:
    return sheets.evaluation_rules(about.events[0].on)


def marks_in(about: About) -> dict[str, list[str]]:
    """The latest marks of each file."""
    marked = {}
    for event in about.events:
        given = event.said.get("marks")
        if event.verb == "mark" and isinstance(given, list):
            marked[str(event.said["file"])] = [str(line) for line in given]
    return marked


def _checks(about: About, step: Step) -> None:
    files = {one.number for one in sheets.files_in(about.said("files"))}
    event = about.events[-1]
    if step.verb == "assign" and len(files) > (most := int(_book(about).data["batch"]["most_files"])):
        raise Refused("evaluation.too-many", f"一批最多 {most} 家，选了 {len(files)} 家", "请分成几批")
    if step.verb in ("mark", "hand_in") and event.actor != about.said("evaluator"):
        raise Refused("access.absent", "没有找到这一批评估。", "请从“我的评估”进入。")
    if step.verb == "mark":
        if event.said.get("file") not in files:
            raise Refused("evaluation.file", "这一批里没有这个序号", "请从批次页面进入")
        given = event.said["marks"]
        sheets.total([str(line) for line in given] if isinstance(given, list) else [], _book(about))
    if step.verb == "hand_in" and (left := sorted(files - set(marks_in(about)))):
        raise Refused("evaluation.unmarked", f"还有 {len(left)} 家没有评分：{left[0]} 号", "每一家都评完再交")


def _records(about: About, step: Step) -> Sequence[Fact]:
    on, book, marked = about.events[-1].on.isoformat(), _book(about), marks_in(about)
    return [
        recorded(
            about, step,
            {"evaluation_no": f"{about.case}-{one.number}", "evaluated_on": on, "evaluation_points": sheets.total(marked[one.number], book), "sheet_version": book.version},
            (f"{about.case}-{one.number}",), subject=one.subject, evidence=(one.case,),
        )
        for one in sheets.files_in(about.said("files"))
    ]  # fmt: skip


PROCEDURE = Procedure(
    code="evaluation",
    label="第三方评估",
    states={"assigned": "评估中", "handed_in": "已交回", "expired": "已到期关闭", "recalled": "已收回"},
    records=_records,
    checks=_checks,
    steps=(
        Step("assign", "派发评估", ("",), "assigned", (P.EVALUATION_ASSIGN,), _RULE, needs=("round", "evaluator", "files")),
        Step("mark", "评一家", ("assigned",), "assigned", (P.EVALUATION_MARK,), _RULE, closes_after=_OPEN, blind="handed_in", needs=("file", "marks")),
        Step("hand_in", "交回", ("assigned",), "handed_in", (P.EVALUATION_MARK,), _RULE, closes_after=_OPEN, records="star.evaluation"),
        Step("recall", "收回", ("assigned",), "recalled", (P.EVALUATION_ASSIGN,), _RULE, needs=("why",)),
        Step("expire", "到期关闭", ("assigned",), "expired", (P.JOB_RUN,), _RULE, opens_after=_OPEN, by_itself=True),
    ),
)  # fmt: skip
