"""Questions to this app. Read only; answers are frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F, Max, Q
from django.http import HttpRequest
from django.utils import timezone

from jiaxin.apps.access import (
    accounts,
    alarms,
    assessment,
    city,
    connections,
    databasesecrets,
    doctor,
    exports,
    invitations,
    publicly,
    releasing,
    sessions,
    tokens,
)
from jiaxin.apps.access.doctor import Weakness
from jiaxin.apps.access.exports import Leak as Leak
from jiaxin.apps.access.models import Account, Alarm, Organisation, Read, Refusal
from jiaxin.apps.access.origins import counted_from as counted_from
from jiaxin.apps.access.releasing import LIST as LIST
from jiaxin.apps.access.releasing import AskView as AskView
from jiaxin.apps.access.resuming import Stopped as Stopped
from jiaxin.apps.access.resuming import stopped_form as stopped_form
from jiaxin.apps.access.sessions import Seat as Seat
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
    role: str


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


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """警报 as the security administrator sees it."""

    id: int
    label: str
    about: str
    said: str
    first_at: datetime
    last_at: datetime
    seen_by: str
    seen_at: datetime | None
    note: str


def alarm_lines(limit: int = 100) -> list[AlarmLine]:
    """Those nobody has looked at first, then the latest."""
    rows = Alarm.objects.order_by(F("seen_at").asc(nulls_first=True), "-id")[:limit]
    return [
        AlarmLine(one.pk, alarms.LABELS[one.kind], one.about, one.said, one.first_at, one.last_at, one.seen_by, one.seen_at, one.note)
        for one in rows
    ]


def alarms_ringing() -> int:
    return Alarm.objects.filter(seen_at=None).count()


@dataclass(frozen=True, slots=True)
class AccountLine:
    """账号 as the administrators see it: a post, never a person."""

    username: str
    label: str
    role: str  # label; empty while nobody gave a post
    where: str  # organisation, street or grid
    state: str  # ready | invited | no-way-in | closed
    signed_in: int  # sessions that are open now
    seen_at: datetime | None
    second_factor: bool


def staff_accounts() -> list[AccountLine]:
    """Accounts of those who work here, by name. Workers and families sign in by phone and are not listed."""
    people = [role.value for role in Role if not role.is_staff]
    rows = Account.objects.exclude(role__in=people).exclude(username__startswith="p-").select_related("organisation")
    open_now = Count("session", filter=Q(session__expire_date__gt=timezone.now()), distinct=True)
    found = list(rows.annotate(open_now=open_now, seen_at=Max("session__seen_at")).order_by("username"))
    secured = set(Authenticator.objects.values_list("user_id", flat=True))
    invited = invitations.waiting([one.username for one in found])
    return [
        AccountLine(
            one.username,
            one.label,
            Role(one.role).label if one.role else "",
            " ".join(filter(None, (one.organisation.name if one.organisation else "", one.street, one.grid))),
            _state_of(one, one.username in invited),
            one.open_now,
            one.seen_at,
            one.pk in secured,
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a post: whom a task can be given to."""

    username: str
    label: str
    organisation: str  # id
    where: str


def holders(role: Role) -> list[Holder]:
    """Open accounts in a role, by name."""
    rows = Account.objects.filter(role=role.value, is_active=True).select_related("organisation").order_by("username")
    return [Holder(one.username, one.label, one.organisation_id or "", one.organisation.name if one.organisation else "") for one in rows]


def _state_of(account: Account, invited: bool) -> str:
    if not account.is_active:
        return "closed"
    if account.has_usable_password():
        return "ready"
    return "invited" if invited else "no-way-in"


def invited_label(secret: str) -> str:
    """Which post an invitation is for. Raises Refused for one that does not open."""
    return invitations.account_of(secret).label


def seats(request: HttpRequest) -> list[Seat]:
    """Where whoever asks is signed in."""
    return sessions.seats(request.user.pk, request.session.session_key or "")


