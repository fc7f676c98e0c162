"""密钥仪式 — one recovery key, cut into three sheets of paper of which any two open it.

The private half exists on paper only. Its public half lies in `keys/recovery` and seals what must survive the
machine: the key files themselves (`keys/recovery.box`, kept apart from backups) and every backup. So whoever
steals a backup, or the box, holds nothing; and two of three keepers can bring a district back anywhere. A key that is
made or taken away after the ceremony seals the box anew by itself; that the copy kept apart is old then, the doctor says.

A key-encryption key in a device is no part of the box: the device's own backup holds it. Replacing it: `rewrapping`.
"""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import keyfiles, vault
from jiaxin.apps.access.doctoring import BACKED_UP, BOX, DRILLED, DRILLED_BOX, digest_of_box
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock
from jiaxin.kit.crypto import Broken, boxes, sharing

KEPT = ("kek", "index", "log", "session", "exchange", "code")


def begin() -> list[sharing.Share]:
    """Draw the recovery key, seal the key files to it, and give its three shares: shown now and never again."""
    private, public = boxes.new_pair()
    _write(_folder() / "recovery", public.hex().encode())
    seal_keys()
    return sharing.split(private)


def public_key() -> bytes:
    path = _folder() / "recovery"
    if not path.exists():
        raise Refused("keys.no-ceremony", "还没有举行密钥仪式，没有恢复公钥。", "请两人在场执行 python -m jiaxin keys ceremony。")
    return bytes.fromhex(path.read_text("ascii").strip())


def seal_keys() -> Path:
    """The key files, sealed anew. After every change of a key."""
    held = {name: (_folder() / name).read_text("ascii") for name in KEPT if (_folder() / name).exists()}
    out = BytesIO()
    boxes.seal([json.dumps(held).encode()], public_key(), out)
    target = _folder() / BOX
    _write(target, out.getvalue())
    return target


def changed() -> None:
    """A key file has changed: where a ceremony was held, the box is sealed anew."""
    if (_folder() / "recovery").exists():
        seal_keys()


def private_key(typed: Sequence[str]) -> bytes:
    """From two sheets as typed. Raises Refused and says which sheet is wrong."""
    shares = []
    for number, text in enumerate(typed, 1):
        try:
            shares.append(sharing.read(text))
        except (sharing.NoSecret, ValueError):
            raise Refused("keys.share", f"第 {number} 张密钥分片有错字。", "请逐字核对后重新输入。") from None
    try:
        return sharing.joined(shares)
    except sharing.NoSecret as why:
        raise Refused("keys.shares", f"这些分片合不成密钥（{why}）。", "请确认是同一次仪式的两张不同分片。") from None


def drill(typed: Sequence[str]) -> list[str]:
    """演练: do these sheets open the box, and does it hold the keys in use? Names of what it holds."""
    held = _opened(private_key(typed), _folder() / BOX)
    stale = [name for name in KEPT if (_folder() / name).exists() and (_folder() / name).read_text("ascii") != held.get(name)]
    if stale:
        raise Refused("keys.stale", f"恢复盒里的 {'、'.join(stale)} 与在用的密钥不同。", "请执行 python -m jiaxin keys seal 后重新保管。")
    _write(_folder() / DRILLED, clock.today().isoformat().encode())
    _write(_folder() / DRILLED_BOX, digest_of_box(_folder()).encode())
    return sorted(held)


def backed_up() -> None:
    """A backup was made whole just now: silence about it is what rings."""
    _write(_folder() / BACKED_UP, clock.now().isoformat().encode())


def restore(typed: Sequence[str], box: Path) -> list[str]:
    """On an empty machine: write the key files back. Never over another key."""
    held = _opened(private_key(typed), box)
    if foreign := sorted(held.keys() - set(KEPT)):  # whoever knows the public half can seal a box: it writes no other file of this machine
        raise Refused("keys.foreign", f"恢复盒里有不认识的文件（{'、'.join(foreign)[:60]}）。", "这不是本系统封存的恢复盒，请换一份保管的副本。")
    for name, text in held.items():
        target = _folder() / name
        if target.exists() and target.read_text("ascii") != text:
            raise Refused("keys.other", f"本机已有另一个密钥文件 {name}。", "请先核对是否找错了机器；确需覆盖的，先移走原文件。")
        _write(target, text.encode("ascii"))
    vault.forget()
    return sorted(held)


def _opened(private: bytes, box: Path) -> dict[str, str]:
    try:
        with box.open("rb") as source:
            found: dict[str, str] = json.loads(b"".join(boxes.opened(source, private)))
    except FileNotFoundError:
        raise Refused("keys.no-box", f"没有找到恢复盒 {box}。", "请取来仪式时保管的 recovery.box。") from None
    except Broken:
        raise Refused("keys.box", "恢复盒打不开：文件损坏，或分片属于另一次仪式。", "请换一份保管的副本，或核对分片编号。") from None
    return found


def _folder() -> Path:
    return Path(settings.KEYS_FOLDER)


def _write(target: Path, data: bytes) -> None:
    keyfiles.replace(target, data)
