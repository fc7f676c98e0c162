"""对接单位 — who we exchange letters with: name, code, keys, what for; changed by two people or not at all.

What is proposed is written out and digested; the second pair of eyes approves that digest, the record keeps who both were.
Distrusting takes effect with the approval and from the day that is written in it (doubting); trusting again lets letters in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from jiaxin.apps.access import exchange_keys
from jiaxin.apps.access.actions import require, set_up_organisation
from jiaxin.apps.exchange import doubting
from jiaxin.apps.exchange.models import Peer, PeerChange, PeerKey
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange.content import travels
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.procedures.peer_change import PROCEDURE
from jiaxin.domain.procedures.procedure import About, Event, Progress, permitted
from jiaxin.kit import clock
from jiaxin.kit.canonical import canonical
from jiaxin.kit.ids import new_id

WHAT = {"enter": "登记", "edit": "改约定", "key": "换密钥", "withdraw-key": "停用密钥", "distrust": "停止信任", "trust": "恢复信任"}
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,30}\Z")
_HEX = re.compile(r"[0-9a-f]+\Z")
_LENGTHS = {"ed25519": 64, "sm2": 128}


@dataclass(frozen=True, slots=True)
class Change:
    """A change as a page shows it. `lines`: what it says, label and text."""

    id: str
    peer: str
    what: str
    label: str
    lines: tuple[tuple[str, str], ...]
    digest: str
    state: str
    state_label: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None


def own_code() -> str:
    return str(settings.DISTRICT.region_code)


def propose(actor: Actor, peer: str, what: str, said: Mapping[str, str | Sequence[str]]) -> str:
    """Returns the id of the change. Raises Refused with what is wrong in it."""
    require(actor, Permission.PEER_PROPOSE, Thing(kind="peer"))
    if what not in WHAT:
        raise Refused("peer.what", "没有这种变更", "请从页面上的选项里选择")
    known = Peer.objects.filter(pk=peer).first()
    if what == "enter" and (not _CODE.match(peer) or known is not None or peer == own_code()):
        raise Refused("peer.code", "代码不合要求，或者已经登记过", "用区划代码或平台代码：小写字母、数字和短横线，2 到 31 个")
    if what != "enter" and known is None:
        raise Refused("access.absent", "没有这个对接单位。", "请从列表进入。")
    kept, now = _checked(what, said), clock.now()
    one = PeerChange(id=new_id(), peer=peer, what=what, said=kept, proposed_by=actor.id, proposed_at=now)
    one.digest = sha256(canonical({"id": one.id, "peer": peer, "what": what, "said": kept})).hexdigest()
    one.state = permitted(PROCEDURE, Progress("", None, closed=False), _event(actor, "propose", one)).to
    one.save(force_insert=True)
    return one.id


def decide(actor: Actor, change: str, verb: str, digest: str) -> None:
    """Approve or refuse what somebody else proposed, or withdraw it. `digest`: what the page showed."""
    one = PeerChange.objects.filter(pk=change).first()
    if one is None:
        raise Refused("access.absent", "没有这项变更。", "请从列表进入。")
    permission = Permission.PEER_PROPOSE if verb == "withdraw" else Permission.PEER_DECIDE
    require(actor, permission, Thing(kind="peer", made_by=one.proposed_by))
    if one.digest != digest:
        raise Refused("peer.digest", "页面上的内容已经变了", "请刷新后重新核对")
    with transaction.atomic():
        one = PeerChange.objects.select_for_update().get(pk=change)
        proposed = Event("propose", one.proposed_by, one.proposed_at, one.proposed_at.astimezone(clock.CHINA).date(), "", _said(one))
        event = _event(actor, verb)
        step = permitted(PROCEDURE, Progress(one.state, None, closed=False), event, [proposed])
        one.state, one.decided_by, one.decided_at = step.to, actor.id, event.at
        one.save()
        if step.records:
            assert PROCEDURE.records is not None
            ledger.append(PROCEDURE.records(About("", registry.place(settings.DISTRICT.name), (proposed, event)), step))
            _apply(actor, one)


def changes(actor: Actor, peer: str = "") -> list[Change]:
    """Those that wait first, then the latest."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    rows = PeerChange.objects.filter(peer=peer) if peer else PeerChange.objects.filter(state="proposed")
    return [_view(row) for row in sorted(rows, key=lambda r: (r.state != "proposed", -r.proposed_at.timestamp(), r.id))[:100]]


def key_at(peer: str, kid: str) -> PeerKey | None:
    return PeerKey.objects.filter(peer=peer, kid=kid).first()


def key_to(peer: str) -> PeerKey:
    """The key that letters to a peer are sealed to today. Raises Refused where none is valid."""
    now = clock.now()
    found = PeerKey.objects.filter(peer=peer, since__lte=now, until__gte=now, withdrawn_at=None).order_by("-since", "-id").first()
    if found is None:
        raise Refused("peer.no-key", "对方没有有效的公钥，不能寄信", "请先登记对方的新公钥，由另一人批准")
    return found


