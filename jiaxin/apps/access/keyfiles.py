"""密钥文件 — the secrets that live beside the database and never in it.

`keys/kek`    wraps every person's key; lost, nothing can be opened again
`keys/index`  makes the blind index; lost, the index can be rebuilt by opening every value
`keys/log`    signs the checkpoints of the logs (access/signing); lost, a new one must be told to the witnesses
`keys/exchange`  signs and opens letters of the exchange (access/exchange_keys); lost, peers enter a new one and letters on
              their way stay shut
`keys/code`   signs printed codes (access/code_keys); lost, a new one signs, and the old cards go on being read

Each file holds lines of `<name> <64 hex digits>`; the last line is the one in use, the others can
still be read. Both are made at the first use of an empty district. A file that others may read
stops everything: a secret that was readable for a minute is not a secret.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jiaxin.domain.errors import Refused
from jiaxin.kit.crypto import Digest, digest


@dataclass(frozen=True, slots=True)
class Secret:
    name: str
    raw: bytes

    def __repr__(self) -> str:
        return f"Secret({self.name})"


def read(path: Path) -> list[Secret]:
    """Every secret of a file, the one in use last. Empty when the file is not there."""
    if not (found := text(path)):
        return []
    return [Secret(name, bytes.fromhex(digits)) for name, digits in (line.split() for line in found.splitlines())]


def text(path: Path) -> str:
    """What a secret file says; empty when it is not there. Raises Refused for one that others may read."""
    try:
        mode = path.stat().st_mode
        found = path.read_text("ascii")
    except FileNotFoundError:
        return ""
    if mode & 0o077:
        raise Refused(
            "vault.key-file-open",
            f"密钥文件 {path.name} 可被本机其他用户读取（权限 {mode & 0o777:o}），系统拒绝启动。",
            f"请执行 chmod 600 {path}，并按密钥泄露流程评估是否更换密钥。",
        )
    return found.strip()


def make(path: Path, name: str = "") -> list[Secret]:
    """Write a fresh secret unless another process was faster; then read what is there."""
    raw = secrets.token_bytes(32)
    line = f"{name or key_id(raw)} {raw.hex()}\n".encode("ascii")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(draft, path)  # unlike a rename, refuses to replace a key somebody else has just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return read(path)


def add(path: Path) -> None:
    """One more secret at the end: it is the one in use from now on, the others still open what they sealed."""
    raw = secrets.token_bytes(32)
    replace(path, path.read_bytes() + f"{key_id(raw)} {raw.hex()}\n".encode("ascii"))


def replace(path: Path, data: bytes) -> None:
    """Put a file of ours in place whole or not at all, for nobody else to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(path)


@contextmanager
def alone(path: Path) -> Iterator[Path]:
    """One process at a time changes the file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (path.parent / f".{path.name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield path


def key_id(raw: bytes) -> str:
    """Eight hex digits that name a key without giving it away."""
    return digest(b"id of key " + raw, Digest.SHA256)[:4].hex()
