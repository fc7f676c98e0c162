"""What somebody has demanded about her own data, and what came of it. Read only."""

from dataclasses import dataclass
from datetime import date, datetime

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.queries import posts
from jiaxin.apps.rights import printing
from jiaxin.apps.rights.copying import copy_of as copy_of
from jiaxin.apps.rights.demanding import CORRECTION as CORRECTION
from jiaxin.apps.rights.demanding import RESTRICTION as RESTRICTION
from jiaxin.apps.rights.demanding import Held as Held
from jiaxin.apps.rights.demanding import grounds as grounds
from jiaxin.apps.rights.demanding import held_about as held_about
from jiaxin.apps.rights.demanding import rests as rests
from jiaxin.apps.rights.demanding import running_of as running_of
from jiaxin.apps.rights.families import FamilyData as FamilyData
from jiaxin.apps.rights.families import family_copy as family_copy
from jiaxin.apps.rights.families import kept_about_family as kept_about_family
from jiaxin.apps.rights.leaks import concerned, kinds_of, late_of
from jiaxin.apps.rights.leaks import found as _leak_named
from jiaxin.apps.rights.models import Demand, Leak
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock

STATES = {"asked": "正在办理", "erased": "已删除", "frozen": "已封存，等条件满足再删除"}


@dataclass(frozen=True, slots=True)
class DemandView:
    state: str
    word: str
    asked_at: datetime
    due_on: date
    answered_at: datetime | None
    kept: tuple[str, ...]


def demands_of(subject: str) -> list[DemandView]:
    rows = Demand.objects.filter(subject=subject).order_by("-id")
    return [DemandView(r.state, STATES[r.state], r.asked_at, r.due_on, r.answered_at, tuple(r.kept)) for r in rows]


def overdue() -> int:
    """Demands past their day: for the board and the alarm."""
    return Demand.objects.filter(state="asked", due_on__lt=clock.today()).count()


def copy_pdf(actor: Actor, subject: str) -> bytes:
    """The same copy as a PDF, to read and to print."""
    return printing.as_pdf(copy_of(actor, subject))


def family_copy_pdf(actor: Actor) -> bytes:
    """What is kept about a family account, to read and to print."""
    return printing.as_pdf(family_copy(actor))


@dataclass(frozen=True, slots=True)
class LeakView:
    """泄露事件 as the security administrator sees it. `late`: duties past their hour, in words."""

    id: str
    opened_at: datetime
    opened_by: str
    drill: bool
    said: str
    traced: bool
    recipient: str
    post: str
    purpose: str
    taken_at: datetime | None
    looked_from: datetime | None  # of an account in wrong hands, with `looked_until`
    looked_until: datetime | None
    found: int
    of: int
    chance: str
    persons: int
    kinds: str  # of information that is out, in words; empty where nobody is concerned
    authority_by: datetime
    authority_at: datetime | None
    authority_how: str
    persons_by: datetime
    persons_at: datetime | None
    persons_told: int
    closed_at: datetime | None
    measures: str
    late: tuple[str, ...]


def leaks(actor: Actor) -> list[LeakView]:
    require(actor, Permission.LEAK_HANDLE, Thing(kind="leak"))
    return [_leak(row) for row in Leak.objects.order_by("-opened_at")[:100]]


def leaks_open() -> tuple[int, int, datetime | None]:
    """(open cases, those with a duty past its hour, the nearest hour of a duty still to be done). Counts alone."""
    rows, now = list(Leak.objects.filter(closed_at=None).order_by("opened_at")), clock.now()
    hours = [by for one in rows for at, by in ((one.authority_at, one.authority_by), (one.persons_at, one.persons_by if one.persons else None)) if at is None and by]
    return len(rows), sum(bool(late_of(one, now)) for one in rows), min(hours, default=None)


def leak(actor: Actor, id: str) -> LeakView:
    require(actor, Permission.LEAK_HANDLE, Thing(kind="leak"))
    row = _leak_named(id)
    return _leak(row, kinds_of(frozenset().union(*concerned(row).values())) if row.persons else "")


def _leak(row: Leak, kinds: str = "") -> LeakView:
    return LeakView(
        row.pk, row.opened_at, row.opened_by, row.drill, row.said, bool(row.export or row.looked_from), row.recipient,
        posts([row.recipient]).get(row.recipient, "") if row.recipient else "", row.purpose, row.taken_at, row.looked_from, row.looked_until, row.found, row.of,
        row.chance, row.persons, kinds, row.authority_by, row.authority_at, row.authority_how, row.persons_by, row.persons_at,
        row.persons_told, row.closed_at, row.measures, late_of(row, clock.now()),
    )  # fmt: skip
