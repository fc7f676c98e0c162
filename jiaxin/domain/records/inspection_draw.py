"""抽查公示 — a list of firms was fixed before the public number was known; later the number was, and who was drawn.

Entered in the record at both moments, so that the order of list and number can be proved to anybody from the log.
Source  国市监信发〔2022〕6号; 双随机、一公开.
Not here  the list itself (its digest is here, its text is public with the draw), the visit (inspection).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="inspection.draw",
    label="抽查公示",
    subject="region",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="国市监信发〔2022〕6号",
    fields=(
        Field("round_no", "抽查批次", "code_text", sight=Sight.PUBLIC, required=True),
        Field("stage", "环节", "choice", sight=Sight.PUBLIC, required=True, choices=("committed", "drawn"), words=(("固定名单",), ("抽取",))),
        Field("list_digest", "名单摘要", "code_text", sight=Sight.PUBLIC, required=True),
        Field("public_number", "公开随机数", "code_text", sight=Sight.PUBLIC),
        Field("drawn_digest", "抽取结果摘要", "code_text", sight=Sight.PUBLIC),
    ),
    key=("round_no", "stage"),
)
