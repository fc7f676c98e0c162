"""授权书 — what she agreed to, in which wording, when, how, and when she took it back.

Source  PIPL Art. 13–17, 23, 29 (separate consent; withdrawn as easily as given), 信用信息授权书.
Silent  a withdrawal is the same consent with `withdrawn_on`; it never removes the record that it was given.
Not here  the texts of the versions (rulebooks), what stops after a withdrawal (publication).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="consent",
    label="信用信息授权书",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="《个人信息保护法》第13–17、23、29条",
    fields=(
        Field(
            "purposes",
            "授权事项",
            "choice",
            ("授权范围", "授权用途"),
            many=True,
            choices=("filing", "background", "health", "publication", "sharing", "points"),
            words=(("建档",), ("背景核查",), ("健康",), ("公开展示", "公示"), ("共享民政养老", "共享"), ("积分",)),
        ),
        Field("text_version", "授权书版本", "code_text", ("版本", "授权书版本号"), required=True),
        Field("text_digest", "授权书文本摘要", "code_text", ()),
        Field(
            "signed_on",
            "签署日期",
            "date",
            ("授权日期", "授权书签署日期", "签字日期", "授权时间"),
            measured=True,
            required=True,
        ),
        Field(
            "method",
            "签署方式",
            "choice",
            ("授权方式",),
            choices=("handwritten", "electronic", "fingerprint", "phone"),
            words=(("手写", "纸质"), ("电子签", "电子签名"), ("指模", "按手印"), ("手机验证", "短信确认")),
        ),
        Field("withdrawn_on", "撤回日期", "date", ("撤回授权日期", "撤销日期"), measured=True),
    ),
    key=("text_version", "signed_on"),
    happened="signed_on",
    evidence="授权书扫描件",
    submitters=("worker", "company", "street", "grid", "bureau"),
)
