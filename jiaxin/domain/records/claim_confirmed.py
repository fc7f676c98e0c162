"""本人确认 — she confirmed what others had said about her; the claim's facts stand from here on.

Source  PIPL Art. 13–14; design: what others say about a person is a claim until she confirms.
Not here  which facts belong to the claim (each fact carries its claim's id).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="claim.confirmed",
    label="本人确认",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《个人信息保护法》第13、14条",
    fields=(
        Field("claim", "待确认事项", "code_text", required=True),
        Field(
            "method",
            "确认方式",
            "choice",
            required=True,
            choices=("phone", "counter", "field", "paper"),
            words=(("本人手机",), ("窗口",), ("网格上门",), ("纸质授权书",)),
        ),
        Field("evidence", "确认凭证", "file", sight=Sight.REGULATOR),
        Field("grid", "所在网格", "region", sight=Sight.REGULATOR, derived=True),
    ),
    key=("claim",),
    evidence="签名或授权书扫描件",
)
