"""收信 — every envelope of a bundle is judged; what is the next one is applied, what is ahead waits, what is odd is held for a person.

A letter is applied in one transaction with the step of its line, so it counts once or not at all. Nothing is lost: what is not
applied stays with its reason until somebody decides. What is applied leaves header, signature and hash here and its content where
it belongs. Only a slip signed by the peer itself and newer than the last one moves what we keep for it.
"""

from dataclasses import asdict, dataclass

from django.db import transaction

from jiaxin.apps.access import exchange_keys
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.exchange import applying, peers, writing
from jiaxin.apps.exchange.models import Peer, PeerKey, Received, Sent
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange.envelope import Bundle, Envelope, Header, Misshapen, Slip, read_bundle, withheld_statement
from jiaxin.domain.exchange.judging import Key, Line, Outcome, Verdict, judged
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

APPLIED, WAITING, HELD, ASIDE = "applied", "waiting", "held", "aside"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a bundle. `peer`: who has proved to be its sender, empty for nobody; `held`: reasons, one an envelope."""

    peer: str
    applied: int = 0
    known: int = 0
    waiting: int = 0
    held: tuple[str, ...] = ()


def receive(actor: Actor, data: bytes) -> Taken:
    """来信文件, carried here by hand. Raises Refused where it is no bundle at all."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    return _received(data, "file")


def receive_from_program(data: bytes) -> tuple[Taken, bytes]:
    """The open door for peers' programs: (what became of it, what waits for the peer that has proved itself; empty for nobody).

    The signature is the proof. What no key of a peer has signed is refused and not kept: whoever sends it still has it.
    """
    bundle = _read(data)
    for one in bundle.envelopes:
        if not _known_hand(one):
            raise Refused("exchange.unsigned", "没有对接单位的有效签名", "请核对收信区划、密钥和签名；这封信没有收下")
    if bundle.slip is None or _slip_key(bundle.slip) is None:
        raise Refused("exchange.unsigned", "没有对接单位签名的回单", "每次请求都要带一张新的回单")
    fresh = _slip_is_new(bundle.slip)
    taken = _taken(bundle, "http")
    line = Peer.objects.get(pk=bundle.slip.sender)
    return taken, writing.bundle(writing.JOB, line.code) if fresh and line.trusted else b""


def _received(data: bytes, way: str) -> Taken:
    return _taken(_read(data), way)


def _read(data: bytes) -> Bundle:
    try:
        return read_bundle(data, exchange_rules(clock.today()).bundle_at_most)
    except Misshapen:
        raise Refused("exchange.misshapen", "这不是互换文件，或文件已损坏", "请让对方重新导出；文件不要用别的程序打开再保存") from None


def _taken(bundle: Bundle, way: str) -> Taken:
    applied, known, waiting, held, peer = 0, 0, 0, [], ""
    for one in bundle.envelopes:
        verdict = take(one, way)
        peer = peer or (one.header.sender if _known_hand(one) else "")
        applied += verdict.outcome is Outcome.ACCEPT
        known += verdict.outcome is Outcome.KNOWN
        waiting += verdict.outcome is Outcome.WAIT
        held += [verdict.reason] if verdict.outcome is Outcome.HOLD else []
    applied += sum(follow(code) for code in sorted({one.header.sender for one in bundle.envelopes}))
    if bundle.slip is not None and take_slip(bundle.slip):
        peer = peer or bundle.slip.sender
    return Taken(peer, applied, known, waiting, tuple(held))


@beyond("收外地平台的来信")
def take(one: Envelope, way: str, again: Received | None = None, now: int = 0) -> Verdict:
    """One envelope, in a transaction of its own. `again`: it was kept before and is looked at once more; `now`: judged as of then."""
    with transaction.atomic():
        line = Peer.objects.select_for_update().filter(pk=one.header.sender).first()
        verdict, consumed = _judged(one, line, again, now or int(clock.now().timestamp())), False
        if verdict.outcome is Outcome.ACCEPT and line is not None:
            verdict, consumed = applying.apply(line, one)
        if verdict.reason == "fork" and line is not None:
            Peer.objects.filter(pk=line.code).update(stopped="fork")
        if verdict.outcome is not Outcome.KNOWN or again is not None:
            _keep(one, verdict, consumed, way, again)
        return verdict


def follow(peer: str) -> int:
    """Those that waited and are next by now."""
    done = 0
    while True:
        line = Peer.objects.filter(pk=peer).first()
        row = Received.objects.filter(peer=peer, state=WAITING, number=line.got_number + 1).order_by("at", "id").first() if line else None
        if row is None:
            return done
        verdict = take(envelope_of(row), row.way, row, int(row.at.timestamp()))
        if verdict.outcome is not Outcome.ACCEPT:
            return done
        done += 1


def take_slip(slip: Slip) -> bool:
    """Whether a peer has really said this. Ours that it read keep no content any more; one that names another hash stops the line."""
    if _slip_key(slip) is None or not _slip_is_new(slip):
        return False
    with transaction.atomic():
        line = Peer.objects.select_for_update().get(pk=slip.sender)
        own = Sent.objects.filter(peer=line.code, number=slip.have).first() if slip.have else None
        if slip.have and (own is None or own.hash != slip.hash):
            line.stopped = "fork"
        elif slip.have > line.acked:
            Sent.objects.filter(peer=line.code, number__lte=slip.have, read_at=None).update(read_at=clock.now(), payload=b"")
            line.acked = slip.have
        line.slip_at = slip.at
        line.save(update_fields=["stopped", "acked", "slip_at"])
    return True


