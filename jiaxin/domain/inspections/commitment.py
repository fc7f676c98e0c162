"""抽取承诺 — the committed list as text that anybody can hash, and back again.

Form    canonical JSON of `Plan.bytes`; firms are named by their unified social credit code, which is public.
Not here  drawing (draw), when it was committed (procedures/draw).
"""

import json
from hashlib import sha256

from jiaxin.domain.errors import Refused
from jiaxin.domain.inspections.draw import Firm, Plan, draw


def plan_text(plan: Plan) -> str:
    return plan.bytes().decode()


def plan_in(text: str) -> Plan:
    """Raises Refused for a text that is not a committed list."""
    try:
        said = json.loads(text)
        firms = tuple(Firm(str(s), str(k), int(w)) for s, k, w in said["firms"])
        return Plan(str(said["round"]), firms, dict(said["random"]), dict(said["risk"]), str(said["number"]))
    except (ValueError, KeyError, TypeError):
        raise Refused("draw.list", "抽查名单读不出来", "请由系统重新固定名单") from None


def drawn_digest(plan: Plan, number: str) -> str:
    """Of who was drawn, in order; raises Refused where more are wanted than there are."""
    drawn = draw(plan, number)
    return sha256("\n".join((*drawn.at_random, "", *drawn.by_risk)).encode()).hexdigest()
