"""签码密钥 — the keys that sign codes: `keys/code`, one line each, never in the database. They leave this module only in the box of
the ceremony.

A line is `<scheme>-<kid> <64 hex digits>`. Which key signs now, since when and until when is public and kept by
`publication`; here is only the secret half. A district under the cipher law keeps it in a certified device and
replaces this module by the device's driver: `make`, `sign` and `public_of` are all that is asked.
"""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import ceremony, keyfiles
from jiaxin.domain.errors import Refused
from jiaxin.kit.crypto import schemes
from jiaxin.kit.crypto.schemes import Scheme


def make(scheme: str, kid_of: Callable[[bytes], bytes]) -> tuple[str, bytes]:
    """A fresh key: (kid in hexadecimal, public half)."""
    kind = Scheme(scheme)
    private = schemes.new_private(kind)
    public = schemes.public_of(kind, private)
    kid = kid_of(public).hex()
    _add(f"{kind}-{kid} {private.hex()}\n")
    ceremony.changed()
    return kid, public


def sign(scheme: str, kid: str, message: bytes) -> bytes:
    """Raises Refused when the key is not on this machine."""
    return schemes.sign(Scheme(scheme), _private(scheme, kid), message)


def public_of(scheme: str, kid: str) -> bytes:
    return schemes.public_of(Scheme(scheme), _private(scheme, kid))


def forget(scheme: str, kid: str) -> None:
    """Take a withdrawn key's secret half off this machine."""
    with _alone() as path:
        rest = [s for s in keyfiles.read(path) if s.name != f"{scheme}-{kid}"]
        _write(path, "".join(f"{s.name} {s.raw.hex()}\n" for s in rest))
    ceremony.changed()  # a box that still held it would bring it back


def _private(scheme: str, kid: str) -> bytes:
    found = next((s.raw for s in keyfiles.read(_path()) if s.name == f"{scheme}-{kid}"), None)
    if found is None:
        raise Refused(
            "code-key.absent", f"本机没有编号 {kid} 的签码密钥。", "请从密钥备份恢复 keys/code，或轮换一把新密钥。"
        )
    return found


def _path() -> Path:
    return Path(settings.KEYS_FOLDER) / "code"


def _add(line: str) -> None:
    with _alone() as path:
        before = path.read_text("ascii") if path.exists() else ""
        _write(path, before + line)


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


class _alone:
    """One process at a time changes the file."""

    def __enter__(self) -> Path:
        path = _path()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._held = (path.parent / ".code.lock").open("w")
        fcntl.flock(self._held, fcntl.LOCK_EX)
        return path

    def __exit__(self, *_: object) -> None:
        self._held.close()
