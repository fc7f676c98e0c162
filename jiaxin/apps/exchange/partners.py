"""合作单位 — programs that read public credit information here, and the receipt they owe when an item ends.

A partner asks; nothing is pushed, so no partner needs an open port. What it was given is noted; when an item is repaired,
corrected or over, the partner finds it under `withdrawn` until it has said that it deleted its copy.
Source  《信用修复管理办法》（国家发展改革委令第36号）: publication, sharing and use end in step.
Not here  the addresses (portals/machine), surfaces of our own (surfaces).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from jiaxin.apps.exchange.models import Handed
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication import queries as publication
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Owed:
    """待删除 — an item this partner holds that is before the public no longer."""

    entry: str
    subject: str
    document_no: str
    why: str  # repaired | ended | corrected
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """回执状态 of one partner about one item; `gone_at` None = still owed."""

    organisation: str
    given_at: datetime
    gone_at: datetime | None


def hand_over(actor: Actor, subject: str, today: date) -> dict[str, str]:
    """What is published about a company, noted as given to this partner. Entry → document number."""
    items = publication.published_entries(subject, today)
    now = clock.now()
    for entry in items if actor.organisation != subject else ():  # what is its own it may keep
        Handed.objects.update_or_create(
            organisation=actor.organisation, entry=entry,
            defaults={"subject": subject, "last_at": now, "gone_at": None, "gone_said_by": ""},
            create_defaults={"subject": subject, "first_at": now, "last_at": now},
        )  # fmt: skip
    return items


def owed(organisation: str, today: date) -> list[Owed]:
    """Items this partner was given, over by now, whose receipt is missing."""
    rows = list(Handed.objects.filter(organisation=organisation, gone_at=None).order_by("subject", "entry"))
    alive = {subject: publication.published_entries(subject, today) for subject in dict.fromkeys(r.subject for r in rows)}
    over = [row for row in rows if row.entry not in alive[row.subject]]
    return [_owed(row) for row in over]


def acknowledge(actor: Actor, entries: Iterable[str], today: date) -> int:
    """The partner says that its copies are deleted. Raises Refused for an item it was never given, or that still stands."""
    now, done = clock.now(), 0
    for entry in dict.fromkeys(entries):
        row = Handed.objects.filter(organisation=actor.organisation, entry=entry).first()
        if row is None:
            raise Refused("exchange.unknown", f"没有向贵单位提供过 {entry} 这条信息", "请对照待删除清单里的编号")
        if entry in publication.published_entries(row.subject, today):
            raise Refused("exchange.stands", f"{entry} 这条信息仍在公示期内", "不用删除；清单里没有的不必回执")
        if row.gone_at is None:
            row.gone_at, row.gone_said_by = now, actor.id
            row.save(update_fields=["gone_at", "gone_said_by"])
            done += 1
    return done


def answers(entry: str) -> list[Answer]:
    """Every partner that was given an item, and its receipt."""
    rows = Handed.objects.filter(entry=entry).order_by("organisation")
    return [Answer(r.organisation, r.first_at, r.gone_at) for r in rows]


def _owed(row: Handed) -> Owed:
    history = ledger.history_of_many([row.subject], opened=False)[row.subject]
    item = next(e for e in history if e.id == row.entry)
    reasons = [str(e.get("reason")) for e in history if e.fact.kind == "correction" and e.get("of") == row.entry]
    why = "ended" if not reasons else "repaired" if "repaired" in reasons else "corrected"
    return Owed(row.entry, row.subject, str(item.get("document_no") or ""), why, row.first_at)
