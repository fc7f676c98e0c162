"""行业措施 — what the industry does against one of its own: a reminder, a warning, a pause, a lower star.

An industry record and self-discipline, never 失信信息: a district cannot create a legal blacklist.
Source  《上海市社会信用条例》第27条, 《深圳经济特区社会信用条例》第18条 (业内警告、降级); ladder of the rules of procedure.
Window  from `from_on` until the day `until_on`, on which it is gone; none for what is done once.
Silent  cannot be written without notice, time to answer, basis and a lawful end (due_process).
Not here  penalties of authorities (penalty), the workflow (procedures/measure).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Tone

KIND = Kind(
    code="measure",
    label="行业措施",
    subject="any",
    tone=Tone.ADVERSE,
    basis=Basis.SYSTEM,
    source="《上海市社会信用条例》第27条；《深圳经济特区社会信用条例》第18条",
    fields=(
        Field(
            "measure",
            "措施",
            "choice",
            required=True,
            measured=True,
            choices=("reminder", "warning", "no_recommendation", "downgrade", "pledge_breach", "award_withdrawn"),
            words=(
                ("提醒并参加课程",),
                ("书面警示",),
                ("暂停评星和推荐",),
                ("降低星级",),
                ("认定违反承诺",),
                ("撤销荣誉称号",),
            ),
        ),
        Field("basis", "依据条款", "text", required=True),
        Field("document_no", "决定书文号", "code_text", required=True),
        Field("notice_no", "告知书编号", "code_text", required=True),
        Field("notified_on", "告知日期", "date", required=True),
        Field("heard_through", "陈述截止日期", "date", required=True),
        Field("from_on", "生效日期", "date", required=True, measured=True),
        Field("until_on", "终止日期", "date", measured=True),
        Field("clause", "违反的承诺条款", "code_text"),
        Field("star", "评定星级", "stars", unit="星", bounds=(1, 5)),
    ),
    key=("document_no",),
    happened="from_on",
    retention="measure",
    objection="objection",
    evidence="决定书",
    shelf=Shelf.INDUSTRY,
    due_process=True,
)
