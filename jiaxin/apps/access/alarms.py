"""警报 — eleven things that need a person's eye within a minute; each said once until somebody has looked.

    reveals      one account opens full numbers faster than work explains
    refusals     one account is refused again and again: somebody tries doors
    budget       one account has used up what one person may open
    off-hours    one account looks at many people at night
    new-device   an administrator signs in from a kind of device never seen before
    checkpoint   the record grows and no checkpoint is signed (told by the job that signs)
    shipping     lines for the log server do not get there (told by the job that sends)
    keys         the key-encryption key is overdue, or its replacement stands still (told by the job that watches)
    leak         authority or persons are not told of a leak in time (told by the job that watches)
    scanner      the scanner of uploads does not answer (told by the gate of uploads)
    backup       the last backup is older than the rules of the district have it

Read from the receipts, refusals and sessions that are written anyway; the job process asks every minute. What is
looked at again is only what came after the last look, so that one night does not ring for a week. The thresholds
stand in `limits`; on the demo district an ordinary day rings nothing (a test plays both).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max

from jiaxin.apps.access import limits
from jiaxin.apps.access.doctoring import backup_overdue
from jiaxin.apps.access.exports import REVEAL
from jiaxin.apps.access.models import Alarm, KnownDevice, Read, Refusal, Session
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock

LABELS = {
    "reveals": "短时间内多次查看完整信息",
    "refusals": "连续被拒绝",
    "budget": "查看额度用完",
    "off-hours": "非工作时间大量查看",
    "new-device": "管理员在新设备上登录",
    "checkpoint": "账本没有按时签发检查点",
    "leak": "泄露处置超过时限",
    "keys": "主密钥超期未更换",
    "shipping": "安全日志没有送达日志服务器",
    "scanner": "查毒程序没有回应",
    "backup": "没有按时备份",
}
_FIGURES = re.compile(r"[\d,:-]+")
_STANDING = frozenset({"checkpoint", "leak", "keys", "shipping", "scanner", "backup"})  # states, which last while somebody works on them
_ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR, Role.BUREAU_ADMIN)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something over its threshold; `at` is when it last happened."""

    kind: str
    about: str
    said: str
    at: datetime


def watch() -> int:
    """Look once; how many alarms are new. The job process calls this every minute."""
    now = clock.now()
    return sum(sound(sign) for sign in (*_reveals(now), *_refusals(now), *_budgets(now), *_off_hours(now), *_new_devices(now), *_backups(now)))


def sound(sign: Sign) -> bool:
    """Ring unless it rings already or somebody has looked since; whether it is new."""
    with transaction.atomic():
        last = Alarm.objects.filter(kind=sign.kind, about=sign.about).order_by("-id").first()
        if last is not None and last.seen_at is not None and (sign.at <= last.seen_at or _in_hand(last, sign)):
            return False
        if last is not None and last.seen_at is None:
            Alarm.objects.filter(pk=last.pk).update(said=sign.said[:200], last_at=sign.at)
            return False
        Alarm.objects.create(kind=sign.kind, about=sign.about, said=sign.said[:200], first_at=clock.now(), last_at=sign.at)
    return True


def _in_hand(last: Alarm, sign: Sign) -> bool:
    """A state that somebody has looked at does not ring again in the next minute, but a day later if it still stands, or at once when it says something else."""
    again = clock.now() - (last.seen_at or sign.at) >= timedelta(hours=limits.ALARM_AGAIN_HOURS)
    return sign.kind in _STANDING and not again and _FIGURES.sub("", last.said) == _FIGURES.sub("", sign.said[:200])


def seen(actor: Actor, alarm: int, note: str) -> None:
    """Somebody has looked and says what it was."""
    if not note.strip():
        raise Refused("alarm.note", "没有写核查结果。", "请写明看到了什么、怎么处理的。")
    if not Alarm.objects.filter(pk=alarm, seen_at=None).update(seen_by=actor.id, seen_at=clock.now(), note=note.strip()[:200]):
        raise Refused("alarm.seen", "这条警报已经有人处理。", "请刷新页面查看。")


def _reveals(now: datetime) -> Iterator[Sign]:
    minutes, most = limits.ALARM_REVEAL_MINUTES, limits.ALARM_REVEALS
    rows = Read.objects.filter(reference=REVEAL, at__gt=now - timedelta(minutes=minutes))
    for actor, n, at in rows.values_list("actor").annotate(n=Count("id"), at=Max("at")).filter(n__gte=most):
        yield Sign("reveals", actor, f"{minutes} 分钟内 {n} 次查看完整信息", at)


def _refusals(now: datetime) -> Iterator[Sign]:
    minutes, most = limits.ALARM_REFUSAL_MINUTES, limits.ALARM_REFUSALS
    rows = Refusal.objects.filter(at__gt=now - timedelta(minutes=minutes)).exclude(code__in=("step-up", "budget"))
    for actor, n, at in rows.values_list("actor").annotate(n=Count("id"), at=Max("at")).filter(n__gte=most):
        yield Sign("refusals", actor, f"{minutes} 分钟内 {n} 次被拒绝", at)


def _budgets(now: datetime) -> Iterator[Sign]:
    rows = Refusal.objects.filter(at__gt=now - timedelta(minutes=limits.ALARM_REFUSAL_MINUTES), code="budget")
    for actor, at in rows.values_list("actor").annotate(at=Max("at")):
        yield Sign("budget", actor, "查看档案、完整信息或导出的额度已用完，仍在继续", at)


def _off_hours(now: datetime) -> Iterator[Sign]:
    hour, most = now.astimezone(clock.CHINA).hour, limits.ALARM_NIGHT_PERSONS
    if limits.DAY_BEGINS <= hour < limits.DAY_ENDS:
        return
    people = Role.WORKER, Role.HOUSEHOLD, Role.SYSTEM
    rows = Read.objects.filter(at__gt=now - timedelta(hours=1)).exclude(role__in=people)
    for actor, n, at in rows.values_list("actor").annotate(n=Count("readsubject__subject", distinct=True), at=Max("at")).filter(n__gte=most):
        yield Sign("off-hours", actor, f"夜间一小时内查看 {n} 人", at)


def _backups(now: datetime) -> Iterator[Sign]:
    if said := backup_overdue():
        yield Sign("backup", "backup", said, now)


def _new_devices(now: datetime) -> Iterator[Sign]:
    rows = Session.objects.filter(account__role__in=_ADMINISTRATORS, expire_date__gt=now).exclude(device="")
    for account, username, device in rows.values_list("account", "account__username", "device").distinct():
        known = set(KnownDevice.objects.filter(account=account).values_list("device", flat=True))
        if device in known:
            continue
        KnownDevice.objects.create(account_id=account, device=device, since=now)
        if known:  # the first one of an account is where it was set up
            yield Sign("new-device", username, f"第一次在“{device}”上登录", now)
