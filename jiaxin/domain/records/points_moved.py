"""社区积分 — one movement in the double-entry book of community points; a reversal is a movement of its own.

Unit    whole points.
Source  rules of community points (rulebooks/points-*.toml).
Silent  no score, grade, card or list reads it: points reward and never cost.
Bound   what comes into being names the entry of the record it comes from (`source_entry`), what goes the earnings it is taken
        from (`from_lots`: `号:分` each): the ledger refuses anything else (records/bound).
Not here  the book's arithmetic (incentives/points).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="points.moved",
    label="社区积分",
    subject="any",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="本区社区积分规则",
    fields=(
        Field("movement_no", "流水号", "whole_number", unit="号", required=True),
        Field("debit", "转出账户", "code_text", required=True),
        Field("credit", "转入账户", "code_text", required=True),
        Field("points", "积分", "whole_number", unit="分", required=True),
        Field("source_event", "来源事件", "code_text", required=True),
        Field("source_entry", "来源记录编号", "code_text"),
        Field("from_lots", "出自哪几笔积分", "code_text", many=True),
        Field("reverses", "冲正流水号", "whole_number", unit="号"),
    ),
    key=("movement_no",),
    bound=True,
)
