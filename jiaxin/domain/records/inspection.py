"""检查结果 — an inspection (双随机、专项检查): result, issues, and the day they were put right.

Unit    issues counted.
Source  国市监信发〔2022〕6号 (differentiated inspection); results are published within the rulebook's working days.
Silent  a passed inspection is a fact like any other; only issues and failures weigh.
Not here  the draw (governance), penalties that follow (penalty).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="inspection",
    label="检查结果",
    subject="any",
    tone=Tone.ADVERSE,
    basis=Basis.STATUTE,
    source="国市监信发〔2022〕6号",
    fields=(
        Field("inspection_no", "检查编号", "code_text", ("检查单号", "检查任务编号"), required=True),
        Field("inspected_on", "检查日期", "date", ("检查时间",), sight=Sight.PUBLIC, measured=True, required=True),
        Field(
            "result",
            "检查结论",
            "choice",
            ("检查结果",),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
            choices=("passed", "issues", "failed"),
            words=(("合格", "通过"), ("发现问题", "责令整改", "存在问题"), ("不合格", "未通过")),
        ),
        Field(
            "issues_count",
            "问题数",
            "whole_number",
            ("发现问题数", "问题数量"),
            unit="项",
            measured=True,
            bounds=(0, 1000),
        ),
        Field("rectified_on", "整改完成日期", "date", ("整改日期", "整改完成时间"), sight=Sight.PUBLIC, measured=True),
    ),
    key=("inspection_no",),
    happened="inspected_on",
    retention="inspection",
    objection="objection",
    evidence="检查记录",
    submitters=("department:market", "department:labour", "department:civil", "street", "bureau"),
)
