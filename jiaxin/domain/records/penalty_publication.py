"""公示决定 — that a minor item is published after all, by whom and until when; without it a minor item is never shown.

Source  《信用修复管理办法》（国家发展改革委令第36号）: 轻微 in principle not published, if really needed at most 3 months.
Window  until `until_on`, on which it is gone.
Not here  general and severe items: they are published by the law itself (rulebooks/publication).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Sight, Tone

KIND = Kind(
    code="penalty.publication",
    label="公示决定",
    subject="any",
    tone=Tone.ADVERSE,
    basis=Basis.SYSTEM,
    source="《信用修复管理办法》（国家发展改革委令第36号）",
    fields=(
        Field("of", "公示的处罚记录", "code_text", sight=Sight.AUTHORISED, required=True),
        Field("document_no", "决定书文号", "code_text", sight=Sight.AUTHORISED, required=True),
        Field("basis", "依据条款", "text", required=True),
        Field("until_on", "终止日期", "date", required=True),
    ),
    key=("of",),
    retention="penalty-publication",
    objection="objection",
    evidence="公示决定书",
    shelf=Shelf.PUBLIC,
)