def _apply(actor: Actor, one: PeerChange) -> None:
    said = one.said
    if one.what == "enter":
        Peer.objects.create(code=one.peer, name=said["name"], purposes=said["purposes"], may_send=said["may_send"], may_ask=said["may_ask"])
        set_up_organisation(Actor.job("exchange"), doubting.source_of(one.peer), said["name"], "peer", "")
        _enter_key(one.peer, said)
    elif one.what == "edit":
        Peer.objects.filter(pk=one.peer).update(name=said["name"], purposes=said["purposes"], may_send=said["may_send"], may_ask=said["may_ask"])
        set_up_organisation(Actor.job("exchange"), doubting.source_of(one.peer), said["name"], "peer", "")
    elif one.what == "key":
        _enter_key(one.peer, said)
    elif one.what == "withdraw-key":
        PeerKey.objects.filter(peer=one.peer, kid=said["kid"], withdrawn_at=None).update(withdrawn_at=clock.now())
    elif one.what == "distrust":
        since = date.fromisoformat(said["since"])
        Peer.objects.filter(pk=one.peer).update(trusted=False, distrusted_from=since)
        doubting.doubt(actor, one.peer, since)
    else:
        Peer.objects.filter(pk=one.peer).update(trusted=True, distrusted_from=None, stopped="")


def _enter_key(peer: str, said: Mapping[str, Any]) -> None:
    signing, since = bytes.fromhex(said["signing"]), clock.now()
    PeerKey.objects.update_or_create(
        peer=peer, kid=exchange_keys.kid_of(signing),
        defaults={"scheme": said["scheme"], "signing": signing, "box": bytes.fromhex(said["box"]), "since": since, "until": _end(said["until"]), "withdrawn_at": None},
    )  # fmt: skip


def _end(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.max.time().replace(microsecond=0), clock.CHINA)


def _checked(what: str, said: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if what in ("enter", "edit"):
        kept |= _agreement(said)
    if what in ("enter", "key"):
        kept |= _key(said)
    if what == "withdraw-key":
        kept["kid"] = _word(said, "kid")
    if what == "distrust":
        kept["since"] = _day(said, "since", clock.today()).isoformat()
    if what in ("distrust", "trust", "withdraw-key"):
        kept["why"] = _word(said, "why")[:200]
        if not kept["why"]:
            raise Refused("peer.why", "没有写原因", "请写明依据和情况")
    return kept


def _agreement(said: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
    rules = exchange_rules(clock.today())
    name = _word(said, "name")[:80]
    lists = {key: sorted(set(said.get(key) or ())) for key in ("purposes", "may_send", "may_ask")}
    if not name or not lists["purposes"]:
        raise Refused("peer.agreement", "没有写名称，或没有选用途", "请照双方的约定填写")
    if not set(lists["purposes"]) <= set(rules.purposes) or not {*lists["may_send"], *lists["may_ask"]} <= {one for one in rules.kinds if travels(one)}:
        raise Refused("peer.agreement", "含有互换规则之外的用途或记录", "请从页面上的选项里选择")
    return {"name": name, **lists}


def _key(said: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
    scheme, signing, box = (_word(said, name).lower() for name in ("scheme", "signing", "box"))
    if not _HEX.match(signing) or len(signing) != _LENGTHS.get(scheme) or not _HEX.match(box) or len(box) != 64:
        raise Refused("peer.key", "公钥的样子不对", "请把对方给的签名公钥和加密公钥整段贴进来，并当面或打电话核对指纹")
    until = _day(said, "until", None)
    if not clock.today() < until <= clock.today() + timedelta(days=exchange_rules(clock.today()).key_days):
        raise Refused("peer.until", "公钥的最后一天太早或太远", f"请写今后 {exchange_rules(clock.today()).key_days} 天之内的一天")
    return {"scheme": scheme, "signing": signing, "box": box, "until": until.isoformat()}


def _word(said: Mapping[str, str | Sequence[str]], name: str) -> str:
    value = said.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _day(said: Mapping[str, str | Sequence[str]], name: str, latest: date | None) -> date:
    try:
        found = date.fromisoformat(_word(said, name))
    except ValueError:
        found = None
    if found is None or (latest is not None and found > latest):
        raise Refused("peer.day", "日期没有写，或不能用", "请选一个日期；停止信任的起始日不能晚于今天")
    return found


def _said(one: PeerChange) -> dict[str, Any]:
    return {"peer": one.peer, "change": one.id, "what": one.what, "change_digest": one.digest}


def _event(actor: Actor, verb: str, one: PeerChange | None = None) -> Event:
    return Event(verb, actor.id, clock.now(), clock.today(), actor.organisation, _said(one) if one else {})


_LABELS = {"name": "名称", "purposes": "用途", "may_send": "可以发来", "may_ask": "可以请求", "scheme": "签名算法", "signing": "签名公钥", "box": "加密公钥", "until": "用到", "kid": "公钥编号", "since": "从哪天起", "why": "原因"}


def _view(row: PeerChange) -> Change:
    rules = exchange_rules(clock.today())
    words = {**rules.purposes, **rules.kinds}
    told: dict[str, Any] = row.said
    lines = tuple((label, _in_words(told[name], words)) for name, label in _LABELS.items() if name in told)
    return Change(row.id, row.peer, row.what, WHAT[row.what], lines, row.digest, row.state, PROCEDURE.states[row.state], row.proposed_by, row.proposed_at, row.decided_by, row.decided_at)


def _in_words(value: str | list[str], words: Mapping[str, str]) -> str:
    return "、".join(words.get(one, one) for one in value) or "无" if isinstance(value, list) else value
