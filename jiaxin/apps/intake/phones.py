"""采集手机 — which phones may hold records without a network, and the end of one that is lost.

The key of a phone is made on it and never leaves it. What the office can do is refuse the phone: it learns so at
its next contact, also without a sign-in, and wipes its key; until then the outbox is unreadable without the PIN.
"""

from dataclasses import dataclass
from datetime import datetime

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake.models import FieldPhone
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Reach, Thing, reach_of
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

STOPPED = "field.phone-stopped"


@dataclass(frozen=True, slots=True)
class PhoneView:
    """A phone as a page shows it."""

    id: str
    label: str
    account: str
    made_at: datetime
    seen_at: datetime
    stopped_at: datetime | None
    why: str


def add(actor: Actor, label: str) -> str:
    """登记手机: the id under which this phone will send."""
    require(actor, Permission.FIELD_RECORD, own(actor))
    now = clock.now()
    made = FieldPhone(
        id=new_id() + new_id(), account=actor.id, organisation=actor.organisation, street=actor.street, grid=actor.grid,
        label=label.strip()[:40] or "未命名手机", made_at=now, seen_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    return made.id


def in_use(actor: Actor, phone: str) -> FieldPhone:
    """This person's own phone, noted as seen. Raises Refused for a phone that is stopped or somebody else's."""
    found = FieldPhone.objects.filter(id=phone, account=actor.id).first()
    if found is None:
        raise Refused("field.phone-unknown", "这部手机没有登记在您的账号下", "请在这部手机上重新登记后再采集")
    if found.stopped_at is not None:
        raise Refused(STOPPED, "这部手机已被停用", "手机里的采集内容将清除。如有疑问请联系街道")
    FieldPhone.objects.filter(id=phone).update(seen_at=clock.now(), street=actor.street, grid=actor.grid)
    return found


@beyond("遗失的手机没有人登录：只答停没停")
def is_stopped(phone: str) -> bool:
    """Told to anybody who knows the 160 random bits of its id: a lost phone has nobody signed in."""
    return FieldPhone.objects.filter(id=phone).exclude(stopped_at=None).exists()


def listed(actor: Actor) -> list[PhoneView]:
    """Phones within reach, those in use first."""
    rows = FieldPhone.objects.order_by("stopped_at", "-seen_at", "id")
    reach = reach_of(actor.role, Permission.FIELD_DEVICE)
    if reach is Reach.GRID:
        rows = rows.filter(account=actor.id)
    elif reach is Reach.STREET:
        rows = rows.filter(street=actor.street)
    return [PhoneView(p.id, p.label, p.account, p.made_at, p.seen_at, p.stopped_at, p.why) for p in rows[:200]]


def stop(actor: Actor, phone: str, why: str) -> None:
    """停用: for good. Stopping it twice is stopping it once."""
    found = FieldPhone.objects.filter(id=phone).first()
    if found is None:
        raise Refused("access.absent", "没有找到这部手机。", "请从手机列表进入。")
    require(actor, Permission.FIELD_DEVICE, Thing(street=found.street, grid=found.grid, made_by=found.account, kind="phone"))
    if not why.strip():
        raise Refused("field.why", "没有写停用的原因", "请写明原因，如“手机丢失”")
    FieldPhone.objects.filter(id=phone, stopped_at=None).update(stopped_at=clock.now(), stopped_by=actor.id, why=why.strip()[:200])


def own(actor: Actor) -> Thing:
    return Thing(organisation=actor.organisation, street=actor.street, grid=actor.grid, made_by=actor.id, kind="field-record")
