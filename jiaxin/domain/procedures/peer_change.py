"""对接单位变更 — who we exchange with, under which keys and for what, is changed by two different hands or not at all.

Source  GB/T 22239-2019 三员分立; 《网络数据安全管理条例》第12条.
Not here  what a change holds and does (apps/exchange), letters themselves (domain/exchange).
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded

_LAW = "《网络数据安全管理条例》第12条"


def _records(about: About, step: Step) -> Sequence[Fact]:
    proposed = next(e for e in about.events if e.verb == "propose")
    clear = {name: about.said(name) for name in ("peer", "change", "what")} | {"digest": about.said("change_digest")}
    return [recorded(about, step, clear | {"proposed_by": proposed.actor, "approved_by": about.events[-1].actor}, (str(clear["change"]),))]


PROCEDURE = Procedure(
    code="peer-change",
    label="对接单位变更",
    states={"proposed": "待批准", "approved": "已生效", "refused": "不批准", "withdrawn": "已撤回"},
    records=_records,
    steps=(
        Step("propose", "提出", ("",), "proposed", (P.PEER_PROPOSE,), _LAW, needs=("peer", "change", "what", "change_digest")),
        Step("approve", "批准", ("proposed",), "approved", (P.PEER_DECIDE,), _LAW, records="peer.changed", unlike=("propose",)),
        Step("refuse", "不批准", ("proposed",), "refused", (P.PEER_DECIDE,), _LAW, unlike=("propose",)),
        Step("withdraw", "撤回", ("proposed",), "withdrawn", (P.PEER_PROPOSE,), _LAW),
    ),
)
