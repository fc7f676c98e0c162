"""公安核验回执 — what the police returned for a batch of identity checks: 通过, 异常 or 查无.

The same list may carry the state of the background check and its day, and nothing more about it.

A masked or missing identity number is no error here: the row is handed to the resolver, which asks a person
whom it concerns. Without a batch number nobody can trace the answer, so that is an error.

Source  商务部–公安部 background check; the return is official, its facts carry that standing.
Not here  reasons: a return with case details is stripped to status and date.
"""

from jiaxin.domain.sheets.narrowing import only
from jiaxin.domain.sheets.sheet import Column, SheetKind

SHEET = SheetKind(
    code="police-return",
    label="公安核验回执",
    titles=("核验回执", "公安", "核验反馈", "身份核验", "比对结果", "核查反馈"),
    requires=(("result", "checked_on", "id_number"), ("result", "checked_on", "name")),
    anchors=("name", "id_number"),
    columns=(
        Column("name", "profile.name", nothing=False, personal=True),
        Column("id_number", "profile.id_number", personal=True),
        Column("result", "identity.check.result", required=True),
        Column("checked_on", "identity.check.checked_on", required=True),
        Column("batch_no", "identity.check.batch_no"),
        Column("method", "identity.check.method"),
        Column("valid_through", "identity.check.valid_through"),
        Column("background_result", "background.check.result", label="背景核查结果", aliases=("背景核查", "背景核查状态")),
        Column("background_checked_on", "background.check.checked_on", label="背景核查日期", aliases=("背景核查时间",)),
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
    composes=only("identity.check", "background.check"),
)
