"""会议材料的内容 — the papers of a kept counting, for the district or a street."""

from django.conf import settings

from jiaxin.apps.oversight.snapshots import Counting
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures import ALL
from jiaxin.domain.figures.pack import Basis, Pack, pack
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.tasks import STOP, WATCH


def pack_of(one: Counting, place: str = ALL) -> Pack:
    """Raises Refused for a street that the counting does not know."""
    known = {f.place.code for f in one.counted.figures if f.place.kind in ("district", "street")}
    if place not in known:
        raise Refused("pack.place", "这份快照里没有这个街道。", "请从街道列表里选择。")
    return pack(basis_of(one, place), f"{settings.DISTRICT.name}商务局", place)


def basis_of(one: Counting, place: str = ALL) -> Basis:
    said = one.counted
    missing = sorted(said.missing.get(place, {}).items(), key=lambda pair: (-pair[1], pair[0]))
    mine = [row for row in said.tasks if place in (ALL, row[6])]
    return Basis(
        figures=said.figures,
        bases={street: (b.count, b.on, b.source) for street, b in said.bases.items()},
        missing=missing,
        late=[(m.label, m.state, m.street, m.due_on) for m in said.late],
        tasks=[(row[0], row[1], row[2], row[3], row[4], row[5]) for row in mine],
        stuck=[(row[0], row[8]) for row in mine if len(row) > 8 and row[7] in (STOP, WATCH)],
        finer=said.finer,
        weekly=said.weekly.get(place),
        on=said.on,
        position=one.position,
        root=one.root,
        digest=one.digest,
        rules=figure_rules(said.on),
    )
