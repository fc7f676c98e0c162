"""可疑核查结论 — what a person found who looked at a household whose orders were suspected of being staged.

Source  《深圳经济特区社会信用条例》第29条 (no automatic consequence); design: suspicion weighs down and asks for a look.
Silent  it punishes nobody: found genuine, the household's ratings weigh in full again; found staged, they weigh nothing.
Window  the latest finding stands.
Not here  why it was suspected (domain/reputation), consequences for a company that bought praise (procedures).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="suspicion.finding",
    label="可疑评价核查",
    subject="household",
    tone=Tone.NEUTRAL,
    basis=Basis.SYSTEM,
    source="《深圳经济特区社会信用条例》第29条",
    fields=(
        Field(
            "finding",
            "核查结论",
            "choice",
            sight=Sight.REGULATOR,
            measured=True,
            required=True,
            choices=("genuine", "staged", "unclear"),
            words=(("真实订单",), ("虚构订单或评价",), ("无法判断",)),
        ),
        Field(
            "ground",
            "核查依据",
            "choice",
            sight=Sight.REGULATOR,
            required=True,
            choices=("called", "papers", "visited", "company"),
            words=(("电话核实",), ("查阅合同和付款凭证",), ("上门核实",), ("约谈企业",)),
        ),
        Field("note", "核查说明", "long_text", sight=Sight.REGULATOR, sealed=True),
    ),
    objection="objection",
)
