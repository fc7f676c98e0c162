"""互换授权 — that she agrees, or no longer agrees, that one named platform is given her records, or is asked for them.

Source  PIPL Art. 23 (to another processor: told who, separate consent), Art. 45 (her right to take her data along).
Window  until the day that is written in it; the latest word about a platform and direction counts.
Not here  what is exchanged (domain/exchange), the consents to our own keeping (consent).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Tone

KIND = Kind(
    code="transfer.consent",
    label="互换授权",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="《个人信息保护法》第23、45条",
    fields=(
        Field("peer", "对方平台", "code_text", required=True),
        Field("direction", "方向", "choice", required=True, choices=("give", "ask"), words=(("提供给对方",), ("请对方发来",))),
        Field("purpose", "用途", "code_text", required=True),
        Field("agreed", "是否同意", "yes_no", required=True, words=(("同意", "是"), ("撤回", "否"))),
        Field("agreed_until", "同意到", "date", required=True),
    ),
    key=("peer", "direction", "purpose"),
    submitters=("worker",),
)
