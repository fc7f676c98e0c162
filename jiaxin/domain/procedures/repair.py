"""信用修复 — the duty is done, the shortest time is over: publication, sharing and measures end everywhere in step.

Source  《信用修复管理办法》（国家发展改革委令第36号）: conditions and shortest periods; 《深圳经济特区社会信用条例》第81–82条:
        accepted at once, one list of what is missing, decided in three working days, free of charge.
Silent  谁认定、谁修复: the authority that made the finding decides.
        Nobody types that an item is gone: the system looks at every place and the case keeps each receipt.
Not here  the periods (rulebooks/publication), the receipts of surfaces and partners (exchange).
"""

from collections.abc import Sequence
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT
from jiaxin.domain.records.kind import Shelf
from jiaxin.domain.rulebooks.publication import publication_rules

_LAW = "《信用修复管理办法》（国家发展改革委令第36号）；《深圳经济特区社会信用条例》第81、82条"


def possible_from(penalty_class: str, decided_on: date) -> date:
    """The first day on which repair may be applied for."""
    return publication_rules().of(penalty_class).repair_from(decided_on)


def _checks(about: About, step: Step) -> None:
    if step.verb not in ("apply", "supply", "grant"):
        return
    on = about.events[-1].on
    decided = date.fromisoformat(str(about.said("decided_on")))
    first = possible_from(str(about.said("penalty_class")), decided)
    if on < first:
        raise Refused("repair.too-early", f"最短公示期未满，{first} 起才能申请信用修复", f"请在 {first} 或之后申请")
    done = date.fromisoformat(str(about.said("duties_done")))
    if done > on:
        raise Refused("repair.duties", "法定义务履行完毕的日期还没有到", "请在全部义务履行完毕后再申请")


def _records(about: About, step: Step) -> Sequence[Fact]:
    entry = str(about.said("entry"))
    return [recorded(about, step, {"of": entry, "reason": "repaired"}, (entry,))]


PROCEDURE = Procedure(
    code="repair",
    label="信用修复",
    shelf=Shelf.PUBLIC,
    states={
        "applied": "已申请",
        "incomplete": "待补材料",
        "accepted": "已受理",
        "granted": "准予修复，同步中",
        "done": "已修复",
        "refused": "不予修复",
        "dropped": "已撤回",
    },
    records=_records,
    checks=_checks,
    steps=(
        Step("apply", "申请修复", ("",), "applied", (P.REPAIR_APPLY,), _LAW, needs=("entry", "penalty_class", "decided_on", "duties_done", "commitment", "evidence?")),
        Step("ask", "一次告知需补材料", ("applied",), "incomplete", (P.REPAIR_HANDLE,), _LAW, within="repair_accept", at_most=1, needs=("items",), tells=SUBJECT),
        Step("supply", "补齐材料", ("incomplete",), "applied", (P.REPAIR_APPLY,), _LAW, needs=("given", "evidence?")),
        Step("accept", "受理", ("applied",), "accepted", (P.REPAIR_HANDLE,), _LAW, within="repair_accept", tells=SUBJECT),
        Step("grant", "准予修复", ("accepted",), "granted", (P.REPAIR_DECIDE,), _LAW, within="repair_decide", unlike=("apply", "accept"), needs=("document_no",), records="correction", lifts=True, tells=SUBJECT),
        Step("refuse", "不予修复", ("accepted",), "refused", (P.REPAIR_DECIDE,), _LAW, within="repair_decide", unlike=("apply", "accept"), needs=("basis", "why"), tells=SUBJECT),
        Step("spread", "确认各处已停止展示", ("granted",), "done", (P.JOB_RUN,), _LAW, within="repair_spread", needs=("reached",), tells=SUBJECT),
        Step("drop", "撤回申请", ("applied", "incomplete", "accepted"), "dropped", (P.REPAIR_APPLY,), _LAW),
    ),
)  # fmt: skip
