"""确认入户 — a family that scanned the code on her phone confirms that she came; that visit is worth one rating from each side.

Both ratings are sealed under the visit's own key. They open together: when both are in, or after the days of the rules.
The family's then becomes a rating on record, tied to this visit; hers is told to the family and kept nowhere else.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.presenting.models import Ask, Visit
from jiaxin.apps.publication import codes
from jiaxin.apps.publication.cardfile import key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.history import in_force
from jiaxin.domain.onecode import payload as payloads
from jiaxin.domain.onecode.cbor import Malformed
from jiaxin.domain.onecode.envelope import from_text, opened
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.reviews import KINDS, reply_to
from jiaxin.domain.rulebooks.code import code_rules
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA
from jiaxin.kit.crypto import digest
from jiaxin.kit.ids import new_id

SIDES = ("family", "worker")


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit as one side sees it: what the other said only once it is open."""

    id: str
    subject: str
    confirmed_at: datetime
    said: bool
    open: bool
    closes_on: datetime
    theirs: tuple[int, str] | None = None  # stars and words of the other side
    reply: str = ""  # what the company answered to the family's rating, and which company
    company: str = ""


def scanned(code: str, live: str) -> str:
    """The worker whose live code this is. Raises Refused for a printed card, a stranger's or an old one."""
    subject, state = registry.subject_of_code(key_of(code))
    try:
        envelope = opened(from_text(live))
        said = payloads.read(envelope)
        key = next(iter(codes.key_list().find(envelope.kid)), None)
        good = key is not None and codes.accepted(key, envelope.signature, envelope.message(payloads.bound(code)))
    except (Malformed, payloads.Newer):
        good = False
    if not good or not subject or state != "issued":
        raise Refused("visit.code", "这个码不能用来确认入户", "请对方打开手机上的码，再扫一次")
    minutes = code_rules(clock.today()).scanned_minutes
    if not said.live or not 0 <= clock.now().timestamp() - said.issued_at <= 60 * minutes:
        raise Refused("visit.old", "要扫手机上的实时码，而且要在十分钟内确认", "请对方刷新手机上的码，再扫一次")
    return subject


@beyond("凭实时码确认入户：家庭没有账号")
def confirm(code: str, live: str) -> str:
    """入户. Returns the secret that opens the family's page; a second confirmation of one scan is refused."""
    subject, now, today = scanned(code, live), clock.now(), clock.today()
    day = datetime.combine(today, datetime.min.time(), CHINA)
    mark, secret, visit = digest(from_text(live)), secrets.token_urlsafe(24), new_id()
    if Visit.objects.filter(live=mark).exists():
        raise Refused("visit.twice", "这次入户已经确认过了", "请用确认时打开的那一页")
    if Visit.objects.filter(subject=subject, confirmed_at__gte=day).count() >= code_rules(today).visits_a_day:
        raise Refused("visit.many", "这个码今天确认的入户次数太多了", "有疑问请打 12345")
    with transaction.atomic():
        vault.ensure_keys([_owner(visit)])
        Visit.objects.create(id=visit, subject=subject, secret=digest(secret.encode()), live=mark, confirmed_at=now)
        said = Provenance("household", Channel.PHONE, f"family:{visit}")
        clear = {"order_no": visit, "confirmed_on": today.isoformat(), "method": "scan"}
        ledger.append([Fact("visit", subject, today, said, (visit, today.isoformat()), clear, {}, Standing.PHONE, happened_at=now)])
    return secret


@beyond("家庭凭链接查看这次入户")
def of_secret(secret: str) -> Seen:
    row = _by_secret(secret)
    found = _seen(row, "family")
    if not (found.open and found.said):
        return found
    reply, company = _reply(row)
    return replace(found, reply=reply, company=company)


def of_hers(actor: Actor) -> list[Seen]:
    """Her visits of the last weeks, the latest first."""
    require(actor, Permission.CODE_SHOW, Thing(owner=actor.subject))
    since = clock.now() - timedelta(days=60)
    rows = Visit.objects.filter(subject=actor.subject, confirmed_at__gt=since).order_by("-confirmed_at", "id")
    return [_seen(row, "worker") for row in rows]


@beyond("家庭凭链接评价这次入户")
def say_as_family(secret: str, stars: int, text: str) -> None:
    _say(_by_secret(secret), "family", stars, text)


