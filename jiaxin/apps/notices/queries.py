"""Who was told what, and when? Read only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.notices.delivery import State
from jiaxin.apps.notices.models import Message
from jiaxin.apps.notices.sealing import opened
from jiaxin.kit.clock import CHINA


@dataclass(frozen=True, slots=True)
class Told:
    """One message as it was sent; empty text where its person has been erased."""

    id: str
    at: datetime
    wording: str
    state: str
    phone: str
    text: str
    read_at: datetime | None


def messages_of(subject: str, limit: int = 50) -> list[Told]:
    """What a person was told, latest first: for her own page."""
    return messages_for((subject,), limit)


def messages_for(ids: Collection[str], limit: int = 50, offset: int = 0, new: bool = False) -> list[Told]:
    """The same under several ids: of files that were found to be hers. new: only what has not been read."""
    return _told(list(_of(ids, new)[offset : offset + limit]))


def count_for(ids: Collection[str], new: bool = False) -> int:
    """How many; nothing is opened."""
    return _of(ids, new).count()


def last_told(wording: str, subjects: list[str]) -> dict[str, datetime]:
    """When each was last told this; nothing is opened."""
    found: dict[str, datetime] = {}
    for start in range(0, len(subjects), 500):
        rows = Message.objects.filter(wording=wording, subject__in=subjects[start : start + 500]).order_by("made_at")
        found.update(rows.values_list("subject", "made_at"))
    return found


@beyond("演示环境的短信箱，对所有人开放")
def outbox(limit: int = 30) -> list[Told]:
    """待发短信 of an installation without a gateway, latest first: for demo and development only."""
    return _told(list(Message.objects.filter(state=State.OUTBOX).order_by("-made_at", "-id")[:limit]))


def receipts_of(ids: list[str]) -> dict[str, str]:
    """送达凭证 of messages: how and when each arrived, in words. Nothing is opened."""
    words = {}
    rows = Message.objects.filter(pk__in=ids).order_by("pk")
    for pk, state, delivered, read, receipt in rows.values_list("pk", "state", "delivered_at", "read_at", "receipt"):
        if read:
            words[pk] = f"{read.astimezone(CHINA):%m-%d %H:%M} 本人已读"
        elif state == State.SENT:
            words[pk] = f"{delivered.astimezone(CHINA):%m-%d %H:%M} 短信送达（回执 {receipt}）"
        elif state == State.FAILED:
            words[pk] = "短信没有送达，须另行送达"
        else:
            words[pk] = "已放入本人页面"
    return words


@dataclass(frozen=True, slots=True)
class Proof:
    """送达凭证 — `kind`: sms (the operator gave a receipt) or read (she opened it); `said` names the receipt and the moment."""

    kind: str
    at: datetime
    said: str


def proof_of(ids: list[str], subject: str) -> Proof | None:
    """The first proof that one of these messages to a subject has reached her; None while nothing proves it. Nothing is opened."""
    found = []
    rows = Message.objects.filter(pk__in=ids, subject=subject).order_by("pk")
    for state, delivered, read, receipt in rows.values_list("state", "delivered_at", "read_at", "receipt"):
        if read:
            found.append(Proof("read", read, f"{read.astimezone(CHINA):%Y-%m-%d %H:%M} 打开"))
        if state == State.SENT and delivered and receipt:
            found.append(Proof("sms", delivered, f"{delivered.astimezone(CHINA):%Y-%m-%d %H:%M} 回执 {receipt}"))
    return min(found, key=lambda one: one.at, default=None)


def _of(ids: Collection[str], new: bool) -> QuerySet[Message]:
    rows = Message.objects.filter(subject__in=[one for one in ids if one]).order_by("-made_at", "-id")
    return rows.filter(read_at=None) if new else rows


def _told(messages: list[Message]) -> list[Told]:
    return [
        Told(m.pk, m.made_at, m.wording, m.state, c.phone if c else "", c.text if c else "", m.read_at)
        for m, c in zip(messages, opened(messages), strict=True)
    ]
