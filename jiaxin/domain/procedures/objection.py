"""异议 — she says that a record is wrong; it is marked at once wherever it is shown, and answered on the clock.

Source  《上海市社会信用条例》第36条, 《深圳经济特区社会信用条例》第50–51条: two selectable packs of clocks.
Silent  while it runs nothing adverse may be done on the ground of the record; what is public stays, with its mark.
Not here  appeal to the authority that decided (its letter names the way), the right value (a fact of its own).
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT

_LAW = "《上海市社会信用条例》第36条；《深圳经济特区社会信用条例》第50、51条；《个人信息保护法》第46条"
_HANDLE = (P.OBJECTION_HANDLE,)
_WITH = ("with_provider", "extended")


def _records(about: About, step: Step) -> Sequence[Fact]:
    entry = str(about.said("entry"))
    mark = "disputed" if step.verb == "raise" else "settled"
    clear = {"of": entry, "mark": mark, "case_no": about.case}
    said = [recorded(about, step, clear, (entry, mark, about.case), kind="objection.mark")]
    if step.records == "correction":
        reason = "revoked" if step.verb == "revoke" else "objection_upheld"
        said.append(recorded(about, step, {"of": entry, "reason": reason}, (entry,)))
    return said


PROCEDURE = Procedure(
    code="objection",
    label="异议",
    states={
        "marked": "异议中",
        "with_provider": "提供单位核查中",
        "extended": "延期核查中",
        "corrected": "异议成立，已更正",
        "refused": "维持原记录",
        "dropped": "本人撤回",
    },
    records=_records,
    steps=(
        Step("raise", "提出异议", ("",), "marked", (P.OBJECTION_RAISE,), _LAW, needs=("entry", "why", "kind_of_entry?", "evidence?"), records="objection.mark", tells=SUBJECT),
        Step("fix", "本平台有误，更正", ("marked",), "corrected", _HANDLE, _LAW, within="objection.own_error", since="raise", needs=("why",), unlike=("raise",), records="correction", tells=SUBJECT),
        Step("forward", "转提供单位核查", ("marked",), "with_provider", _HANDLE, _LAW, within="objection.forward", since="raise", needs=("handed_to",), tells=SUBJECT),
        Step("extend", "经负责人批准延期", ("with_provider",), "extended", _HANDLE, _LAW, where="objection.extension", at_most=1, needs=("why",), tells=SUBJECT),
        Step("correct", "提供单位更正", ("with_provider",), "corrected", _HANDLE, _LAW, within="objection.provider", since="forward", needs=("why",), unlike=("raise",), records="correction", tells=SUBJECT),
        Step("correct", "提供单位更正", ("extended",), "corrected", _HANDLE, _LAW, within="objection.extension", needs=("why",), unlike=("raise",), records="correction", tells=SUBJECT),
        Step("refuse", "维持原记录", ("marked", "with_provider"), "refused", _HANDLE, _LAW, within="objection.provider", since="forward", needs=("why", "basis"), unlike=("raise",), records="objection.mark", tells=SUBJECT),
        Step("refuse", "维持原记录", ("extended",), "refused", _HANDLE, _LAW, within="objection.extension", needs=("why", "basis"), unlike=("raise",), records="objection.mark", tells=SUBJECT),
        Step("revoke", "原决定已被撤销", ("marked", *_WITH), "corrected", _HANDLE, _LAW, needs=("document_no",), unlike=("raise",), records="correction", tells=SUBJECT),
        Step("drop", "本人撤回", ("marked", *_WITH), "dropped", (P.OBJECTION_RAISE,), _LAW, records="objection.mark"),
    ),
)  # fmt: skip
