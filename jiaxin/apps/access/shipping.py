"""安全日志外送 — receipts, refusals, grants, sign-ins, failed ones and alarms go to a log server of somebody else, as they are written.

Whoever takes over this installation finds the copy out of reach: of each receipt the leaf is sent, so what is altered
here contradicts what lies there. Nothing personal goes along: account names of officers, the random names of everybody
else, roles, permissions, counts. Neither the people looked at, nor a purpose in somebody's words, nor an address.

Each stream remembers how far it was delivered, so nothing is left out while the receiver is away, and a line that was
sent twice carries the same stream and number. Rows younger than SETTLED are left for the next round: a transaction that
began earlier may still bring a lower number to light. Receipts have a place of their own and need no waiting.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import TypeVar

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count

from jiaxin.apps.access import alarms, exports, limits
from jiaxin.apps.access.models import Alarm, Grant, ReadLeaf, Refusal, Session, Shipped
from jiaxin.kit import clock, syslog
from jiaxin.kit.syslog import Severity

AT_ONCE = 1_000  # lines of one connection
SETTLED = timedelta(seconds=60)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Row = TypeVar("_Row")
_ACTS = (exports.REVEAL, exports.FIND, exports.FILE)


@dataclass(frozen=True, slots=True)
class Event:
    """number: its place in the stream. values: what is told, nothing personal."""

    number: int
    at: datetime
    severity: Severity
    values: dict[str, object]


def ship() -> int:
    """Sends what has not been sent; how many lines. Raises syslog.Undelivered; what was not delivered stays for the next time."""
    if settings.LOG_RECEIVER is None:
        return 0
    sent = 0
    for stream, read in STREAMS.items():
        state, _ = Shipped.objects.get_or_create(stream=stream, defaults={"upto": 0, "at": clock.now()})
        while events := list(islice(read(state.upto), AT_ONCE)):
            syslog.send(settings.LOG_RECEIVER, [_line(stream, one) for one in events])
            state.upto, state.at = events[-1].number, clock.now()
            state.save(update_fields=["upto", "at"])
            sent += len(events)
        Shipped.objects.filter(pk=stream).update(at=clock.now())  # also when nothing waited: it was reached
    return sent


def waits_since() -> datetime | None:
    """When the oldest line that was not delivered came up; None where nothing waits or nobody receives."""
    if settings.LOG_RECEIVER is None:
        return None
    upto = dict(Shipped.objects.values_list("stream", "upto"))
    firsts = [next(read(upto.get(stream, 0)), None) for stream, read in STREAMS.items()]
    return min((one.at for one in firsts if one is not None), default=None)


def watch() -> bool:
    """Rings when lines wait too long; whether that is new."""
    since = waits_since()
    if since is None or clock.now() - since < timedelta(minutes=limits.SHIPPING_OVERDUE_MINUTES):
        return False
    return alarms.sound(alarms.Sign("shipping", "receiver", f"安全日志超过 {limits.SHIPPING_OVERDUE_MINUTES} 分钟没有送达日志服务器", clock.now()))


def _line(stream: str, event: Event) -> bytes:
    host = next(iter(settings.ALLOWED_HOSTS), "")
    return syslog.line(event.at, host, stream, event.severity, {"number": event.number} | event.values)


def _receipts(after: int) -> Iterator[Event]:
    rows = ReadLeaf.objects.filter(position__gt=after).order_by("position").select_related("read")
    rows = rows.annotate(persons=Count("read__readsubject"))
    for row in rows.iterator(chunk_size=AT_ONCE):
        one = row.read
        values = {
            "actor": one.actor, "role": one.role, "organisation": one.organisation, "fields": one.fields, "persons": row.persons,
            "act": one.reference if one.reference in _ACTS else "", "leaf": bytes(row.leaf).hex(),
        }  # fmt: skip
        yield Event(row.position, one.at, Severity.INFORMATIONAL, values)


def _refusals(after: int) -> Iterator[Event]:
    for one in _settled(Refusal.objects.filter(pk__gt=after).order_by("pk").iterator(AT_ONCE), lambda one: one.at):
        values = {"actor": one.actor, "role": one.role, "organisation": one.organisation, "permission": one.permission, "why": one.code}
        yield Event(one.pk, one.at, Severity.WARNING, values)


def _grants(after: int) -> Iterator[Event]:
    rows = Grant.objects.filter(pk__gt=after).order_by("pk").select_related("account")
    for one in _settled(rows.iterator(AT_ONCE), lambda one: one.at):
        values = {"by": one.given_by, "account": one.account.username, "role": one.role, "organisation": one.organisation, "active": one.active}
        yield Event(one.pk, one.at, Severity.NOTICE, values)


def _sign_ins(after: int) -> Iterator[Event]:
    """Numbered by the microsecond in which they began: a session has no other number that grows."""
    since = _EPOCH + timedelta(microseconds=after)
    rows = Session.objects.filter(began_at__gt=since, account__isnull=False).order_by("began_at").select_related("account")
    for one in _settled(rows.iterator(AT_ONCE), lambda one: one.began_at):
        values = {"account": one.account.username, "role": one.account.role, "device": one.device}
        yield Event((one.began_at - _EPOCH) // timedelta(microseconds=1), one.began_at, Severity.INFORMATIONAL, values)


def _failures(after: int) -> Iterator[Event]:
    """The first of each row of failures, with how many there were a minute later. `counter`: a blind index of what was typed."""
    since = _EPOCH + timedelta(microseconds=after)
    for one in _settled(AccessAttempt.objects.filter(attempt_time__gt=since).order_by("attempt_time").iterator(AT_ONCE), lambda one: one.attempt_time):
        values = {"counter": one.username, "failures": one.failures_since_start, "locked": one.failures_since_start >= limits.PASSWORD_FAILURES}
        yield Event((one.attempt_time - _EPOCH) // timedelta(microseconds=1), one.attempt_time, Severity.WARNING, values)


def _alarms(after: int) -> Iterator[Event]:
    for one in _settled(Alarm.objects.filter(pk__gt=after).order_by("pk").iterator(AT_ONCE), lambda one: one.first_at):
        yield Event(one.pk, one.first_at, Severity.ALERT, {"kind": one.kind, "about": one.about})


def _settled(rows: Iterator[_Row], at: Callable[[_Row], datetime]) -> Iterator[_Row]:
    before = clock.now() - SETTLED
    return takewhile(lambda one: at(one) <= before, rows)


STREAMS: dict[str, Callable[[int], Iterator[Event]]] = {
    "receipt": _receipts, "refusal": _refusals, "grant": _grants, "sign-in": _sign_ins, "sign-in-failed": _failures, "alarm": _alarms,
}  # fmt: skip
