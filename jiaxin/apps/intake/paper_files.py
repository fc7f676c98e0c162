"""图片暂存 — pictures of a bundle, each sealed under its batch while it waits, and gone when it no longer does."""

import shutil
from pathlib import Path

from django.conf import settings

from jiaxin.apps.access import vault
from jiaxin.apps.intake import keeping
from jiaxin.kit.settling import settle

WHOLE, PREVIEW = "whole", "preview"


def keep(batch: str, number: int, what: str, data: bytes) -> None:
    """On disk before this returns."""
    owner = keeping.owner(batch)
    vault.ensure_keys([owner])
    box = vault.seal_many([(owner, data, _bound(batch, number, what))])[0]
    target = _path(batch, number, what)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(box)
        settle(out)
    fresh.replace(target)


def kept(batch: str, number: int, what: str = WHOLE) -> bytes | None:
    """The picture, or None when it or the key of its batch is gone."""
    target = _path(batch, number, what)
    if not target.exists():
        return None
    return vault.open_many([(keeping.owner(batch), target.read_bytes(), _bound(batch, number, what))])[0]


def forget(batch: str, number: int) -> None:
    for what in (WHOLE, PREVIEW):
        _path(batch, number, what).unlink(missing_ok=True)


def forget_all(batch: str) -> None:
    shutil.rmtree(_folder(batch), ignore_errors=True)


def sealed_name(batch: str, name: str) -> bytes:
    vault.ensure_keys([keeping.owner(batch)])
    return vault.seal_many([(keeping.owner(batch), name.encode(), b"intake_paper_name:" + batch.encode())])[0]


def opened_names(batch: str, boxes: list[bytes]) -> list[str]:
    """What the files were called; empty for those no longer kept."""
    full = [(keeping.owner(batch), bytes(box), b"intake_paper_name:" + batch.encode()) for box in boxes if box]
    opened = iter(vault.open_many(full) if full else ())
    return [(next(opened) or b"").decode() if box else "" for box in boxes]


def _folder(batch: str) -> Path:
    return Path(settings.DATA) / "batches" / f"{batch}.papers"


def _path(batch: str, number: int, what: str) -> Path:
    return _folder(batch) / f"{number}.{what}"


def _bound(batch: str, number: int, what: str) -> bytes:
    return f"intake_paper:{batch}:{number}:{what}".encode()
