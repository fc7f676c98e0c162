"""用工关系 — a spell with one company (the fact's `company`), or on her own account.

Source  国办发〔2019〕30号 (员工制); 商务部令2012年第11号 Art. on worker files.
Window  from `started_on` until `ended_on`; without an end it goes on.
Silent  a roster in which she no longer appears ends nothing: only a human tick does.
Not here  the company's own data (company.registration).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="employment",
    label="用工关系",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="国办发〔2019〕30号；商务部令2012年第11号",
    fields=(
        Field(
            "employment_mode",
            "用工形式",
            "employment_mode",
            ("用工方式", "用工类型", "用工性质", "从业方式"),
            sight=Sight.PUBLIC,
            measured=True,
            words=(
                ("员工制", "员工"),
                ("中介制", "中介"),
                ("派遣", "劳务派遣", "派遣制"),
                ("个体", "个体经营", "个体户"),
                ("平台灵活就业", "灵活就业", "平台用工"),
            ),
        ),
        Field(
            "started_on",
            "从业起始年月",
            "month_or_date",
            ("入行时间", "从业时间", "起始年月", "入职日期", "入职时间", "上岗时间", "从业开始时间"),
            sight=Sight.AUTHORISED,
            measured=True,
        ),
        Field(
            "ended_on", "离职日期", "date", ("离职时间", "解约日期", "退出日期"), sight=Sight.AUTHORISED, measured=True
        ),
    ),
    key=("company", "started_on"),
    happened="started_on",
    objection="objection",
    evidence="劳动合同或服务协议",
    submitters=("worker", "company", "street", "grid", "bureau"),
)
