"""公钥名单 — which keys sign codes, from when until when, and how long what they signed is still accepted.

A new key signs while cards of the old one stay valid: periods overlap, and a key leaves the list only after the
last card it signed has expired. A key that was stolen is withdrawn, and everything it signed with it.

Unit    instants are Unix seconds; `kid` is the first four bytes of SHA-256 over the public key
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from jiaxin.domain.onecode.envelope import ALGORITHMS, KID_BYTES


@dataclass(frozen=True, slots=True)
class PublicKey:
    kid: str  # hexadecimal, as everything here that is bytes
    algorithm: int  # COSE number
    public: str
    since: int  # signs from
    until: int  # signs until
    accepted_until: int
    withdrawn_at: int = 0  # 0 = not withdrawn


@dataclass(frozen=True, slots=True)
class KeyList:
    issuer: str
    district: str
    made_at: int
    keys: tuple[PublicKey, ...]

    def find(self, kid: bytes) -> list[PublicKey]:
        """Four bytes may be those of two keys: each is tried."""
        return [one for one in self.keys if one.kid == kid.hex()]

    def to_text(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kid_of(public: bytes) -> bytes:
    return sha256(public).digest()[:KID_BYTES]


def read(text: str) -> KeyList:
    """From one line of JSON, or from a signed note that holds it as its second line. Raises ValueError."""
    line = next((line for line in text.splitlines() if line.startswith("{")), "")
    try:
        said = json.loads(line)
        keys = tuple(PublicKey(**one) for one in said["keys"])
        found = KeyList(str(said["issuer"]), str(said["district"]), int(said["made_at"]), keys)
    except (KeyError, TypeError, ValueError) as why:
        raise ValueError("this is no list of keys") from why
    if any(one.algorithm not in ALGORITHMS for one in keys):
        found = KeyList(found.issuer, found.district, found.made_at, _known(keys))
    return found


def _known(keys: Sequence[PublicKey]) -> tuple[PublicKey, ...]:
    return tuple(one for one in keys if one.algorithm in ALGORITHMS)
