"""投诉认定 — what a person decided about a complaint: responsible or not, and how serious.

Source  complaint counts only when upheld by a person (shape of 《深圳经济特区社会信用条例》 Art. 29, 39:
        reasons to the subject first); grading 一般/较重/严重 of the district's rulebook.
Window  counts from the decision and fades by the rulebook.
Not here  public penalties (penalty): an upheld complaint is an industry record, not 失信信息.
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Sight, Tone

KIND = Kind(
    code="complaint.finding",
    label="投诉认定",
    subject="any",
    tone=Tone.ADVERSE,
    basis=Basis.TRANSACTION,
    source="《深圳经济特区社会信用条例》第29、39条",
    fields=(
        Field("complaint_no", "投诉编号", "code_text", ("工单编号", "工单号", "投诉单号", "受理编号"), required=True),
        Field(
            "upheld",
            "是否有责",
            "yes_no",
            ("是否属实", "认定结果", "是否有责任", "责任认定", "处理结果"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
            words=(("有责", "属实", "是"), ("无责", "不属实", "否")),
        ),
        Field(
            "severity",
            "严重程度",
            "choice",
            ("责任程度", "情节", "投诉等级", "情节轻重"),
            measured=True,
            choices=("general", "heavier", "serious"),
            words=(("一般",), ("较重",), ("严重",)),
        ),
        Field(
            "decided_on",
            "认定日期",
            "date",
            ("办结日期", "办结时间", "认定时间", "处理日期"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
        ),
        Field("decided_by", "认定单位", "text", ("办理单位", "承办单位", "处理单位")),
    ),
    key=("complaint_no",),
    happened="decided_on",
    retention="complaint-finding",
    objection="objection",
    evidence="认定书或办结单",
    submitters=("department:market", "street", "association", "bureau"),
    shelf=Shelf.INDUSTRY,
)
