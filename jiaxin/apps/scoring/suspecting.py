"""待核查的可疑评价 — the list, one household's reasons and orders, and what a person found.

A finding is a fact in the record; from the next run on it stands in place of the suspicion. It has no other
consequence: whoever finds that a company bought praise opens a case of its own against the company.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import orjson
from django.db import transaction
from django.db.models import Count, Min

from jiaxin.apps.access.actions import require
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.scoring.estimates import Suspected
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.records.kind import kind
from jiaxin.domain.reputation.doubting import LINES
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Ordered:
    """A suspected order: stars 0 = none; checked is None where nobody says."""

    worker: str
    on: date
    stars: int
    checked: bool | None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Thousandths; `reasons` in words with their weight in thousandths of log-odds, what speaks against included."""

    household: str
    firm: str
    mille: int
    since: date
    count: int
    reasons: tuple[tuple[str, int], ...]
    orders: tuple[Ordered, ...]
    finding: str
    found_by: str
    found_on: date | None


def suspicions(decided: bool = False, firm: str = "") -> list[Suspicion]:
    """Most suspected first; decided ones latest first."""
    rows = Suspected.objects.exclude(finding="") if decided else Suspected.objects.filter(finding="")
    rows = rows.filter(firm=firm) if firm else rows
    order = ("-found_on", "household") if decided else ("-suspicion", "household")
    return [_seen(row) for row in rows.order_by(*order)]


def suspicions_open() -> tuple[int, date | None]:
    """How many households wait to be looked at, and since when the first of them."""
    told = Suspected.objects.filter(finding="").aggregate(n=Count("household"), first=Min("since"))
    return told["n"], told["first"]


def suspicion(household: str) -> Suspicion:
    row = Suspected.objects.filter(pk=household).first()
    if row is None:
        raise Refused("suspicion.none", "这个家庭不在待核查清单里", "请回到清单重新选择；清单每次重估后会更新")
    return _seen(row)


def doubted_households(firm: str) -> frozenset[str]:
    """Households of a company whose orders a person is asked to look at, or has found staged."""
    return frozenset(Suspected.objects.filter(firm=firm, finding__in=("", "staged")).order_by("household").values_list("household", flat=True))


def words(field: str) -> Sequence[tuple[str, str]]:
    """The choices of a finding's field with their Chinese words."""
    found = kind("suspicion.finding").field(field)
    return [(code, found.word(code)) for code in found.choices]


def find(actor: Actor, household: str, finding: str, ground: str, note: str = "") -> None:
    """Record what was found. May be found again; the latest stands."""
    require(actor, Permission.SUSPICION_DECIDE, Thing(owner=household, kind="suspicion"))
    row = Suspected.objects.filter(pk=household).first()
    if row is None:
        raise Refused("suspicion.none", "这个家庭不在待核查清单里", "请回到清单重新选择")
    if finding not in dict(words("finding")):
        raise Refused("suspicion.finding", "没有选择核查结论", "请选择真实、虚构或无法判断")
    if ground not in dict(words("ground")):
        raise Refused("suspicion.ground", "没有选择核查依据", "请选择是怎样核实的")
    if len(note) > 500:
        raise Refused("suspicion.note", f"说明有 {len(note)} 字，最多 500 字", "请写短一些")
    with transaction.atomic():
        ledger.append(
            [
                Fact(
                    kind="suspicion.finding",
                    subject=household,
                    happened_on=clock.today(),
                    happened_at=clock.now(),
                    provenance=Provenance(actor.organisation or "district", Channel.SYSTEM, actor.id),
                    clear={"finding": finding, "ground": ground},
                    sealed={"note": note} if note else {},
                )
            ]
        )
        Suspected.objects.filter(pk=household).update(finding=finding, found_by=actor.id, found_on=clock.today())


def _seen(row: Suspected) -> Suspicion:
    said = orjson.loads(bytes(row.document))
    orders = [Ordered(w, date.fromisoformat(day), stars, None if checked < 0 else bool(checked)) for w, day, stars, checked in said["orders"]]
    reasons = tuple((LINES[code], weight) for code, weight in said["reasons"])
    return Suspicion(row.household, row.firm, row.suspicion, row.since, row.orders, reasons, tuple(orders), row.finding, row.found_by, row.found_on)
