"""上门登记的去向 — sent once or ten times, a record is one: landed, waiting for the street, or back on the phone.

A fault keeps nothing here: the phone has the record and shows what to mend. What meets an existing file differently
is kept sealed under a key of its own until the street decides, and no longer than the rules allow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.db import IntegrityError, transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import log_read, require, require_one
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake import captured, phones
from jiaxin.apps.intake.captured import Captured, Faulty, Remark
from jiaxin.apps.intake.models import FieldRecord
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.field.meeting import Difference, differences
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Reach, Role, Thing, reach_of
from jiaxin.domain.procedures.field_record import PROCEDURE
from jiaxin.domain.procedures.procedure import Event, Progress, permitted
from jiaxin.kit import clock

LANDED, WAITING, RETURNED = "landed", "waiting", "returned"
_KEY_LETTERS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the phone is told of one record. `faulty`: nothing was kept, these are the reasons."""

    state: str
    said: str
    remarks: tuple[Remark, ...] = ()


def submit(actor: Actor, phone: str, key: str, said: Mapping[str, Any]) -> Answer:
    """One record, in one transaction. The same key and content again gives the same answer and does nothing."""
    require(actor, Permission.FIELD_RECORD, phones.own(actor))
    if len(key) != 32 or not _KEY_LETTERS.issuperset(key):
        raise Refused("field.key", "这份登记没有编号", "请在手机上打开这份登记，保存后重新上传")
    phones.in_use(actor, phone)
    one = captured.read(said)
    with beyond("上门登记：认人、比对和入库"):
        if (before := _before(actor, key, one)) is not None:
            return before
        try:
            ready = captured.judged(one)
        except Faulty as why:
            return Answer("faulty", "有内容需要改正", why.remarks)
        try:
            with transaction.atomic():
                return _placed(actor, phone, key, one, ready)
        except IntegrityError:
            if (before := _before(actor, key, one)) is not None:  # the same record came twice at the same moment
                return before
            raise


def _before(actor: Actor, key: str, one: Captured) -> Answer | None:
    found = FieldRecord.objects.filter(key=key).first()
    if found is None:
        return None
    if found.account != actor.id:
        raise Refused("access.absent", "没有找到这份登记。", "请在采集它的手机上上传。")
    if found.digest == one.digest:
        return answer_of(found)
    if found.state != RETURNED:
        raise Refused("field.key-used", "这份登记已经上传过，内容不同", "请作为新的一份登记保存后上传")
    return None


def _placed(actor: Actor, phone: str, key: str, one: Captured, ready: captured.Judged) -> Answer:
    row = FieldRecord.objects.select_for_update().filter(key=key).first()
    state = row.state if row else ""
    fresh = row or FieldRecord(key=key, phone=phone, account=actor.id, organisation=actor.organisation, street=actor.street, grid=actor.grid)
    fresh.digest, fresh.captured_on, fresh.received_at, fresh.why = one.digest, one.captured_on, clock.now(), ""
    subject = registry.by_id_number(ready.rows[0]["worker"][1]) or ""
    found = _met(actor, subject, ready.said, key) if subject else ()
    verb = "submit" if found else "land"
    fresh.state = permitted(PROCEDURE, Progress(state, None, closed=False), _event(actor, verb)).to
    fresh.subject = subject
    fresh.differing = [one.field for one in found]
    fresh.save(force_insert=row is None)  # first, so that a second copy of the record waits for this one
    if found:
        vault.ensure_keys([_owner(key)])
        fresh.sealed = vault.seal_many([(_owner(key), one.raw, _bound(key))])[0]
    else:
        fresh.batch, fresh.subject = captured.land(actor, actor, one, ready)
    fresh.save(update_fields=["sealed", "batch", "subject"])
    return answer_of(fresh)


def _met(actor: Actor, subject: str, said: Mapping[str, Value], key: str) -> tuple[Difference, ...]:
    """Where the record differs from what is filed. A file of another street is that street's business."""
    line = registry.file_lines([subject]).get(subject)
    if line is not None and line.street and line.street != actor.street:
        raise Refused("field.elsewhere", "她的档案在本区另一个街道", "请她本人在手机上更改住址，或请那个街道办理")
    log_read(actor, [subject], (FieldClass.BASIC, FieldClass.CONTACT), "上门登记与已有档案比对", key)
    return differences(_filed(subject), said)


