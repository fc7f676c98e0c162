"""入户确认 — the family confirmed at the door that this person came, for this order.

Source  Zhejiang 安心码: the consumer scans and confirms entry; Anhui 上门亮码→客户扫码→评价.
Not here  the scan log (publication), the rating (rating).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="visit",
    label="入户确认",
    subject="worker",
    tone=Tone.FAVOURABLE,
    basis=Basis.TRANSACTION,
    source="DB33/T 2396-2021；安徽《放心家政行动方案》（2022）",
    fields=(
        Field("order_no", "订单号", "code_text", ("订单编号", "合同编号", "服务单号"), required=True),
        Field("confirmed_on", "确认日期", "date", ("入户日期", "上门日期", "确认时间"), measured=True, required=True),
        Field(
            "method",
            "确认方式",
            "choice",
            ("亮码方式",),
            choices=("scan", "phone", "paper"),
            words=(("扫码", "亮码"), ("手机验证", "短信"), ("纸质", "签字")),
        ),
    ),
    key=("order_no", "confirmed_on"),
    happened="confirmed_on",
    submitters=("household", "worker", "company"),
)
