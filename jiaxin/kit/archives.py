"""Folders and a snapshot of the store as one sealed archive, and back. Nothing lies in clear on the way.

A list of all members with their SHA-256 goes last, so that an archive says itself whether it is whole.
"""

import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from jiaxin.kit.crypto import Broken, boxes

MANIFEST = "manifest.json"


def pack(folder: Path, names: Iterable[str], snapshot: Path | None, target: Path, public: bytes, told: Mapping[str, Any]) -> int:
    """Members are relative to `folder`; `snapshot` takes the place of the store's own file. Returns bytes written."""
    draft, sums = target.with_name(f".{target.name}.new"), {}
    with draft.open("wb") as out:
        sealer = boxes.Sealer(public, out)
        with tarfile.open(fileobj=cast(Any, sealer), mode="w|") as tar:
            members = [(path.relative_to(folder).as_posix(), path) for name in names for path in _files(folder / name)]
            for name, path in [*members, *([(snapshot.name, snapshot)] if snapshot else [])]:
                data = path.read_bytes()
                sums[name] = hashlib.sha256(data).hexdigest()
                _add(tar, name, data)
            _add(tar, MANIFEST, json.dumps({"told": dict(told), "sums": sums}).encode())
        sealer.close()
    draft.replace(target)
    return target.stat().st_size


def unpack(source: Path, folder: Path, private: bytes) -> dict[str, Any]:
    """Into an empty folder. Returns what was told. Raises Broken for an archive that is not whole."""
    sums: dict[str, str] = {}
    with source.open("rb") as box, tarfile.open(fileobj=cast(Any, boxes.Opener(box, private)), mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member)
            data = content.read() if content else b""
            if member.name == MANIFEST:
                listed = json.loads(data)
                if listed["sums"] != sums:
                    raise Broken("the archive does not hold what it lists")
                return dict(listed["told"])
            _place(folder, member.name, data)
            sums[member.name] = hashlib.sha256(data).hexdigest()
    raise Broken("the archive has no list of its members")


def sqlite_snapshot(store: Path, target: Path) -> None:
    """The store as of one moment, while others go on writing."""
    with sqlite3.connect(store) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
    copy.close()
    live.close()
    target.chmod(0o600)


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] if path.exists() else []


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def _place(folder: Path, name: str, data: bytes) -> None:
    target = (folder / name).resolve()
    if folder.resolve() not in target.parents:
        raise Broken(f"the archive wants to write outside its folder: {name}")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.write_bytes(data)
    target.chmod(0o600)
