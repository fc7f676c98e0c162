"""对接单位变更 — that a peer of the exchange was entered, changed, distrusted or trusted again: what, digest, the two who signed.

Source  《网络数据安全管理条例》第12条 (who receives data is agreed and kept on record); 三员分立 of GB/T 22239-2019.
Not here  the peer's keys and what it may exchange (apps/exchange), the workflow (procedures/peer_change).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="peer.changed",
    label="对接单位变更",
    subject="region",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《网络数据安全管理条例》第12条",
    fields=(
        Field("peer", "对接单位", "code_text", sight=Sight.REGULATOR, required=True),
        Field("change", "变更编号", "code_text", sight=Sight.REGULATOR, required=True),
        Field(
            "what",
            "变更事项",
            "choice",
            sight=Sight.REGULATOR,
            required=True,
            choices=("enter", "edit", "key", "withdraw-key", "distrust", "trust"),
            words=(("登记",), ("改约定",), ("换密钥",), ("停用密钥",), ("停止信任",), ("恢复信任",)),
        ),
        Field("digest", "变更摘要", "code_text", sight=Sight.REGULATOR, required=True),
        Field("proposed_by", "提出人", "code_text", sight=Sight.REGULATOR, required=True),
        Field("approved_by", "批准人", "code_text", sight=Sight.REGULATOR, required=True),
    ),
    key=("change",),
)
