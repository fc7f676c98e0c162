"""原平台记录 — what an older platform's export says of a worker: kept as it was said, unverified, counting for nothing.

Source  交接清单 of the older platform; PIPL Art. 8 (accuracy) forbids to take it over as checked.
Silent  in every score, colour and certificate line: no rule reads this kind, whatever the old platform called verified.
Not here  who she is and where she works (profile, employment, said by the same export), where her old code leads
(publication).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="legacy.record",
    label="原平台记录",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="《个人信息保护法》第8条；本区原平台数据交接清单",
    fields=(
        Field(
            "old_code",
            "旧码",
            "code_text",
            ("原码", "旧编码", "原编码", "原平台编码", "原平台编号", "旧平台编号", "旧码编号", "原二维码编号", "老系统编号", "原系统编号", "原服务证号"),
            sealed=True,
            required=True,
        ),
        Field("legacy_platform", "原平台名称", "text", ("原平台", "旧平台", "原系统", "老系统", "来源平台", "来源系统", "数据来源")),
        Field("legacy_verified", "原平台核验状态", "as_said", ("核验状态", "实名状态", "实名认证", "认证状态", "是否实名", "核验结果"), sealed=True),
        Field("legacy_score", "原平台评分", "as_said", ("信用分", "原信用分", "评分", "信用评分", "原评分", "综合评分", "原信用等级"), sealed=True),
        Field("legacy_orders", "原平台接单数", "as_said", ("接单数", "累计接单", "订单数", "历史订单数", "接单量"), sealed=True),
        Field("legacy_complaints", "原平台投诉数", "as_said", ("投诉数", "累计投诉", "历史投诉", "投诉次数"), sealed=True),
        Field("legacy_health", "原平台健康证", "as_said", ("健康证到期日", "健康证有效期至", "健康证有效期", "健康证状态", "健康证"), sealed=True),
        Field("legacy_insurance", "原平台保险", "as_said", ("保险到期日", "保险有效期至", "保险有效期", "保险状态", "保险"), sealed=True),
        Field("legacy_certificate", "原平台证书", "as_said", ("证书", "技能证书", "职业资格", "持证情况"), sealed=True),
        Field("exported_on", "导出日期", "date", ("导出时间", "数据日期", "截止日期", "统计日期")),
    ),
    key=("old_code",),
    happened="exported_on",
    evidence="原平台数据交接清单",
    submitters=("bureau", "street", "company", "association"),
)
