"""寄信 — a letter is numbered, chained, sealed and signed when it is written, and its consent asked again when it leaves.

What she does not agree to any more leaves without its content: the envelope keeps its place in the line, signed as withheld.
The sealed content stays until the peer has said that it read it, so that a lost letter can be sent again; then it goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from jiaxin.apps.access import exchange_keys
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.exchange import agreeing, doubting, peers
from jiaxin.apps.exchange.models import Peer, Received, Sent
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure.consent import established, refused
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange import content
from jiaxin.domain.exchange.envelope import (
    ASK,
    NONE,
    RECORD,
    Bundle,
    Envelope,
    Header,
    Slip,
    digest_of,
    withheld_statement,
)
from jiaxin.domain.exchange.judging import missing
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.facts import Entry
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, field_class
from jiaxin.domain.permissions.matrix import KEPT_FOR
from jiaxin.kit import clock

JOB = Actor.job("exchange")


def ask_for(actor: Actor, subject: str, peer: str, purpose: str) -> None:
    """She asks for her own records from a platform: her consent to that is the letter's ground. Asking twice a day is asking once."""
    require(actor, Permission.TRANSFER_OWN, Thing(owner=subject))
    one = Peer.objects.filter(pk=peer).first()
    if one is None or not one.trusted or not one.may_send or purpose not in one.purposes:
        raise Refused("transfer.peer", "现在不能和这个平台互换", "请从页面上的选项里选择")
    peers.key_to(peer)
    with transaction.atomic():
        agreeing.agree(actor, subject, peer, agreeing.ASK, purpose, True)
        if Sent.objects.filter(peer=peer, subject=subject, kind=ASK, answered_at=None, withheld=b"").exists():
            return
        log_read(JOB, [subject], (FieldClass.IDENTITY, FieldClass.CONTACT), f"按您的请求，向{one.name}要您的记录", peer)
        with beyond("本人请求外地平台发来记录"):
            person = registry.people([subject])[subject]
        write(peer, ASK, purpose, content.ask(person.name, person.id_number, one.may_send), subject)


def answer(peer: Peer, header: Header, asked_hash: str, asked: content.Asked) -> None:
    """To an ask that was read: her records of the kinds asked for, or that there are none to give, in the same words for every why."""
    with beyond("外地平台请求记录：认人和核对本人同意"):
        subject = registry.by_id_number(asked.id_number.strip().upper()) or ""
        if subject and agreeing.agrees(subject, peer.code, agreeing.GIVE, header.purpose):
            log_read(JOB, [subject], _classes(asked.kinds), f"按您的同意，提供给{peer.name}", peer.code)
            person = registry.people([subject])[subject]
            entries = _given(subject, asked.kinds)
            if person.name == asked.name and entries:
                write(peer.code, RECORD, header.purpose, content.record(asked_hash, person.name, person.id_number, entries), subject)
                return
        write(peer.code, NONE, header.purpose, content.none(asked_hash), "")


def write(peer: str, kind: str, purpose: str, said: Mapping[str, Any], subject: str) -> None:
    """The next letter to a peer. Raises Refused where it has no valid key."""
    key, now = peers.key_to(peer), clock.now()
    with transaction.atomic():
        line = Peer.objects.select_for_update().get(pk=peer)
        draft = Header(kind, peers.own_code(), peer, purpose, line.sent_number + 1, line.sent_hash, int(now.timestamp()), exchange_keys.public().kid, "")
        payload = exchange_keys.sealed_to(bytes(key.box), content.bound(draft, said))
        header = Header(**{**asdict(draft), "payload": digest_of(payload)})
        one = Envelope(header, exchange_keys.sign(header.signed), payload)
        Sent.objects.create(
            peer=peer, number=header.number, hash=one.hash, header=asdict(header), signature=one.signature, payload=payload,
            kind=kind, purpose=purpose, subject=subject, made_at=now,
        )  # fmt: skip
        line.sent_number, line.sent_hash = header.number, one.hash
        line.save(update_fields=["sent_number", "sent_hash"])


def bundle(actor: Actor, peer: str) -> bytes:
    """What waits to go to a peer, with our slip: one file, or the answer to one request. The same letters until it says it read them."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    line = Peer.objects.filter(pk=peer).first()
    if line is None:
        raise Refused("access.absent", "没有这个对接单位。", "请从列表进入。")
    if not line.trusted:
        raise Refused("peer.distrusted", "已停止信任这个单位，不再寄信", "需要时请先由两人办理恢复信任")
    rules = exchange_rules(clock.today())
    rows = list(Sent.objects.filter(peer=peer, number__gt=line.acked).order_by("number")[: rules.bundle_at_most])
    return Bundle(tuple(_leaving(row) for row in rows), slip_for(line)).written()


def slip_for(line: Peer) -> Slip:
    rules = exchange_rules(clock.today())
    held = frozenset(Received.objects.filter(peer=line.code, state="waiting", number__gt=line.got_number).values_list("number", flat=True))
    draft = Slip(peers.own_code(), line.code, line.got_number, line.got_hash, missing(line.got_number, held, rules.missing_at_most), int(clock.now().timestamp()), exchange_keys.public().kid)
    return Slip(draft.sender, draft.recipient, draft.have, draft.hash, draft.missing, draft.at, draft.key, exchange_keys.sign(draft.signed))


def forget(subjects: Sequence[str]) -> None:
    """An erased person: what has not been read yet leaves without its content, and nothing here says whose it was."""
    for row in Sent.objects.filter(subject__in=list(subjects)):
        _withhold(row)
        Sent.objects.filter(pk=row.pk).update(subject="")


def _leaving(row: Sent) -> Envelope:
    direction = agreeing.ASK if row.kind == ASK else agreeing.GIVE
    if row.subject and not row.withheld and not agreeing.agrees(row.subject, row.peer, direction, row.purpose):
        _withhold(row)
    return Envelope(Header(**row.header), bytes(row.signature), bytes(row.payload), bytes(row.withheld))


def _withhold(row: Sent) -> None:
    row.payload, row.withheld = b"", exchange_keys.sign(withheld_statement(row.hash))
    row.save(update_fields=["payload", "withheld"])


def _given(subject: str, kinds: Sequence[str]) -> list[Entry]:
    """What stands of these kinds and she has confirmed; nothing that another platform said, nothing she keeps to herself."""
    facts, today = established(record.facts_about(subject, as_of=clock.today())), clock.today()
    kept = refused(facts, tuple(KEPT_FOR.values()), today)
    hidden = {of_class for of_class, purpose in KEPT_FOR.items() if purpose in kept}
    own = [e for e in facts.of(*kinds) if not e.fact.provenance.source.startswith(doubting.source_of(""))]
    return [e for e in own if content.travels(e.fact.kind) and field_class(e.fact.kind, "") not in hidden][: exchange_rules(today).facts_at_most]


def _classes(kinds: Sequence[str]) -> set[FieldClass]:
    return {FieldClass.CONTACT, FieldClass.IDENTITY, *(field_class(one, "") for one in kinds)}
