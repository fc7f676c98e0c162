"""互换查看 — peers and how far the letters have come each way, letters that wait for somebody, and what she may choose. Read only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Count, QuerySet

from jiaxin.apps.access import exchange_keys
from jiaxin.apps.access.actions import require
from jiaxin.apps.exchange import agreeing, doubting
from jiaxin.apps.exchange import peers as registry_of_peers
from jiaxin.apps.exchange.models import Came, Peer, PeerKey, Received, Sent
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange.envelope import ASK, NONE, RECORD
from jiaxin.domain.exchange.judging import REASONS, missing
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock

_STATES = {"applied": "已收", "waiting": "等前面的信", "held": "待处理", "aside": "已搁置"}
KINDS = {ASK: "请求记录", RECORD: "记录", NONE: "没有可提供的"}


@dataclass(frozen=True, slots=True)
class KeyView:
    kid: str
    scheme: str
    since: date
    until: date
    state: str  # ok | over | withdrawn


@dataclass(frozen=True, slots=True)
class PeerView:
    """对接单位. Numbers of letters; `unread`: ours that it has not said to have read; `missing`: numbers we asked for again."""

    code: str
    name: str
    trusted: bool
    distrusted_from: date | None
    stopped: bool
    purposes: tuple[str, ...]
    may_send: tuple[str, ...]
    may_ask: tuple[str, ...]
    sent: int
    unread: int
    got: int
    waiting: int
    held: int
    doubted: int
    missing: tuple[int, ...]
    keys: tuple[KeyView, ...]
    agreement: tuple[tuple[str, ...], ...]  # codes of purposes, may_send, may_ask

    @property
    def without_key(self) -> bool:
        return not any(key.state == "ok" for key in self.keys)


@dataclass(frozen=True, slots=True)
class Letter:
    """来信. No content."""

    id: str
    peer: str
    name: str
    number: int
    kind: str
    written_at: datetime
    at: datetime
    way: str
    state: str
    state_label: str
    reason: str
    why: str
    again: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What she may say yes to about one platform. `purpose` is a code, `purpose_label` what she reads; `kinds` labels."""

    peer: str
    name: str
    purpose: str
    purpose_label: str
    gives: tuple[str, ...]
    asks: tuple[str, ...]
    giving: bool
    asking: bool
    waits: bool
    trusted: bool


def peers(actor: Actor) -> list[PeerView]:
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    return _peers(list(Peer.objects.order_by("name", "code")))


def peer(actor: Actor, code: str) -> PeerView:
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    row = Peer.objects.filter(pk=code).first()
    if row is None:
        raise Refused("access.absent", "没有这个对接单位。", "请从列表进入。")
    return _peers([row])[0]


def held(actor: Actor) -> list[Letter]:
    """待处理, the longest first."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    return _letters(Received.objects.filter(state="held").order_by("at", "id")[:500])


def letters(actor: Actor, code: str) -> list[Letter]:
    """The latest letters of a peer, whatever became of them."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    return _letters(Received.objects.filter(peer=code).order_by("-at", "-id")[:50])


def own_keys(actor: Actor) -> tuple[str, exchange_keys.Public]:
    """(our code, our public keys): what a peer enters of us."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    return registry_of_peers.own_code(), exchange_keys.public()


def offers(actor: Actor) -> list[Offer]:
    """Of her own: each platform and purpose, and what she has said. Peers that are not trusted only where she may still take back."""
    require(actor, Permission.TRANSFER_OWN, Thing(owner=actor.subject))
    rules, found, agreed = exchange_rules(clock.today()), [], agreeing.agreed_to(actor.subject)
    asked = set(Sent.objects.filter(subject=actor.subject, kind=ASK, answered_at=None, withheld=b"").order_by("peer").values_list("peer", "purpose"))
    for row in Peer.objects.order_by("name", "code"):
        for purpose in row.purposes:
            giving, asking = ((row.code, way, purpose) in agreed for way in (agreeing.GIVE, agreeing.ASK))
            if not row.trusted and not giving and not asking:
                continue
            waits = (row.code, purpose) in asked
            found.append(Offer(row.code, row.name, purpose, rules.purposes.get(purpose, purpose), _labels(row.may_ask), _labels(row.may_send), giving, asking, waits, row.trusted))
    return found


def _labels(kinds: Sequence[str]) -> tuple[str, ...]:
    words = exchange_rules(clock.today()).kinds
    return tuple(words.get(one, one) for one in kinds)


def _peers(rows: Sequence[Peer]) -> list[PeerView]:
    """All of them with four questions, however many they are."""
    rules, now, codes = exchange_rules(clock.today()), clock.now(), [row.code for row in rows]
    ahead: dict[str, set[int]] = defaultdict(set)
    for code, number in Received.objects.filter(peer__in=codes, state="waiting").order_by("peer", "number").values_list("peer", "number"):
        ahead[code].add(number)
    keys: dict[str, list[KeyView]] = defaultdict(list)
    for k in PeerKey.objects.filter(peer__in=codes).order_by("-since", "-id"):
        keys[k.peer].append(KeyView(k.kid, k.scheme, _day(k.since), _day(k.until), "withdrawn" if k.withdrawn_at else "ok" if k.since <= now <= k.until else "over"))
    holds = _numbers(Received.objects.filter(peer__in=codes, state="held"))
    doubts = _numbers(Came.objects.filter(peer__in=codes, state=doubting.DOUBTED))
    found = []
    for row in rows:
        waits = frozenset(number for number in ahead[row.code] if number > row.got_number)
        found.append(
            PeerView(
                row.code, row.name, row.trusted, row.distrusted_from, bool(row.stopped), tuple(rules.purposes.get(p, p) for p in row.purposes),
                _labels(row.may_send), _labels(row.may_ask), row.sent_number, row.sent_number - row.acked, row.got_number, len(waits),
                holds.get(row.code, 0), doubts.get(row.code, 0), missing(row.got_number, waits, rules.missing_at_most), tuple(keys[row.code]),
                (tuple(row.purposes), tuple(row.may_send), tuple(row.may_ask)),
            )
        )  # fmt: skip
    return found


def _numbers(rows: QuerySet[Received] | QuerySet[Came]) -> dict[str, int]:
    """Platform → how many of these rows are its."""
    return dict(rows.order_by("peer").values("peer").annotate(n=Count("pk")).values_list("peer", "n"))


def _letters(rows: Iterable[Received]) -> list[Letter]:
    names = dict(Peer.objects.values_list("code", "name"))
    found = list(rows)
    return [
        Letter(
            r.id, r.peer, names.get(r.peer, r.peer), r.number, KINDS.get(r.header["kind"], r.header["kind"]), datetime.fromtimestamp(min(r.header["at"], 4_102_444_800), UTC), r.at, r.way,
            r.state, _STATES[r.state], REASONS.get(r.reason, ""), r.decided_why, r.state == "held" and not r.consumed, r.state == "held" and r.reason == "late",
        )
        for r in found
    ]  # fmt: skip


def _day(at: datetime) -> date:
    return at.astimezone(clock.CHINA).date()