def most_seats(role: Role) -> int:
    """In how many places at once one account of this role may be signed in; 0 where that is not limited."""
    return sessions.most(role) if settings.SESSIONS_LIMITED else 0


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


def city_offered() -> str:
    """What the button of the city's unified identity says; empty where there is none."""
    return city.offered()


def city_bound(request: HttpRequest) -> bool:
    return city.bound(request.user.pk)


def phone_index(actor: Actor) -> bytes | None:
    """Blind index of the phone an actor signed in with: equal to the registry's for the same number."""
    found = Account.objects.filter(username=actor.id).values_list("phone_index", flat=True).first()
    return None if found is None else bytes(found)


def phones_of(subject: str) -> list[bytes]:
    """Blind indexes of the phones of somebody's accounts: for the job that erases her."""
    found = Account.objects.filter(subject=subject).exclude(phone_index=None).order_by("id").values_list("phone_index", flat=True)
    return [bytes(one) for one in found if one] if subject else []


def own_phone(actor: Actor) -> str:
    """The number somebody signed in with, for her own form."""
    found = Account.objects.filter(username=actor.id).first()
    return accounts.phone_of(found) if found else ""


def phone_of_family(subject: str) -> str:
    """The number a family signs in with, for who has to tell it something; empty for whoever is none, or has closed its account."""
    found = Account.objects.filter(subject=subject, role=Role.HOUSEHOLD.value, is_active=True).order_by("id").first() if subject else None
    return accounts.phone_of(found) if found else ""


def who_looked(subject: str, limit: int = 200) -> list[Look]:
    """谁查了我, latest first."""
    rows = list(Read.objects.filter(readsubject__subject=subject).order_by("-id")[:limit])
    names = organisation_names({row.organisation for row in rows})
    return [Look(row.at, _viewer(row, names), row.purpose, tuple(row.fields.split()), row.role) for row in rows]


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


def subjects_of_export(export: str) -> list[str]:
    return exports.subjects_of(export)


def drill_fragment() -> str:
    return exports.fragment_for_drill()


def asks_own(actor: Actor) -> list[AskView]:
    """导出申请 somebody has made, latest first."""
    return releasing.own(actor)


def asks_to_decide(actor: Actor) -> list[AskView]:
    """导出申请 that wait for this officer."""
    return releasing.to_decide(actor)


def asks_decided(actor: Actor) -> list[AskView]:
    return releasing.decided(actor)


def ask_seen(actor: Actor, ask_id: str) -> AskView:
    """Raises Refused for who neither asked nor may decide."""
    return releasing.seen(actor, ask_id)


def ask_form(actor: Actor, ask_id: str) -> tuple[tuple[str, str], ...]:
    """What was filled in, for who filled it in."""
    return releasing.form_of(actor, ask_id)


def persons_left(actor: Actor, register: int) -> tuple[int, int]:
    """(met, most) persons today: on lists, in files, found by a program, exported alone."""
    return exports.persons_met(actor), exports.persons_most(actor, register)


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


def weaknesses(reaching_out: bool = False) -> list[Weakness]:
    """What is weak in this installation, errors first. reaching_out: the district's own addresses are called, too, and their certificates looked at."""
    found = [*doctor.findings(), *(publicly.findings() if reaching_out else ())]
    return sorted(found, key=lambda one: one.grade)


def assessed(which: str) -> list[assessment.Point]:
    """等保 (`dengbao`) or 密评 (`miping`), point by point as things stand here."""
    return assessment.points(which)


def connections_of(folder: Path) -> list[connections.Place]:
    """可连接的地址 of this installation; the units of systemd that keep to them are written to a folder. Raises Refused."""
    made = connections.units()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    return connections.places()


def database_password_due(account: str) -> tuple[Path, date | None, bool]:
    """(where the passwords of the database lie, until when the oldest is to be changed, whether this process holds this account's in its address)."""
    return databasesecrets.path(), databasesecrets.due_on(), databasesecrets.in_address(account)