def _filed(subject: str) -> dict[str, Value]:
    person = registry.people([subject]).get(subject)
    latest = record.facts_about(subject, with_claims=True).latest("profile")
    told: dict[str, Value] = {**latest.fact.clear, **latest.fact.sealed} if latest else {}
    return told | ({"name": person.name, "phone": told.get("phone") or person.phone} if person else {})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record beside the file it meets. `lines` are empty for who may only know that it waits."""

    key: str
    account: str
    captured_on: date
    received_at: datetime
    state: str
    label: str
    why: str
    fields: tuple[str, ...]
    subject: str
    lines: tuple[Difference, ...] = ()


def listed(actor: Actor, open_only: bool = False) -> list[Waiting]:
    """Records within the reach of who asks, the newest first. No values: a list opens nothing."""
    rows = FieldRecord.objects.order_by("-received_at", "key")
    rows = rows.filter(state=WAITING) if open_only else rows
    rows = rows.filter(account=actor.id) if actor.role is Role.GRID else rows
    rows = rows.filter(street=actor.street or "-") if reach_of(actor.role, Permission.FIELD_RECORD) is Reach.STREET else rows
    return [_view(row) for row in rows[:300]]


def beside(actor: Actor, key: str) -> Waiting:
    """Side by side, with a receipt."""
    row = _found(key)
    require_one(actor, (Permission.FIELD_DECIDE, Permission.FIELD_RECORD), _thing(row))
    if row.state != WAITING:
        return _view(row)
    log_read(actor, [row.subject], (FieldClass.BASIC, FieldClass.CONTACT), "核对上门登记", key)
    with beyond("核对上门登记：并排比对"):
        ready = captured.judged(_opened(row))
        return _view(row, differences(_filed(row.subject), ready.said))


def decide(actor: Actor, key: str, verb: str, why: str = "") -> None:
    """按本次登记更新, 保留原档案 or 退回, with a reason where the file stays as it is."""
    row = _found(key)
    require(actor, Permission.FIELD_DECIDE, _thing(row))
    with beyond("核对上门登记"), transaction.atomic():
        row = FieldRecord.objects.select_for_update().get(key=key)
        if verb not in ("take", "keep", "send-back"):
            raise Refused("procedure.unknown", "没有这个办理选项", "请从页面上的按钮办理")
        event = _event(actor, verb, {"why": why.strip()} if why.strip() else {})
        step = permitted(PROCEDURE, Progress(row.state, None, closed=False), event)
        if verb == "take":
            one = _opened(row)
            by = Actor(row.account, Role.GRID, row.organisation, row.street, grid=row.grid)
            if "name" in row.differing:
                raise Refused("field.name", "姓名不同，不能在这里更新", "请退回采集人核对身份证原件；确需更名的，请转商务局判断身份")
            row.batch, row.subject = captured.land(actor, by, one, captured.judged(one))
        row.state, row.why, row.decided_by, row.decided_at, row.sealed = step.to, why.strip()[:200], actor.id, clock.now(), b""
        row.save()
        vault.destroy([_owner(key)], f"field record {step.to}")


def expire_due(today: date) -> int:
    """Records nobody decided in time, or that were never mended: their key is destroyed."""
    limit = clock.now() - timedelta(days=field_rules(today).waiting_days)
    due = list(FieldRecord.objects.filter(state__in=(WAITING, RETURNED), received_at__lt=limit).values_list("key", flat=True))
    forget(due, "field record expired")
    return len(due)


def forget(keys: list[str], why: str) -> None:
    vault.destroy([_owner(key) for key in keys], why)
    FieldRecord.objects.filter(key__in=keys).update(sealed=b"", state="expired")


def states_of(actor: Actor, phone: str) -> list[Waiting]:
    """What became of the records this phone has sent and that still concern it."""
    return [_view(row) for row in FieldRecord.objects.filter(phone=phone, account=actor.id).order_by("-received_at", "key")[:1000]]


def answer_of(row: FieldRecord) -> Answer:
    words = {
        LANDED: "已入库",
        WAITING: f"与已有档案不一致（{'、'.join(_labels(row.differing))}），等街道核对",
        RETURNED: f"街道退回：{row.why}",
        "kept": f"街道核对后保留原档案：{row.why}",
        "expired": "超过期限没有核对，已清除",
    }
    return Answer(row.state, words[row.state])


def _found(key: str) -> FieldRecord:
    found = FieldRecord.objects.filter(key=key).first()
    if found is None:
        raise Refused("access.absent", "没有找到这份登记。", "请从列表进入。")
    return found


def _opened(row: FieldRecord) -> Captured:
    text = vault.open_many([(_owner(row.key), bytes(row.sealed), _bound(row.key))])[0]
    if text is None:
        raise Refused("field.gone", "这份登记已经清除", "请采集人重新登记")
    answers, day, signature, photos, claims = orjson.loads(text)
    return captured.read({"answers": answers, "captured_on": day, "signature": signature, "photos": photos, "claims": claims})


def _view(row: FieldRecord, lines: tuple[Difference, ...] = ()) -> Waiting:
    return Waiting(
        row.key, row.account, row.captured_on, row.received_at, row.state, PROCEDURE.states[row.state], row.why,
        tuple(_labels(row.differing)), row.subject, lines,
    )  # fmt: skip


def _labels(fields: list[str]) -> list[str]:
    return [captured.labels()[name] for name in fields]


def _thing(row: FieldRecord) -> Thing:
    return Thing(owner=row.subject, organisation=row.organisation, street=row.street, grid=row.grid, made_by=row.account, kind="field-record")


def _event(actor: Actor, verb: str, said: dict[str, Value] | None = None) -> Event:
    return Event(verb, actor.id, clock.now(), clock.today(), actor.organisation, said or {})


def _owner(key: str) -> str:
    return "field:" + key


def _bound(key: str) -> bytes:
    return b"intake_field_record:" + key.encode()

