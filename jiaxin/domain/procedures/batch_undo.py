"""批次撤销 — a batch that landed is taken back by correcting its facts; nothing is deleted.

Source  PIPL Art. 46; district rule: within 30 days of landing. ASSUMED: two working days for each chunk.
Not here  the 30 days and finding the facts of the batch (intake), writing corrections in resumable chunks (ledger).
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

_RULE = "《个人信息保护法》第46条；本区批次撤销规则"


def _records(about: About, step: Step) -> Sequence[Fact]:
    """One correction an entry: `entries` holds `subject:entry` pairs of this chunk."""
    pairs = about.said("entries")
    if not isinstance(pairs, list):
        raise Refused("procedure.needs", "撤销批次时没有给出要更正的记录", "请按批次重新发起撤销")
    found = []
    for pair in pairs:
        subject, _, entry = str(pair).partition(":")
        found.append(recorded(about, step, {"of": entry, "reason": "batch_undone"}, (entry,), subject))
    return found


PROCEDURE = Procedure(
    code="batch-undo",
    label="批次撤销",
    states={"asked": "已申请撤销", "undoing": "撤销中", "undone": "已撤销", "kept": "保留"},
    records=_records,
    steps=(
        Step("ask", "申请撤销", ("",), "asked", (P.BATCH_UNDO,), _RULE, needs=("batch", "why")),
        Step(
            "correct",
            "逐批更正",
            ("asked", "undoing"),
            "undoing",
            (P.BATCH_UNDO, P.JOB_RUN),
            _RULE,
            within=2,
            needs=("entries",),
            records="correction",
        ),
        Step("finish", "撤销完成", ("undoing",), "undone", (P.BATCH_UNDO, P.JOB_RUN), _RULE),
        Step("keep", "不撤销了", ("asked",), "kept", (P.BATCH_UNDO,), _RULE),
    ),
)
