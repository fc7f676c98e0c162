"""凭证 — her signature or the scanned form, kept sealed under her own key.

The file lies under the SHA-256 of what lies there (its ciphertext), so that its name tells nothing and the
record can be compared with the disk. When her key is destroyed, the evidence can no longer be read either.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import require_one
from jiaxin.apps.intake.claims import things_of
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.claim_confirmation import step_of
from jiaxin.kit.settling import settle

LARGEST = 5 * 1024 * 1024
KNOWN = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-")
SMALLEST = 200  # an empty canvas or a cut-off upload is smaller


def keep_evidence(actor: Actor, subject: str, data: bytes, way: str = "paper") -> str:
    """Seal and keep; returns the name under which it lies, for `Provenance.evidence`."""
    require_one(actor, step_of(way).who, things_of(actor, [subject])[subject])
    if len(data) > LARGEST:
        raise Refused("evidence.too-large", "凭证文件超过 5 MB", "请把照片缩小，或扫描为黑白后再上传")
    if len(data) < SMALLEST or not data.startswith(KNOWN):
        raise Refused("evidence.unknown", "没有读到签名或扫描件", "请让本人在框内签名，或上传 JPG、PNG、PDF 文件")
    return keep(subject, data)


def keep(owner: str, data: bytes) -> str:
    """An inner action. `owner`: whose key seals it — hers, or that of the claim in which the record stands that it proves, so
    that it is gone with what it proves."""
    vault.ensure_keys([owner])
    box = vault.seal_many([(owner, data, b"evidence:" + owner.encode())])[0]
    name = sha256(box).hexdigest()
    target = _folder() / name
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(box)
        settle(out)
    fresh.replace(target)
    return name


def kept_evidence(owner: str, name: str) -> bytes | None:
    """What was kept, or nothing when it or its key is gone. The caller leaves a receipt."""
    target = _folder() / Path(name).name
    if not target.exists():
        return None
    return vault.open_many([(owner, target.read_bytes(), b"evidence:" + owner.encode())])[0]


def forget(name: str) -> None:
    (_folder() / Path(name).name).unlink(missing_ok=True)


def drop_evidence(names: Sequence[str]) -> None:
    """What no fact rests on is not kept: a photo that was sent back, or of a paper taken back."""
    for name in names:
        (_folder() / Path(name).name).unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.DATA) / "files"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
