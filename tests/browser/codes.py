"""Signed codes for the browser: a district's key, a card for anybody, and the two lists beside the card file."""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from jiaxin.apps.publication.cardfile import FOLDER, KEYS_FILE, STATUS_FILE
from jiaxin.domain.onecode import payload as payloads
from jiaxin.domain.onecode import statuslist
from jiaxin.domain.onecode.envelope import EDDSA, SM2
from jiaxin.domain.onecode.keylist import KeyList, PublicKey, kid_of
from jiaxin.domain.onecode.payload import Payload
from jiaxin.domain.onecode.statuslist import StatusList
from jiaxin.kit.crypto import schemes
from jiaxin.kit.crypto.schemes import Scheme

DAY = 86_400


@dataclass
class District:
    """A district that signs. Everything hangs on `now`, so that codes are alive whenever tests run."""

    scheme: Scheme = Scheme.ED25519
    private: bytes = bytes(range(1, 33))
    now: int = field(default_factory=lambda: int(time.time()))

    @property
    def public(self) -> bytes:
        return schemes.public_of(self.scheme, self.private)

    @property
    def algorithm(self) -> int:
        return SM2 if self.scheme is Scheme.SM2 else EDDSA

    def sign(self, message: bytes) -> bytes:
        return schemes.sign(self.scheme, self.private, message)

    def key(self) -> PublicKey:
        public, now = self.public, self.now
        return PublicKey(kid_of(public).hex(), self.algorithm, public.hex(), now - 30 * DAY, now + 700 * DAY, now + 1100 * DAY)

    def keys(self, **changed: int) -> KeyList:
        return KeyList("349912", "样例区", self.now, (replace(self.key(), **changed),))

    def says(self, **changed: object) -> Payload:
        said = Payload("349912", self.now - DAY, self.now + 300 * DAY, 77, bytes(16), b"", "张*英", ("保洁", "做饭"), "green")
        return replace(said, **changed)  # type: ignore[arg-type]

    def sealed(self, said: Payload, code: str) -> bytes:
        return payloads.sealed(said, code, self.algorithm, kid_of(self.public), self.sign)

    def text(self, code: str, **changed: object) -> str:
        """What follows the # of a code's address."""
        return payloads.address("", code, self.sealed(self.says(**changed), code)).partition("#")[2]

    def status(self, stopped: dict[int, int] | None = None, made_at: int = 0, refuse_after: int = 0) -> bytes:
        made = made_at or self.now
        listed = StatusList("349912", made, 600, refuse_after or made + DAY, stopped or {})
        return statuslist.sealed(listed, self.algorithm, kid_of(self.public), self.sign)


def carry(data: Path, district: District, stopped: dict[int, int] | None = None, **when: int) -> None:
    """Put the lists beside the cards, whole, as the job process does."""
    for name, body in ((KEYS_FILE, district.keys().to_text().encode()), (STATUS_FILE, district.status(stopped, **when))):
        draft = data / FOLDER / f".{name}"
        draft.write_bytes(body)
        draft.replace(data / FOLDER / name)