def say_as_worker(actor: Actor, visit: str, stars: int, text: str) -> None:
    row = Visit.objects.filter(pk=visit).first()
    require(actor, Permission.CODE_SHOW, Thing(owner=row.subject if row else "nobody"))
    assert row is not None
    with beyond("她这次入户的双方评价一起公开"):
        _say(row, "worker", stars, text)


def open_due() -> int:
    """Open what has been sealed for the days of the rules; the job process calls this. How many."""
    limit = clock.now() - timedelta(days=code_rules(clock.today()).sealed_days)
    due = list(Visit.objects.filter(opened_at=None, confirmed_at__lte=limit).order_by("confirmed_at", "id")[:200])
    for row in due:
        with transaction.atomic():
            _open(Visit.objects.select_for_update().get(pk=row.pk))
    return len(due)


def forget(subjects: Sequence[str]) -> None:
    """What a family asked to see of an erased person, and what both sides said about her visits."""
    Ask.objects.filter(subject__in=list(subjects)).delete()
    visits = Visit.objects.filter(subject__in=list(subjects))
    vault.destroy([_owner(one) for one in visits.values_list("id", flat=True)], "erased on demand")
    visits.update(family_said=None, worker_said=None)


def _say(row: Visit, side: str, stars: int, text: str) -> None:
    if stars not in range(1, 6):
        raise Refused("visit.stars", "请选一到五颗星", "选好后再提交")
    with transaction.atomic():
        row = Visit.objects.select_for_update().get(pk=row.pk)
        if row.opened_at is not None or _closes(row) <= clock.now():
            raise Refused("visit.closed", "这次入户的评价已经截止", "有问题请打 12345")
        if getattr(row, f"{side}_said") is not None:
            raise Refused("visit.said", "您已经评价过了", "一次入户只能评价一次")
        body = json.dumps([stars, text.strip()[:300]], ensure_ascii=False).encode()
        (box,) = vault.seal_many([(_owner(row.pk), body, _bound(row.pk, side))])
        setattr(row, f"{side}_said", box)
        row.save(update_fields=[f"{side}_said"])
        if row.family_said is not None and row.worker_said is not None:
            _open(row)


def _open(row: Visit) -> None:
    if row.opened_at is not None:
        return
    row.opened_at = clock.now()
    row.save(update_fields=["opened_at"])
    if (said := _read(row, "family")) is not None:
        today = clock.today()
        source = Provenance("household", Channel.PHONE, f"family:{row.pk}")
        clear = {"order_no": row.pk, "stars": said[0], "rated_on": today.isoformat(), "verified": True}
        ledger.append([Fact("rating", row.subject, today, source, (row.pk,), clear, {"text": said[1]}, Standing.PHONE)])


def _read(row: Visit, side: str) -> tuple[int, str] | None:
    box = getattr(row, f"{side}_said")
    if box is None:
        return None
    (text,) = vault.open_many([(_owner(row.pk), bytes(box), _bound(row.pk, side))])
    if text is None:
        return None
    stars, words = json.loads(text)
    return int(stars), str(words)


def _seen(row: Visit, side: str) -> Seen:
    other = SIDES[1 - SIDES.index(side)]
    said = getattr(row, f"{side}_said") is not None
    theirs = _read(row, other) if row.opened_at is not None else None
    return Seen(row.pk, row.subject, row.confirmed_at, said, row.opened_at is not None, _closes(row), theirs)


def _reply(row: Visit) -> tuple[str, str]:
    """What the company answers and its name, while the rating and the answer stand."""
    history = record.history_of_many([row.subject], True, KINDS)[row.subject]
    stands = in_force(row.subject, history)
    rating = next((e for e in stands.of("rating") if e.get("order_no") == row.pk), None)
    reply = reply_to(stands, history, rating.id) if rating else None
    if reply is None:
        return "", ""
    firm = registry.companies([reply.company]).get(reply.company)
    return str(reply.entry.get("text") or ""), firm.name if firm else ""


def _by_secret(secret: str) -> Visit:
    row = Visit.objects.filter(secret=digest(secret.encode())).first()
    if row is None:
        raise Refused("access.absent", "没有这个页面。", "请重新扫码。")
    return row


def _closes(row: Visit) -> datetime:
    on = row.confirmed_at.astimezone(CHINA).date()
    return row.confirmed_at + timedelta(days=code_rules(on).sealed_days)


def _owner(visit: str) -> str:
    return f"visit:{visit}"


def _bound(visit: str, side: str) -> bytes:
    return f"presenting_visit:{visit}:{side}".encode()
