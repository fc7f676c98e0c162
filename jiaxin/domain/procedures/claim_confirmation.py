"""本人确认 — what others have said about her becomes fact when she confirms it, or is gone when she does not.

Source  PIPL Art. 13–14 and 17 (her own, informed consent); 代录 30 天未确认即失效 (validity rules).
Silent  refusing is as easy as confirming and needs no reason.
Not here  which facts belong to the claim (ledger), destroying the key of a lapsed claim (access).
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Channel, Fact, Standing
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

# how she confirmed → the door she came through, and how well that supports the facts
WAYS = {
    "phone": (Channel.PHONE, Standing.PHONE),
    "counter": (Channel.COUNTER, Standing.ORIGINAL),
    "field": (Channel.FIELD, Standing.ORIGINAL),
    "paper": (Channel.COUNTER, Standing.TYPED),
}
_LAW = "《个人信息保护法》第13、14条"
_VERBS = {"confirm": "phone", "confirm-counter": "counter", "confirm-field": "field", "confirm-paper": "paper"}


def _records(about: About, step: Step) -> Sequence[Fact]:
    claim = str(about.said("claim"))
    if step.records == "claim.lapsed":
        method = "deadline" if step.verb == "lapse" else "refused"
        return [recorded(about, step, {"claim": claim, "method": method}, (claim,))]
    way = _VERBS[step.verb]
    channel, standing = WAYS[way]
    return [recorded(about, step, {"claim": claim, "method": way}, (claim,), channel=channel, standing=standing)]


PROCEDURE = Procedure(
    code="claim-confirmation",
    label="本人确认建档",
    states={"awaiting": "待本人确认", "confirmed": "已确认", "lapsed": "已失效"},
    records=_records,
    steps=(
        Step("submit", "代录", ("",), "awaiting", (P.BATCH_ACCEPT,), _LAW, needs=("claim",)),
        Step(
            "confirm", "本人确认", ("awaiting",), "confirmed", (P.CLAIM_CONFIRM_OWN,), _LAW, records="claim.confirmed"
        ),
        Step(
            "confirm-counter",
            "柜台签名确认",
            ("awaiting",),
            "confirmed",
            (P.CLAIM_CONFIRM_COUNTER,),
            _LAW,
            needs=("signature",),
            records="claim.confirmed",
        ),
        Step(
            "confirm-field",
            "上门签名确认",
            ("awaiting",),
            "confirmed",
            (P.CLAIM_CONFIRM_FIELD,),
            _LAW,
            needs=("signature",),
            records="claim.confirmed",
        ),
        Step(
            "confirm-paper",
            "核对纸质授权书",
            ("awaiting",),
            "confirmed",
            (P.CLAIM_ATTACH_PAPER,),
            _LAW,
            needs=("paper", "row"),
            records="claim.confirmed",
        ),
        Step("refuse", "本人不同意", ("awaiting",), "lapsed", (P.CLAIM_CONFIRM_OWN,), _LAW, records="claim.lapsed"),
        Step("lapse", "到期失效", ("awaiting",), "lapsed", (P.CLAIM_LAPSE,), _LAW, records="claim.lapsed"),
    ),
)
