"""凭据 — the ledger refuses points that rest on no entry of the record, whoever writes them.

Asks    points that come into being name the entry they come from; points given away or lapsed name the earnings they are taken
        from, and no more than they move; points taken back name the movement.
Source  rules of community points: no points without a source event.
Errors  `Refused` with code `points.*`.
Not here  whether the entry named stands about the same person (the ledger asks), the arithmetic (incentives/points).
"""

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact

ENTRY = "source_entry"


def bound(fact: Fact) -> str:
    """The entry that a movement of points says it comes from; empty where it comes from earlier movements. Raises Refused."""
    said = fact.clear
    entry = str(said.get(ENTRY) or "")
    if said.get("reverses"):
        return entry
    if said.get("debit") == "issued":
        if not entry:
            raise Refused("points.unbound", "积分没有写明来自哪一条记录", "没有来源记录的积分不能入账，请先登记来源")
        return entry
    taken = lots(fact)
    if not taken or sum(points for _, points in taken) != said.get("points"):
        raise Refused("points.unbound", "用掉的积分没有写明出自哪几笔", "请由积分簿记账")
    return entry


def lots(fact: Fact) -> tuple[tuple[int, int], ...]:
    """(number of an earning, points taken from it), as `1:5` stands in the record."""
    said = fact.clear.get("from_lots")
    pairs = [str(one).partition(":") for one in said] if isinstance(said, list) else []
    return tuple((int(number), int(points)) for number, _, points in pairs if number.isdecimal() and points.isdecimal())
