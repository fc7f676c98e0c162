"""出示更多 — the family asks, she allows chosen facts for a time; it ends by itself, she can end it at once, each look is a receipt.

What is shown comes with its path to the root in the code that was scanned: a browser can check it against the card in hand.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.presenting.models import Ask
from jiaxin.apps.publication import codes
from jiaxin.apps.publication.cardfile import key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure.more import NAMES
from jiaxin.domain.errors import Refused
from jiaxin.domain.onecode.disclosures import Disclosure
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role, Thing
from jiaxin.domain.rulebooks.code import code_rules
from jiaxin.kit import clock
from jiaxin.kit.crypto import digest
from jiaxin.kit.ids import new_id

MINUTES = (15, 60, 24 * 60)
_CLASSES = {"健康证": FieldClass.HEALTH, "背景核查": FieldClass.BACKGROUND, "姓名": FieldClass.CONTACT, "近12个月": FieldClass.CONDUCT}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as either side sees it. `facts` only for the family, while it is allowed."""

    id: str
    state: str
    pair: str
    wanted: tuple[str, ...]
    allowed: tuple[str, ...]
    asked_at: datetime
    until: datetime | None
    root: bytes = b""
    facts: tuple[Disclosure, ...] = ()


@beyond("凭码请求：请求的人没有账号")
def ask(code: str, wanted: Sequence[str]) -> str:
    """A family's request. Returns the secret that opens its page. Raises Refused for an unknown code or too many today."""
    names = [one for one in NAMES if one in wanted]
    if not names:
        raise Refused("ask.nothing", "还没有选想看的内容", "请至少选一项")
    key = key_of(code)
    subject, state = registry.subject_of_code(key)
    if not subject or state != "issued":
        raise Refused("ask.code", "这个码现在不能请求查看", "请对方打开手机上的码，再扫一次")
    now, secret = clock.now(), secrets.token_urlsafe(24)
    if Ask.objects.filter(subject=subject, asked_at__gt=now - timedelta(days=1)).count() >= code_rules(clock.today()).asks_a_day:
        raise Refused("ask.many", "今天对这个码的请求太多了", "请当面看证件原件，或明天再试")
    Ask.objects.create(
        id=new_id(), secret=digest(secret.encode()), code=key, subject=subject, wanted=names,
        pair=f"{secrets.randbelow(10_000):04}", asked_at=now,
    )  # fmt: skip
    return secret


def answer(actor: Actor, ask_id: str, names: Sequence[str], minutes: int) -> None:
    """She allows some of what was asked, for a time; none of it = she refuses."""
    row = _hers(actor, ask_id)
    if _state(row) != "waiting":
        raise Refused("ask.over", "这个请求已经失效", "请对方重新请求")
    allowed = [one for one in row.wanted if one in names]
    least = min(max(minutes, 1), code_rules(clock.today()).grant_minutes_at_most)
    row.state, row.allowed = ("allowed" if allowed else "refused"), allowed
    row.until = clock.now() + timedelta(minutes=least) if allowed else None
    row.save(update_fields=["state", "allowed", "until"])


def end(actor: Actor, ask_id: str) -> None:
    """收回: at once."""
    row = _hers(actor, ask_id)
    row.state = "ended"
    row.save(update_fields=["state"])


def of_hers(actor: Actor) -> list[Asked]:
    """What waits for her and what she has allowed, the latest first."""
    require(actor, Permission.CODE_SHOW, Thing(owner=actor.subject))
    since = clock.now() - timedelta(days=1)
    rows = Ask.objects.filter(subject=actor.subject, asked_at__gt=since).order_by("-asked_at", "id")
    return [one for one in map(_seen, rows) if one.state in ("waiting", "allowed")]


@beyond("本人点了允许，家庭凭链接查看")
def look(secret: str) -> Asked:
    """The family's page. While it is allowed each look leaves a receipt on hers, before anything is opened."""
    row = Ask.objects.filter(secret=digest(secret.encode())).first()
    if row is None:
        raise Refused("access.absent", "没有这个页面。", "请重新扫码。")
    if _state(row) != "allowed":
        return _seen(row)
    with transaction.atomic():
        Ask.objects.filter(pk=row.pk).update(looks=F("looks") + 1)
        classes = {_CLASSES.get(one, FieldClass.BASIC) for one in row.allowed}
        family = Actor(f"family:{row.pk}", Role.HOUSEHOLD)
        log_read(family, [row.subject], classes, f"您允许家庭查看：{'、'.join(row.allowed)}"[:120], row.pk)
        root, facts = codes.disclosures(row.subject, bytes(row.code), row.allowed)
    return _seen(row, root, tuple(facts))


def _hers(actor: Actor, ask_id: str) -> Ask:
    row = Ask.objects.filter(pk=ask_id).first()
    require(actor, Permission.CODE_SHOW, Thing(owner=row.subject if row else "nobody"))
    assert row is not None
    return row


def _state(row: Ask) -> str:
    now = clock.now()
    if row.state == "waiting" and row.asked_at + timedelta(minutes=code_rules(clock.today()).ask_minutes) < now:
        return "ended"
    return "ended" if row.state == "allowed" and row.until is not None and row.until <= now else row.state


def _seen(row: Ask, root: bytes = b"", facts: tuple[Disclosure, ...] = ()) -> Asked:
    return Asked(
        row.pk, _state(row), row.pair, tuple(row.wanted), tuple(row.allowed), row.asked_at, row.until, root, facts
    )
