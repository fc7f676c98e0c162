"""抽查结果 — what a drawn round found: each firm's result once it is public, the rate of all firms, whether aiming paid.

Silent  a firm's issues are nobody's business before its result is published; the rate is told to the public only when every
        firm of the random share has its result, so that no firm can be read off it before.
Not here  the arithmetic (domain/inspections/rates), the visit (procedures/inspection).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jiaxin.apps.governance.drawing import Round
from jiaxin.apps.governance.viewing import CaseView
from jiaxin.domain.inspections.rates import Estimate, Layer, estimate, p_value, pays

_UNSEEN = frozenset({"assigned", "cancelled"})
_CLEAN = "clean"
PUBLIC = frozenset({"clean", "published", "finished"})
_DONE = PUBLIC | {"cancelled"}


@dataclass(frozen=True, slots=True)
class Results:
    """`found` is the estimate for all firms of the classes drawn at random; `luck` the chance in thousandths (rounded up)."""

    found: Estimate | None
    unseen: int  # of the random share, not visited yet
    left_out: tuple[str, ...]  # classes of which nobody was drawn at random
    aimed: int  # of the risk share, visited
    aimed_issues: int
    luck: int
    pays: bool
    public: bool
    results: Mapping[str, str]  # credit code → result in words, of what is public


def round_results(one: Round, visits: Mapping[str, CaseView]) -> Results | None:
    """What a drawn round has found so far; None before the draw. `visits`: credit code → its inspection."""
    if one.drawn is None:
        return None
    klass = {f.subject: f.klass for f in one.plan.firms}
    layers = []
    for k in sorted(set(klass.values())):
        share = [_issues(visits.get(code)) for code in one.drawn.at_random if klass[code] == k]
        aimed = [_issues(visits.get(code)) for code in one.drawn.by_risk if klass[code] == k]
        seen, hit = [s for s in share if s is not None], [s for s in aimed if s is not None]
        layers.append(Layer(k, sum(f.klass == k for f in one.plan.firms), len(seen), sum(seen), len(hit), sum(hit)))
    unseen = sum(code in visits and visits[code].state == "assigned" for code in one.drawn.at_random)
    public = all(code in visits and visits[code].state in _DONE for code in one.drawn.at_random)
    luck = p_value(layers)
    return Results(
        estimate(layers), unseen, tuple(o.klass for o in layers if not one.plan.at_random.get(o.klass)), sum(o.aimed for o in layers), sum(o.aimed_issues for o in layers),
        -(-luck.numerator * 1000 // luck.denominator), pays(layers), public, {code: _words(v) for code, v in visits.items() if v.state in PUBLIC},
    )  # fmt: skip


def _issues(visit: CaseView | None) -> bool | None:
    """Whether the visit found something; None before it, or where it was called off."""
    return None if visit is None or visit.state in _UNSEEN else visit.state != _CLEAN


def _words(visit: CaseView) -> str:
    if visit.state == _CLEAN:
        return "未发现问题"
    items = next((e.said["items"] for e in reversed(visit.events) if "items" in e.said), None)
    fixed = any(e.verb == "close" for e in visit.events)
    ended = any(e.verb == "end" for e in visit.events)
    return f"发现问题 {len(items) if isinstance(items, list) else 1} 项，{'已整改到位' if fixed else '没有整改到位' if ended else '整改中'}"