def look_again(actor: Actor, letter: str, late: bool = False) -> Verdict:
    """再判一次, after the list of peers or their keys has changed. `late`: what only was too long under way is let through."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    row = _held(letter)
    if row.consumed:
        raise Refused("exchange.consumed", "这封信的编号已经读过，内容不合要求，不能再收", "请让对方另写一封；这一封可以搁置")
    one = envelope_of(row)
    verdict = take(one, row.way, row, one.header.at if late and row.reason == "late" else 0)
    follow(row.peer)
    return verdict


def put_aside(actor: Actor, letter: str, why: str) -> None:
    """搁置: looked at and not used; header, signature and reason stay, the content goes."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    if not why.strip():
        raise Refused("exchange.why", "没有写原因", "请写明怎样核实的")
    row = _held(letter)
    row.state, row.decided_by, row.decided_at, row.decided_why, row.payload = ASIDE, actor.id, clock.now(), why.strip()[:200], b""
    row.save()


def envelope_of(row: Received) -> Envelope:
    return Envelope(Header(**row.header), bytes(row.signature), bytes(row.payload), bytes(row.withheld))


def _judged(one: Envelope, line: Peer | None, again: Received | None, now: int) -> Verdict:
    header, rules = one.header, exchange_rules(clock.today())
    key = peers.key_at(line.code, header.key) if line is not None else None
    held = Received.objects.filter(peer=header.sender, number=header.number).exclude(state=HELD, consumed=False).exclude(state=ASIDE, consumed=False)
    same = held.exclude(pk=again.pk if again else "").order_by("at").values_list("hash", flat=True).first() or ""
    read = Line(line.trusted, bool(line.stopped), frozenset(line.purposes), line.got_number, line.got_hash, same) if line is not None else None
    verdict = judged(header, peers.own_code(), now, read, _times(key), _signed_by(key, one.signature, header.signed), one.hash, rules)
    if verdict.outcome in (Outcome.ACCEPT, Outcome.WAIT) and not (_withheld(one, key) if one.withheld else one.whole):
        return Verdict(Outcome.HOLD, "payload")
    return verdict


def _keep(one: Envelope, verdict: Verdict, consumed: bool, way: str, again: Received | None) -> None:
    state = {Outcome.ACCEPT: APPLIED, Outcome.WAIT: WAITING, Outcome.HOLD: HELD, Outcome.KNOWN: ASIDE}[verdict.outcome]
    there = again or Received.objects.filter(hash=one.hash, state=HELD, reason=verdict.reason, consumed=False).first()
    row = there or Received(id=new_id(), peer=one.header.sender, number=one.header.number, hash=one.hash, header=asdict(one.header), signature=one.signature, way=way, at=clock.now())
    row.state, row.reason, row.consumed = state, verdict.reason, consumed or state == APPLIED
    row.payload, row.withheld = (b"" if state in (APPLIED, ASIDE) else one.payload), one.withheld
    if state == HELD and there is None and Received.objects.filter(peer=one.header.sender, state=HELD).count() >= exchange_rules(clock.today()).held_at_most:
        raise Refused("exchange.full", "这个单位积压的待处理来信太多，这次没有收", "请先处理“待处理”里的来信，再收一次")
    row.save(force_insert=there is None)
    if state == APPLIED:  # what had come altered under the same signature is settled by the whole one
        altered = Received.objects.filter(hash=one.hash, state=HELD, consumed=False).exclude(pk=row.pk)
        altered.update(state=ASIDE, payload=b"", decided_at=clock.now(), decided_why="后来收到了完整的一封")


def _held(letter: str) -> Received:
    row = Received.objects.filter(pk=letter, state=HELD).first()
    if row is None:
        raise Refused("access.absent", "没有这封待处理的来信。", "可能已经处理过，请从列表进入。")
    return row


def _known_hand(one: Envelope) -> bool:
    """Whether a key of a peer, in its time, has signed it, and to us."""
    key = peers.key_at(one.header.sender, one.header.key)
    times = _times(key)
    if times is None or times.withdrawn or not times.since <= one.header.at <= times.until or one.header.recipient != peers.own_code():
        return False
    return _signed_by(key, one.signature, one.header.signed)


def _slip_key(slip: Slip) -> PeerKey | None:
    """The key with which a peer signed this slip, within its time and not long ago; None where it is nobody's."""
    key, now = peers.key_at(slip.sender, slip.key), int(clock.now().timestamp())
    times, rules = _times(key), exchange_rules(clock.today())
    if slip.recipient != peers.own_code() or times is None or times.withdrawn or not times.since <= slip.at <= times.until:
        return None
    if not now - rules.travel_days * 86_400 <= slip.at <= now + rules.clock_minutes * 60:
        return None
    return key if _signed_by(key, slip.signature, slip.signed) else None


def _slip_is_new(slip: Slip) -> bool:
    return slip.at > (Peer.objects.filter(pk=slip.sender).values_list("slip_at", flat=True).first() or 0)


def _withheld(one: Envelope, key: PeerKey | None) -> bool:
    return _signed_by(key, one.withheld, withheld_statement(one.hash))


def _times(key: PeerKey | None) -> Key | None:
    if key is None:
        return None
    return Key(int(key.since.timestamp()), int(key.until.timestamp()), int(key.withdrawn_at.timestamp()) if key.withdrawn_at else 0)


def _signed_by(key: PeerKey | None, signature: bytes, message: bytes) -> bool:
    return key is not None and exchange_keys.accepts(key.scheme, bytes(key.signing), signature, message)
