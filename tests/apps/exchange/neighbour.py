"""The local stand-in for another district's platform: keys, a line of letters and a desk of its own, by the documented interface.

It writes letters from the pages of docs/exchange.md (domain/exchange) and never calls what it is tested against.
"""

import io
from dataclasses import asdict, replace
from datetime import timedelta

from jiaxin.apps.access import exchange_keys
from jiaxin.apps.exchange import actions
from jiaxin.domain.exchange import content
from jiaxin.domain.exchange.envelope import (
    ASK,
    RECORD,
    Bundle,
    Envelope,
    Header,
    Slip,
    digest_of,
    read_bundle,
    withheld_statement,
)
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from jiaxin.kit.crypto import boxes, schemes
from jiaxin.kit.crypto.schemes import Scheme

OURS = "990101"
CLERK = Actor("clerk:1", Role.BUREAU_CLERK, "bureau", name="经办", fresh=True)
ADMIN = Actor("admin:1", Role.BUREAU_ADMIN, "bureau", name="管理员", fresh=True)
KINDS = ["health.check", "skill.certificate", "training"]


class Neighbour:
    """`code`: its name in our register; `sent`: every letter it has written, the last one at the end."""

    def __init__(self, ours: str, code: str = "990202", scheme: Scheme = Scheme.ED25519) -> None:
        self.code, self.ours, self.scheme = code, ours, scheme
        self.private = schemes.new_private(scheme)
        self.box_private, self.box = boxes.new_pair()
        self.sent: list[Envelope] = []
        self.read: list[Envelope] = []
        self._slips = 0

    @property
    def signing(self) -> bytes:
        return schemes.public_of(self.scheme, self.private)

    @property
    def kid(self) -> str:
        return exchange_keys.kid_of(self.signing)

    def sign(self, message: bytes) -> bytes:
        return schemes.sign(self.scheme, self.private, message)

    def entered(self, **said: object) -> None:
        """By two people of ours."""
        day = clock.today() + timedelta(days=300)
        known = {
            "name": "样例邻区", "purposes": ["moving"], "may_send": KINDS, "may_ask": KINDS, "scheme": str(self.scheme),
            "signing": self.signing.hex(), "box": self.box.hex(), "until": day.isoformat(),
        }  # fmt: skip
        changed(self.code, "enter", **(known | said))

    def letter(self, kind: str, said: dict, *, at: int = 0, recipient: str = "", purpose: str = "moving", number: int = 0, previous: str | None = None, keep: bool = True, plain: bytes = b"") -> Envelope:
        number = number or len(self.sent) + 1
        before = (self.sent[-1].hash if self.sent else "") if previous is None else previous
        header = Header(kind, self.code, recipient or self.ours, purpose, number, before, at or int(clock.now().timestamp()), self.kid, "")
        payload = sealed(exchange_keys.public().box, plain or content.bound(header, said))
        header = replace(header, payload=digest_of(payload))
        one = Envelope(header, self.sign(header.signed), payload)
        if keep:
            self.sent.append(one)
        return one

    def ask(self, name: str, id_number: str, kinds: list[str] | None = None, **more: object) -> Envelope:
        return self.letter(ASK, content.ask(name, id_number, kinds or KINDS), **more)

    def record(self, answers: str, name: str, id_number: str, facts: list[dict], **more: object) -> Envelope:
        return self.letter(RECORD, {"answers": answers, "name": name, "id_number": id_number, "facts": facts}, **more)

    def withheld(self, one: Envelope) -> Envelope:
        return replace(one, payload=b"", withheld=self.sign(withheld_statement(one.hash)))

    def slip(self, have: int = -1, hash: str = "", missing: tuple[int, ...] = ()) -> Slip:
        self._slips += 1
        have = len(self.read) if have < 0 else have
        last = hash or (self.read[have - 1].hash if have else "")
        draft = Slip(self.code, self.ours, have, last, missing, int(clock.now().timestamp()) + self._slips, self.kid)
        return replace(draft, signature=self.sign(draft.signed))

    def bundle(self, *letters: Envelope, slip: Slip | None = None) -> bytes:
        return Bundle(letters, slip).written()

    def opened(self, data: bytes) -> list[tuple[Header, dict | None]]:
        """What a bundle of ours says to it: checked by its own key of us, opened with its own box."""
        us, found = exchange_keys.public(), []
        for one in read_bundle(data, 500).envelopes:
            assert schemes.accepts(us.scheme, us.signing, one.signature, one.header.signed) and one.header.recipient == self.code
            if one.hash in {r.hash for r in self.read}:
                continue
            assert one.header.previous == (self.read[-1].hash if self.read else "") and one.header.number == len(self.read) + 1
            self.read.append(one)
            if one.withheld:
                assert schemes.accepts(us.scheme, us.signing, one.withheld, withheld_statement(one.hash))
                found.append((one.header, None))
                continue
            assert one.whole
            plain = b"".join(boxes.opened(io.BytesIO(one.payload), self.box_private))
            found.append((one.header, dict(content.opened(one.header, plain))))
        return found


def changed(peer: str, what: str, **said: object) -> str:
    change = actions.propose_peer(CLERK, peer, what, said)
    from jiaxin.apps.exchange.models import PeerChange

    actions.decide_peer(ADMIN, change, "approve", PeerChange.objects.get(pk=change).digest)
    return change


def sealed(box: bytes, plain: bytes) -> bytes:
    out = io.BytesIO()
    boxes.seal([plain], box, out)
    return out.getvalue()


def training(name: str = "样例母婴护理培训", on: str = "2026-03-05", hours: str = "40") -> dict:
    clear = {"training_name": name, "training_on": on, "training_hours": hours, "training_hours_hundredths": int(hours) * 100, "passed": True}
    return {"kind": "training", "on": on, "clear": clear, "sealed": {}}


def header_of(one: Envelope, **changes: object) -> Envelope:
    """The same letter with its header altered after signing."""
    return replace(one, header=Header(**(asdict(one.header) | changes)))
