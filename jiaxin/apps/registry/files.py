"""附件 — photos, signatures, scans: sealed under the person's key, named by the hash of the ciphertext.

The name goes into facts as evidence; destroying the key empties every file of hers at once.
"""

import os
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import vault

_BOUND = b"registry_file"


def keep(subject: str, data: bytes) -> str:
    """Seal and store. Returns the file's name; on disk before this returns."""
    vault.ensure_keys([subject])
    box = vault.seal_many([(subject, data, _BOUND)])[0]
    name = sha256(box).hexdigest()
    target = _path(name)
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(box)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(target)
    return name


def opened(subject: str, name: str) -> bytes | None:
    """The content, or None when the file or its key is gone. The caller leaves a receipt."""
    path = _path(name)
    if not path.exists():
        return None
    return vault.open_many([(subject, path.read_bytes(), _BOUND)])[0]


def _path(name: str) -> Path:
    folder = Path(settings.DATA) / "files" / name[:2]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / name
