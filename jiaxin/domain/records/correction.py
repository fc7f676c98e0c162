"""更正 — takes an earlier entry out of force; the entry itself stays where it is.

Source  PIPL Art. 46 (right to correction); design: a batch is undone by correcting facts, not by deleting.
Silent  says nothing new: what is right instead is a fact of its own.
Not here  who may correct (procedures), erasure of a person (access: keys are destroyed).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="correction",
    label="更正",
    subject="any",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《个人信息保护法》第46条",
    fields=(
        Field("of", "被更正的记录", "code_text", sight=Sight.AUTHORISED, required=True),
        Field(
            "reason",
            "更正原因",
            "choice",
            sight=Sight.AUTHORISED,
            required=True,
            choices=(
                "batch_undone",
                "wrong_person",
                "wrong_value",
                "objection_upheld",
                "repaired",
                "revoked",
                "duplicate",
                "lapsed",
                "unfit",
                "source_doubted",
            ),
            words=(
                ("批次撤销",),
                ("张冠李戴", "人员有误"),
                ("内容有误",),
                ("异议成立",),
                ("信用修复",),
                ("原决定被撤销",),
                ("重复",),
                ("逾期未确认",),
                ("内容不当", "隐藏"),
                ("来源存疑",),
            ),
        ),
        Field("note", "更正说明", "long_text", sealed=True),
    ),
    key=("of",),
)
