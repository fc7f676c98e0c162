"""审计 — what the auditor reads: who looked, who was refused, what left the house as a file, who was given which post. Never what was seen.

Each list goes back to the first day, by account and by days; pages are counted, so that the end is known.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count

from jiaxin.apps.access.models import Export, Grant, MachineKey, Organisation, Read, ReadSubject, Refusal
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """Which lines: of one account (empty: of all), from a day to a day, both included."""

    who: str = ""
    first: date | None = None
    last: date | None = None


EVERYTHING = AuditAsked()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the auditor's list: who looked, at how many, why. Never what they saw."""

    id: int
    at: datetime
    actor: str
    role: str
    organisation: str
    purpose: str
    fields: tuple[str, ...]
    subjects: int


@dataclass(frozen=True, slots=True)
class Denied:
    at: datetime
    actor: str
    role: str
    permission: str
    code: str


@dataclass(frozen=True, slots=True)
class Left:
    """导出记录: a file about people that left. `second`: another officer said yes to it first."""

    id: str
    at: datetime
    actor: str
    organisation: str
    what: str
    purpose: str
    rows: int
    fields: tuple[str, ...]
    second: bool


@dataclass(frozen=True, slots=True)
class Given:
    """授权记录: a post given, changed or taken. `active` false: taken."""

    at: datetime
    by: str
    account: str
    role: str  # label; empty for an account without a post
    where: str
    active: bool


def receipts(who: str = "", limit: int = 200, offset: int = 0, asked: AuditAsked | None = None) -> list[Receipt]:
    """查阅回执, latest first. The caller has asked for LOG_VIEW."""
    rows = list(_of(Read.objects, asked or AuditAsked(who))[offset : offset + limit])
    counts = dict(ReadSubject.objects.filter(read_id__in=[r.pk for r in rows]).order_by("read_id").values_list("read_id").annotate(n=Count("pk")))
    return [Receipt(r.pk, r.at, r.actor, r.role, r.organisation, r.purpose, tuple(r.fields.split()), counts.get(r.pk, 0)) for r in rows]


def refusals(actor: str = "", limit: int = 200, offset: int = 0, asked: AuditAsked | None = None) -> list[Denied]:
    """拒绝记录, latest first."""
    rows = _of(Refusal.objects, asked or AuditAsked(actor))[offset : offset + limit]
    return [Denied(r.at, r.actor, r.role, r.permission, r.code) for r in rows]


def exports_made(asked: AuditAsked, limit: int, offset: int = 0) -> list[Left]:
    """导出记录, latest first."""
    rows = _of(Export.objects, asked, by="-at")[offset : offset + limit]
    return [Left(r.pk, r.at, r.actor, r.organisation, r.what, r.purpose, r.rows, tuple(r.fields.split()), bool(r.approval)) for r in rows]


def grants_made(asked: AuditAsked, limit: int, offset: int = 0) -> list[Given]:
    """授权记录 that somebody gave or that concern an account, latest first. Accounts that phones open give themselves no post and stand not here."""
    rows = list(_of(Grant.objects.select_related("account"), asked, who="account__username")[offset : offset + limit])
    names = dict(Organisation.objects.filter(pk__in={r.organisation for r in rows}).values_list("pk", "name"))
    return [
        Given(r.at, r.given_by, r.account.username, Role(r.role).label if r.role else "", " ".join(filter(None, (names.get(r.organisation, r.organisation), r.street, r.grid))), r.active)
        for r in rows
    ]


def met_by(account: str, since: datetime, until: datetime) -> dict[str, frozenset[str]]:
    """Everybody whom an account, or a program under a token of it, looked at in a time, with the classes of what was seen: from its receipts."""
    programs = [f"machine:{key}" for key in MachineKey.objects.filter(account__username=account).order_by("id").values_list("id", flat=True)]
    rows = ReadSubject.objects.filter(read__actor__in=[account, *programs], read__at__gte=since, read__at__lte=until)
    found: dict[str, set[str]] = defaultdict(set)
    for subject, fields in rows.order_by("subject").values_list("subject", "read__fields").distinct():
        found[subject].update(fields.split())
    return {subject: frozenset(classes) for subject, classes in found.items()}


def audit_counted(which: str, asked: AuditAsked) -> int:
    """How many lines of `receipts`, `refusals`, `exports` or `grants` there are."""
    tables: dict[str, tuple[Any, str]] = {"receipts": (Read, "actor"), "refusals": (Refusal, "actor"), "exports": (Export, "actor"), "grants": (Grant, "account__username")}
    model, who = tables[which]
    return int(_of(model.objects, asked, who=who).count())


def _of(rows: Any, asked: AuditAsked, by: str = "-id", who: str = "actor") -> Any:  # a query over any of the four tables
    found = rows.filter(**{who: asked.who}) if asked.who else rows.all()
    if asked.first:
        found = found.filter(at__gte=_begins(asked.first))
    if asked.last:
        found = found.filter(at__lt=_begins(asked.last + timedelta(days=1)))
    return found.order_by(by)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.CHINA)
