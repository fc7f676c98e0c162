"""协会会员 — which companies belong to an association, asked of whoever keeps the list: it stands uphill and says so at start.

Read whenever somebody is at the keyboard and nowhere kept: who has left is out of reach with the next click.
"""

from collections.abc import Callable, Iterable

from jiaxin.domain.permissions import MATRIX, Reach, Role

_REACHING = frozenset(role for row in MATRIX.values() for role, reach in row.reach.items() if reach is Reach.MEMBERS)
_asked: list[Callable[[str], Iterable[str]]] = []


def members_kept_by(ask: Callable[[str], Iterable[str]]) -> None:
    """`ask`: organisation → companies that are its members today."""
    _asked[:] = [ask]


def members_of(role: Role, organisation: str) -> frozenset[str]:
    """Nobody's but an association's; none while nobody keeps a list."""
    if role not in _REACHING or not organisation or not _asked:
        return frozenset()
    return frozenset(_asked[0](organisation))
