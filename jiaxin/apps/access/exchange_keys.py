"""互换密钥 — this district's keys for letters to other platforms: `keys/exchange`, never in the database.

Lines are `<scheme>-<kid> <64 hex digits>` for signing and `box-<kid> <64 hex digits>` for opening what was sealed to us; the last
of each is the one in use, the others still open what was written to them. The private halves leave this module only in the
box of the ceremony (`ceremony`); a district under the cipher law replaces it by its device's driver.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import ceremony, keyfiles
from jiaxin.kit.crypto import Broken, boxes, digest, schemes
from jiaxin.kit.crypto.schemes import Scheme

_BOX = "box"


@dataclass(frozen=True, slots=True)
class Public:
    """What a peer enters of us."""

    kid: str
    scheme: str
    signing: bytes
    box: bytes


def public() -> Public:
    """The keys in use; made at the first call of an empty district."""
    scheme, private = _signing()
    signing = schemes.public_of(scheme, private)
    return Public(kid_of(signing), str(scheme), signing, boxes.public_of(_boxes()[-1]))


def kid_of(signing: bytes) -> str:
    """Sixteen hex digits that name a public key."""
    return digest(b"exchange key " + signing)[:8].hex()


def sign(message: bytes) -> bytes:
    scheme, private = _signing()
    return schemes.sign(scheme, private, message)


def accepts(scheme: str, public_key: bytes, signature: bytes, message: bytes) -> bool:
    return schemes.accepts(scheme, public_key, signature, message)


def sealed_to(box: bytes, plain: bytes) -> bytes:
    """For whoever holds the private half of `box`; we cannot open it again."""
    out = io.BytesIO()
    boxes.seal([plain], box, out)
    return out.getvalue()


def opened(sealed: bytes) -> bytes | None:
    """What was sealed to one of our keys; None where none opens it."""
    for private in reversed(_boxes()):
        try:
            return b"".join(boxes.opened(io.BytesIO(sealed), private))
        except (Broken, ValueError, OSError):
            continue
    return None


def _signing() -> tuple[Scheme, bytes]:
    wanted = Scheme.SM2 if settings.CRYPTO_SUITE == "sm4gcm" else Scheme.ED25519
    found = [one for one in _lines() if one.name.startswith(f"{wanted}-")]
    if not found:
        private = schemes.new_private(wanted)
        _add(f"{wanted}-{kid_of(schemes.public_of(wanted, private))} {private.hex()}\n")
        return _signing()
    return wanted, found[-1].raw


def _boxes() -> list[bytes]:
    found = [one.raw for one in _lines() if one.name.startswith(f"{_BOX}-")]
    if not found:
        private, made = boxes.new_pair()
        _add(f"{_BOX}-{kid_of(made)} {private.hex()}\n")
        return _boxes()
    return found


def _lines() -> list[keyfiles.Secret]:
    return keyfiles.read(_path())


def _add(line: str) -> None:
    with keyfiles.alone(_path()) as path:
        before = keyfiles.text(path)
        if line.split("-")[0] not in {one.split("-")[0] for one in before.splitlines()}:  # another process may have been faster
            keyfiles.replace(path, f"{before}\n{line}".lstrip().encode("ascii"))
    ceremony.changed()


def _path() -> Path:
    return Path(settings.KEYS_FOLDER) / "exchange"
