"""本人确认 — what others have said about her becomes fact when she confirms it, or is gone when she does not.

Source  PIPL Art. 13–14 and 17 (her own, informed consent); 代录 lapses after the days of the validity rules.
Silent  refusing is as easy as confirming and needs no reason.
Not here  which facts belong to the claim (ledger), keeping the state of many claims and destroying the key of a
lapsed one (intake).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jiaxin.domain.facts import Channel, Fact, Standing
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.rulebooks.periods import CLAIM


@dataclass(frozen=True, slots=True)
class Way:
    """How she confirmed: by which verb, the door she came through, and how well that supports the facts."""

    verb: str
    channel: Channel
    standing: Standing


WAYS = {
    "phone": Way("confirm", Channel.PHONE, Standing.PHONE),
    "counter": Way("confirm-counter", Channel.COUNTER, Standing.ORIGINAL),
    "field": Way("confirm-field", Channel.FIELD, Standing.ORIGINAL),
    "paper": Way("confirm-paper", Channel.COUNTER, Standing.TYPED),
}
_WAY_OF = {way.verb: name for name, way in WAYS.items()}
_ENDED_BY = {
    "refuse": ("refused", Channel.PHONE, "herself"),
    "take-back": ("batch_undone", Channel.SYSTEM, "district"),
    "lapse": ("deadline", Channel.SYSTEM, "district"),
}
_LAW = "《个人信息保护法》第13、14条"
_TIDY = "《个人信息保护法》第47条"


def _records(about: About, step: Step) -> Sequence[Fact]:
    claim = str(about.said("claim"))
    if step.verb in _ENDED_BY:
        method, channel, speaker = _ENDED_BY[step.verb]
        clear = {"claim": claim, "method": method}
        return [recorded(about, step, clear, (claim,), channel=channel, speaker=speaker)]
    name = _WAY_OF[step.verb]
    shown = about.events[-1].said.get(step.needs[0].removesuffix("?")) if step.needs else ()
    evidence = tuple(map(str, shown)) if isinstance(shown, list) else ()
    way, clear = WAYS[name], {"claim": claim, "method": name}
    if grid := about.events[-1].said.get("grid"):
        clear["grid"] = str(grid)
    return [recorded(about, step, clear, (claim,), "", way.channel, way.standing, None, "herself", evidence)]


def _confirm(verb: str, label: str, who: P, needs: tuple[str, ...] = ()) -> Step:
    """A way to confirm, as long as the claim has not lapsed."""
    return Step(
        verb, label, ("awaiting",), "confirmed", (who,), _LAW, needs=needs, records="claim.confirmed", only_within=CLAIM
    )


PROCEDURE = Procedure(
    code="claim-confirmation",
    label="本人确认建档",
    states={"awaiting": "待本人确认", "confirmed": "已确认", "lapsed": "已失效"},
    records=_records,
    steps=(
        Step("submit", "代录", ("",), "awaiting", (P.BATCH_ACCEPT,), _LAW, needs=("claim",)),
        _confirm("confirm", "本人确认", P.CLAIM_CONFIRM_OWN, ("photo?",)),
        _confirm("confirm-counter", "柜台签名确认", P.CLAIM_CONFIRM_COUNTER, ("signature",)),
        _confirm("confirm-field", "上门签名确认", P.CLAIM_CONFIRM_FIELD, ("signature", "grid?")),
        _confirm("confirm-paper", "核对纸质授权书", P.CLAIM_ATTACH_PAPER, ("paper",)),
        Step("refuse", "本人不同意", ("awaiting",), "lapsed", (P.CLAIM_CONFIRM_OWN,), _LAW, records="claim.lapsed"),
        Step(
            "take-back", "随批次撤回", ("awaiting",), "lapsed", (P.BATCH_UNDO, P.JOB_RUN), _TIDY, records="claim.lapsed"
        ),
        Step(
            "lapse",
            "到期失效",
            ("awaiting",),
            "lapsed",
            (P.CLAIM_LAPSE,),
            _TIDY,
            records="claim.lapsed",
            only_after=CLAIM,
        ),
    ),
)


def step_of(way: str) -> Step:
    """The step that confirms in this way."""
    return PROCEDURE.step(WAYS[way].verb, "awaiting")
