"""批次撤销 — a batch that landed is taken back by correcting its facts; nothing is deleted.

Source  PIPL Art. 46; district rule: within the days of the intake rules.
Not here  finding the facts of the batch and keeping its state (intake), claims nobody confirmed
(claim_confirmation), writing corrections in resumable chunks (ledger).
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.rulebooks.periods import UNDO

_RULE = "《个人信息保护法》第46条；本区批次撤销规则"
_JOB = (P.BATCH_UNDO, P.JOB_RUN)


def _records(about: About, step: Step) -> Sequence[Fact]:
    """One correction an entry, in the name of who asked; `entries` holds `subject:entry:company` of this chunk."""
    triples = about.events[-1].said.get("entries")
    if not isinstance(triples, list):
        raise Refused("procedure.needs", "撤销批次时没有给出要更正的记录", "请按批次重新发起撤销")
    asked = next((e for e in about.events if e.verb == "ask"), None)
    found = []
    for triple in triples:
        subject, entry, company = str(triple).split(":")
        clear = {"of": entry, "reason": "batch_undone"}
        found.append(recorded(about, step, clear, (entry,), subject, by=asked, company=company))
    return found


PROCEDURE = Procedure(
    code="batch-undo",
    label="批次撤销",
    states={"landed": "已入库", "undoing": "撤销中", "undone": "已撤销"},
    records=_records,
    rests=("landed",),
    steps=(
        Step("land", "入库", ("",), "landed", (P.BATCH_ACCEPT,), _RULE, needs=("batch",)),
        Step("ask", "申请撤销", ("landed",), "undoing", (P.BATCH_UNDO,), _RULE, only_within=UNDO),
        Step("correct", "逐段更正", ("undoing",), "undoing", _JOB, _RULE, needs=("entries",), records="correction"),
        Step("finish", "撤销完成", ("undoing",), "undone", _JOB, _RULE, within="undo_finish"),
    ),
)
