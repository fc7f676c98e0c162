"""日志签名 — the district's key for checkpoints of its logs: Ed25519, `keys/log`, never in the database.

Like the other key files it may hold several: the last one signs, signatures of the others stay valid.
The private half does not leave this module.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import keyfiles
from jiaxin.kit.crypto import Signer


def sign(message: bytes) -> bytes:
    return _signers(Path(settings.KEYS_FOLDER))[-1].sign(message)


def public_keys() -> list[bytes]:
    """Every public key of this district's logs, the one in use last."""
    return [signer.public for signer in _signers(Path(settings.KEYS_FOLDER))]


@lru_cache(maxsize=4)
def _signers(folder: Path) -> tuple[Signer, ...]:
    path = folder / "log"
    return tuple(Signer(secret.raw) for secret in keyfiles.read(path) or keyfiles.make(path))
