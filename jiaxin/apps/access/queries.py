"""Questions to this app. Read only; answers are frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count

from jiaxin.apps.access import accounts, doctor, exports, tokens
from jiaxin.apps.access.doctor import Weakness
from jiaxin.apps.access.exports import Leak as Leak
from jiaxin.apps.access.models import Account, Organisation, Read, Refusal
from jiaxin.apps.access.resuming import Stopped as Stopped
from jiaxin.apps.access.resuming import stopped_form as stopped_form
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """机构 as others see it."""

    id: str
    name: str
    kind: str
    region: str
    code: str


@dataclass(frozen=True, slots=True)
class Look:
    """One line of 谁查了我: the class of viewer, not the person."""

    at: datetime
    viewer: str  # 角色, and the organisation's name where there is one
    purpose: str
    fields: tuple[str, ...]


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


def actor_of(account: AbstractBaseUser, fresh: bool = False) -> Actor:
    """行为人 behind a signed-in account (`request.user`). Raises Refused when it has no post."""
    if not isinstance(account, Account):
        raise Refused("access.sign-in", "请先登录。", "登录后再继续。")
    return accounts.actor_of(account, fresh)


def actor_named(username: str, fresh: bool = False) -> Actor:
    """行为人 by account name: for the console, the demo and tests."""
    return accounts.actor_of(accounts.named(username), fresh)


def actor_of_token(token: str) -> Actor | None:
    """行为人 behind a program's token; nothing for a wrong or ended one."""
    return tokens.actor_of(token)


def console_actor(organisation: str = "") -> Actor:
    """Whoever runs commands on the server, for an organisation named by id or credit code."""
    known = organisation_named(organisation).id if organisation else ""
    return Actor(id="system:console", role=Role.SYSTEM, organisation=known, name="命令行", fresh=True)


def organisation_named(id_or_code: str) -> OrganisationCard:
    found = Organisation.objects.filter(pk=id_or_code).first() or (
        Organisation.objects.filter(code=id_or_code).first() if id_or_code else None
    )
    if found is None:
        raise Refused("organisation.unknown", f"没有机构“{id_or_code}”。", "请核对机构编号或统一社会信用代码。")
    return _card(found)


def organisation_kind(id: str) -> str:
    """company, bureau, street, police …; empty when there is no such organisation."""
    return Organisation.objects.filter(pk=id).values_list("kind", flat=True).first() or ""


def organisations(kind: str = "") -> list[OrganisationCard]:
    rows = Organisation.objects.filter(closed_at=None).order_by("kind", "id")
    return [_card(row) for row in (rows.filter(kind=kind) if kind else rows)]


def organisation_names(ids: set[str]) -> Mapping[str, str]:
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))


def posts(usernames: Iterable[str]) -> Mapping[str, str]:
    """Account name → what its post is called. An account without a label keeps its name."""
    rows = Account.objects.filter(username__in=set(usernames)).values_list("username", "label")
    return {username: label or username for username, label in rows}


def phone_index(actor: Actor) -> bytes | None:
    """Blind index of the phone an actor signed in with: equal to the registry's for the same number."""
    found = Account.objects.filter(username=actor.id).values_list("phone_index", flat=True).first()
    return None if found is None else bytes(found)


def who_looked(subject: str, limit: int = 200) -> list[Look]:
    """谁查了我, latest first."""
    rows = list(Read.objects.filter(readsubject__subject=subject).order_by("-id")[:limit])
    names = organisation_names({row.organisation for row in rows})
    return [Look(row.at, _viewer(row, names), row.purpose, tuple(row.fields.split())) for row in rows]


def receipts(actor: str = "", limit: int = 200) -> list[Receipt]:
    """查阅回执 for the auditor, latest first. The caller has asked for LOG_VIEW."""
    rows = Read.objects.annotate(subjects=Count("readsubject")).order_by("-id")
    rows = rows.filter(actor=actor) if actor else rows
    return [
        Receipt(r.pk, r.at, r.actor, r.role, r.organisation, r.purpose, tuple(r.fields.split()), r.subjects)
        for r in rows[:limit]
    ]


def trace_leak(typed: Iterable[str]) -> Leak:
    """From a found fragment to the copy it was taken from."""
    return exports.trace(typed)


def refusals(actor: str = "", limit: int = 200) -> list[Denied]:
    """拒绝记录 for the auditor, latest first."""
    rows = Refusal.objects.order_by("-id")
    rows = rows.filter(actor=actor) if actor else rows
    return [Denied(r.at, r.actor, r.role, r.permission, r.code) for r in rows[:limit]]


def _viewer(row: Read, names: Mapping[str, str]) -> str:
    role = Role(row.role).label
    return f"{names[row.organisation]}（{role}）" if row.organisation in names else role


def _card(row: Organisation) -> OrganisationCard:
    return OrganisationCard(row.pk, row.name, row.kind, row.region, row.code)


def weaknesses() -> list[Weakness]:
    """What is weak in this installation, errors first."""
    return doctor.findings()
