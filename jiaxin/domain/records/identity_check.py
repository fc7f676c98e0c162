"""身份核验 — whether the identity behind a file was confirmed by the police, and when.

Source  national worker record, item 身份真伪 (商服贸规函〔2020〕191号 and the 2019 opinion); nobody types it:
        it is returned by the check of the ministry of commerce and the ministry of public security.
Window  `valid_through` as returned; where the return names none, the rulebook says how long it counts.
        `id_valid_through`: last day of the identity card itself, where the return names it; a card without an end has none.
Not here  criminal background (background.check), the number itself (profile).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="identity.check",
    label="身份核验",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="商务部、公安部家政服务员背景核查；DB33/T 2396-2021",
    fields=(
        Field(
            "result",
            "核验结果",
            "choice",
            ("身份核验结果", "比对结果", "核查结果", "核验结论", "结果"),
            sight=Sight.AUTHORISED,
            measured=True,
            required=True,
            choices=("passed", "abnormal", "not_found", "pending"),
            words=(
                ("通过", "一致", "正常", "核验通过", "比对一致", "相符"),
                ("异常", "不一致", "比对不一致", "核验异常", "不符", "不通过"),
                ("查无", "查无此人", "无记录", "库中无此号"),
                ("待核验", "待核查", "核验中"),
            ),
        ),
        Field(
            "method",
            "核验方式",
            "choice",
            ("核查方式", "比对方式"),
            sight=Sight.AUTHORISED,
            words=(("公安比对", "公安核验", "部级比对"), ("人证核验", "人证合一"), ("窗口核验", "现场核验")),
        ),
        Field(
            "checked_on",
            "核验日期",
            "date",
            ("核验时间", "比对日期", "核查日期", "反馈日期", "回执日期"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
        ),
        Field(
            "batch_no",
            "核验批次号",
            "code_text",
            ("批次号", "批次编号", "回执批次", "反馈批次", "回执编号"),
            sight=Sight.REGULATOR,
        ),
        Field(
            "valid_through",
            "有效期至",
            "date",
            ("核验有效期至", "有效期", "有效期止"),
            sight=Sight.PUBLIC,
            measured=True,
        ),
        Field("id_valid_through", "身份证有效期至", "date", ("身份证件有效期至", "身份证有效期", "证件有效期至")),
    ),
    key=("checked_on", "method"),
    happened="checked_on",
    retention="identity-check",
    objection="objection",
    evidence="核验回执批次",
    submitters=("department:police", "bureau"),
)
