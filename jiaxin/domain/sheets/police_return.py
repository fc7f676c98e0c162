"""公安核验回执 — what the police returned for a batch of identity checks: 通过, 异常 or 查无.

A masked or missing identity number is no error here: the row is handed to the resolver, which asks a person
whom it concerns. Without a batch number nobody can trace the answer, so that is an error.

Source  商务部–公安部 background check; the return is official, its facts carry that standing.
Not here  reasons: a return with case details is stripped to status and date.
"""

from dataclasses import replace

from jiaxin.domain.sheets.narrowing import only
from jiaxin.domain.sheets.people import ID_NUMBER, NAME
from jiaxin.domain.sheets.sheet import Column, SheetKind

SHEET = SheetKind(
    code="police-return",
    label="公安核验回执",
    titles=("核验回执", "公安", "核验反馈", "身份核验", "比对结果", "核查反馈"),
    requires=(("result", "checked_on", "id_number"), ("result", "checked_on", "name")),
    anchors=("name", "id_number"),
    columns=(
        replace(NAME, nothing=False),
        ID_NUMBER,
        Column(
            "result",
            "identity.check.result",
            required=True,
            topic=r"(?:身份|背景)?(?:信息)?(?:核验|核查|比对|反馈|审核|审查|核实)(?:情况|结论|结果|状态)",
        ),
        Column(
            "checked_on",
            "identity.check.checked_on",
            required=True,
            topic=r"(?:核验|核查|比对|反馈|审核|回执)(?:完成|反馈)?(?:日期|时间|日)",
        ),
        Column(
            "batch_no",
            "identity.check.batch_no",
            topic=r"(?:核验|核查|比对|反馈|回执)?(?:批次|批号|回执单?|反馈单)(?:编号|编码|号码?|号)?",
        ),
        Column("method", "identity.check.method", topic=r"(?:核验|核查|比对)(?:途径|渠道|方式|来源)"),
        Column(
            "valid_through",
            "identity.check.valid_through",
            topic=r"(?:核验|核查|结果|核验结果)?有效(?:期限?|期至|期止|日期|至)",
        ),
        Column("remark", label="备注", reads="long_text"),
    ),
    checks=(
        "name-missing",
        "id-to-resolver",
        "batch-missing",
        "closed:result",
        "return-duplicate",
        "date-future",
    ),
    composes=only("identity.check"),
)
