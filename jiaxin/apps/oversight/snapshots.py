"""快照 — a counting kept with its digest, so that a figure on paper can be found again and checked.

The digest is over everything counted, the day, how far of the record it reaches and the root there.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight.counting import Base, Counted, Late, count
from jiaxin.apps.oversight.models import Snapshot
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures import ALL, Figure, Place
from jiaxin.domain.figures.firm_papers import Published
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.kit import clock
from jiaxin.kit.canonical import canonical


@dataclass(frozen=True, slots=True)
class Counting:
    """What was counted, and by what it is known again. `kept`: it lies in the table and can be referred to."""

    counted: Counted
    position: int
    root: str
    digest: str
    kept: bool

    def figure(self, figure_id: str) -> Figure:
        """By its query id. Raises Refused for an unknown one."""
        found = next((one for one in (*self.counted.figures, *self.counted.finer) if one.id == figure_id), None)
        if found is None:
            raise Refused("figure.unknown", "这份快照里没有这个查询号。", "请核对查询号。")
        return found

    def of(self, code: str, kind: str = "") -> list[Figure]:
        return [one for one in self.counted.figures if one.code == code and (not kind or one.place.kind == kind)]

    def at(self, place: str = ALL) -> dict[str, Figure]:
        return {one.code: one for one in self.counted.figures if one.place.code == place}


@beyond("只出计数")
def counted_now() -> Counting:
    """Counted at this moment, not kept."""
    body = _body(count(clock.today()))
    return _read(body, sha256(body).hexdigest(), False)


@beyond("只出计数")
def keep(one: Counted | None = None) -> Counting:
    """The district, or what was counted of a company or an association, kept; an equal counting is the same row."""
    body = _body(one or count(clock.today()))
    digest = sha256(body).hexdigest()
    said = json.loads(body)
    Snapshot.objects.get_or_create(digest=digest, defaults={"on": said["on"], "position": said["position"], "body": body, "made_at": clock.now(), "about": one.about[1] if one and one.about else ""})
    return _read(body, digest, True)


def kept(digest: str, about: str = "") -> Counting:
    """`about`: company or association; the counting of another one is not found."""
    row = Snapshot.objects.filter(digest=digest, about=about).first()
    if row is None:
        raise Refused("snapshot.unknown", "没有这份快照。", "请从会议材料列表进入。")
    return _read(bytes(row.body), row.digest, True)


def kept_many(digests: Iterable[str]) -> dict[str, Counting]:
    """Those of them that are kept, by digest."""
    rows = Snapshot.objects.filter(digest__in=set(digests)).order_by("digest")
    return {row.digest: _read(bytes(row.body), row.digest, True) for row in rows}


def kept_ones(limit: int = 30, about: str = "") -> list[tuple[str, date, int]]:
    """(digest, day, position) of the latest."""
    return list(Snapshot.objects.filter(about=about).order_by("-made_at", "digest").values_list("digest", "on", "position")[:limit])


def last_kept(first: date, last: date) -> Counting | None:
    """The latest counting of the days from `first` through `last`; None where none was kept."""
    row = Snapshot.objects.filter(about="", on__gte=first, on__lte=last).order_by("-on", "-made_at", "digest").first()
    return _read(bytes(row.body), row.digest, True) if row else None


def first_of_month(today: date) -> str:
    """Digest of the earliest counting of the latest month that has one; empty before there is any."""
    last = Snapshot.objects.filter(about="", on__lte=today).order_by("-on").values_list("on", flat=True).first()
    rows = Snapshot.objects.filter(about="", on__gte=last.replace(day=1)).order_by("on", "made_at", "digest") if last else Snapshot.objects.none()
    return rows.values_list("digest", flat=True).first() or ""


def trend(code: str, place: str, since: date) -> list[tuple[date, Figure]]:
    """The last kept value of each day, the oldest first."""
    days: dict[date, Figure] = {}
    for row in Snapshot.objects.filter(about="", on__gte=since).order_by("on", "made_at", "digest").iterator(chunk_size=50):
        found = next((f for f in _figures(json.loads(bytes(row.body))) if f.code == code and f.place.code == place), None)
        if found is not None:
            days[row.on] = found
    return sorted(days.items())


def _body(one: Counted) -> bytes:
    head = ledger.checkpoint()
    places = {f.place.code: f.place for f in one.figures}
    return canonical({
        "on": one.on.isoformat(), "position": head.size, "root": head.root.hex(), "rules": figure_rules(one.on).version,
        "places": [[p.code, p.name, p.kind] for p in places.values()],
        "figures": [[f.code, f.place.code, f.part, f.whole] for f in one.figures],
        "bases": [[street, b.count, b.on.isoformat(), b.source] for street, b in sorted(one.bases.items())],
        "missing": {place: dict(parts) for place, parts in one.missing.items()},
        "tasks": [list(row) for row in one.tasks],
        "late": [[m.label, m.state, m.street, m.due_on.isoformat()] for m in one.late],
        "parts": [[f.place.code, f.place.name, f.place.kind, f.code, f.part, f.whole] for f in one.finer],
        "trades": dict(one.trades),
        "weekly": {street: list(weeks) for street, weeks in one.weekly.items()},
        **(_firms(one, one.about) if one.about else {}),
    })  # fmt: skip


def _read(body: bytes, digest: str, kept: bool) -> Counting:
    said = json.loads(body)
    known = {street: Base(number, date.fromisoformat(on), source) for street, number, on, source in said["bases"]}
    late = tuple(Late(label, state, street, date.fromisoformat(due)) for label, state, street, due in said["late"])
    on = date.fromisoformat(said["on"])
    finer = tuple(Figure(figure, Place(code, name, kind), part, whole, on) for code, name, kind, figure, part, whole in said.get("parts", ()))
    counted = Counted(on, tuple(_figures(said)), known, said["missing"], late, tuple(tuple(row) for row in said.get("tasks", ())), finer, said.get("weekly", {}), said.get("trades", {}), **_firms_read(said))
    return Counting(counted, said["position"], said["root"], digest, kept)


def _figures(said: Mapping[str, Any]) -> list[Figure]:
    places = {code: Place(code, name, kind) for code, name, kind in said["places"]}
    on = date.fromisoformat(said["on"])
    return [Figure(code, places[place], part, whole, on) for code, place, part, whole in said["figures"]]


def _firms(one: Counted, about: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "about": list(about), "published": {company: asdict(page) for company, page in one.published.items()},
        "joined": {company: day.isoformat() for company, day in one.joined.items()},
    }  # fmt: skip


def _firms_read(said: Mapping[str, Any]) -> dict[str, Any]:
    if "about" not in said:
        return {}
    published = {company: Published(**page) for company, page in said["published"].items()}
    return {"about": tuple(said["about"]), "published": published, "joined": {company: date.fromisoformat(day) for company, day in said["joined"].items()}}
