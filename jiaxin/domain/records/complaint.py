"""投诉 — somebody complained; nothing is established yet.

Source  《广东省家政服务条例》 Art. 22 (duty to handle complaints); hotlines 12345 and 12315, company, platform.
Silent  a pending complaint counts in no score and is on no card; only its finding counts.
Not here  whether it was upheld (complaint.finding), the clock of its handling (procedures).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Sight, Tone

KIND = Kind(
    code="complaint",
    label="投诉",
    subject="any",
    tone=Tone.ADVERSE,
    basis=Basis.TRANSACTION,
    source="《广东省家政服务条例》第22条",
    fields=(
        Field(
            "complaint_no",
            "投诉编号",
            "code_text",
            ("工单编号", "工单号", "投诉单号", "受理编号", "诉求编号", "热线工单号"),
            required=True,
        ),
        Field(
            "topic",
            "投诉类别",
            "choice",
            ("诉求类别", "投诉类型", "问题类别", "投诉事项", "诉求分类"),
            measured=True,
            choices=(
                "quality",
                "manner",
                "fee",
                "contract",
                "breach",
                "safety",
                "privacy",
                "false_information",
                "other",
            ),
            words=(
                ("服务质量", "质量"),
                ("服务态度", "态度"),
                ("收费", "乱收费", "收费纠纷", "价格"),
                ("合同纠纷", "合同", "退费", "退款"),
                ("爽约", "中途弃单", "违约"),
                ("安全", "人身财产安全", "财物损失", "盗窃"),
                ("泄露隐私", "隐私"),
                ("虚假信息", "虚假宣传", "证件造假"),
                ("其他",),
            ),
        ),
        Field(
            "channel",
            "投诉渠道",
            "choice",
            ("来源", "投诉来源", "受理渠道", "诉求来源"),
            choices=("12345", "12315", "company", "platform", "bureau"),
            words=(
                ("12345", "12345热线", "市长热线"),
                ("12315", "12315热线"),
                ("企业", "公司"),
                ("平台",),
                ("商务局", "主管部门"),
            ),
        ),
        Field(
            "received_on",
            "受理日期",
            "date",
            ("投诉日期", "来电日期", "受理时间", "来电时间", "登记日期"),
            measured=True,
            required=True,
        ),
        Field(
            "text",
            "投诉内容",
            "long_text",
            ("诉求内容", "诉求描述", "来电内容", "问题描述", "主要内容"),
            sight=Sight.REGULATOR,
            sealed=True,
        ),
    ),
    key=("complaint_no",),
    happened="received_on",
    retention="complaint",
    objection="objection",
    evidence="工单",
    submitters=("household", "company", "department:market", "street", "association", "bureau"),
    shelf=Shelf.INDUSTRY,
)
