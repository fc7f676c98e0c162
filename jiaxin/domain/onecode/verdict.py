"""验码 — is this code genuine and in force, by what this verifier carries? At most twelve ways to say no.

A verifier never says yes for want of knowledge: without a status list, or with one that is too old, it refuses and
says so. What it says yes to carries the age of its knowledge.

Silent  about her being good, or there: a genuine card may be in another hand, so a printed one asks for the photo
        and for the live code
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from jiaxin.domain.onecode import payload as payloads
from jiaxin.domain.onecode import statuslist
from jiaxin.domain.onecode.cbor import Malformed
from jiaxin.domain.onecode.envelope import ALGORITHMS, Envelope, opened
from jiaxin.domain.onecode.keylist import KeyList, PublicKey
from jiaxin.domain.onecode.payload import Payload
from jiaxin.domain.onecode.statuslist import StatusList

Accepts = Callable[[str, bytes, bytes, bytes], bool]  # (scheme, public key, signature, message)
CLOCK_SLACK = 300  # seconds a phone's clock may be behind the district's


class Reason(StrEnum):
    INCOMPLETE = "incomplete"
    NEWER = "newer"
    STRANGE_KEY = "strange-key"
    KEY_OVER = "key-over"
    FORGED = "forged"
    CLOCK = "clock"
    EXPIRED = "expired"
    LIVE_OVER = "live-over"
    PAUSED = "paused"
    OVER = "over"
    NO_LIST = "no-list"
    LIST_OLD = "list-old"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` None = genuine and not stopped, by a list made `list_age` seconds ago."""

    reason: Reason | None
    payload: Payload | None = None
    list_age: int | None = None

    @property
    def genuine(self) -> bool:
        return self.reason is None


def judge(text: str, keys: KeyList | None, status: bytes | None, now: int, accepts: Accepts) -> Verdict:
    """`text` is what the code holds; `status` the signed bytes of the list at hand."""
    try:
        code, raw = payloads.split(text)
        envelope = opened(raw)
        said = payloads.read(envelope)
    except payloads.Newer:
        return Verdict(Reason.NEWER)
    except Malformed:
        return Verdict(Reason.INCOMPLETE)
    if envelope.algorithm not in ALGORITHMS:
        return Verdict(Reason.NEWER)
    if keys is None:
        return Verdict(Reason.NO_LIST)
    if said.issuer != keys.issuer:
        return Verdict(Reason.STRANGE_KEY)
    if why := _signed(envelope, payloads.bound(code), said.issued_at, keys, now, accepts):
        return Verdict(why)
    if said.issued_at > now + CLOCK_SLACK:
        return Verdict(Reason.CLOCK, said)
    if said.expires_at <= now:
        return Verdict(Reason.LIVE_OVER if said.live else Reason.EXPIRED, said)
    listed = read_list(status, keys, now, accepts)
    if listed is None:
        return Verdict(Reason.NO_LIST, said)
    age = max(0, now - listed.made_at)
    stopped = listed.stopped.get(said.place)
    if stopped is not None:
        return Verdict(Reason.PAUSED if stopped == statuslist.PAUSED else Reason.OVER, said, age)
    if listed.refuse_after <= now:
        return Verdict(Reason.LIST_OLD, said, age)
    return Verdict(None, said, age)


def read_list(status: bytes | None, keys: KeyList, now: int, accepts: Accepts) -> StatusList | None:
    """The list, if it is one, of this district, signed with a key in force, and not from the future."""
    try:
        envelope = opened(status or b"")
        listed = statuslist.read(envelope)
    except Malformed:
        return None
    if listed.issuer != keys.issuer or listed.made_at > now + CLOCK_SLACK:
        return None
    return None if _signed(envelope, statuslist.BOUND, listed.made_at, keys, now, accepts) else listed


def _signed(
    envelope: Envelope, bound: bytes, made_at: int, keys: KeyList, now: int, accepts: Accepts
) -> Reason | None:
    """Why the signature does not count, None if it does."""
    named = [one for one in keys.find(envelope.kid) if one.algorithm == envelope.algorithm]
    if not named:
        return Reason.STRANGE_KEY
    message = envelope.message(bound)
    for key in named:
        if accepts(ALGORITHMS[key.algorithm], bytes.fromhex(key.public), envelope.signature, message):
            return None if _in_force(key, made_at, now) else Reason.KEY_OVER
    return Reason.FORGED


def _in_force(key: PublicKey, made_at: int, now: int) -> bool:
    return not key.withdrawn_at and key.since <= made_at <= key.until and now <= key.accepted_until
