"""图片包 — pictures in a zip, one after another, each as a plain copy or with the reason why it is not taken.

Runs where bytes of strangers may be read (a confined child). The archive as a whole is refused for what an archive must not
be (`Unreadable`); one bad picture is refused alone.
"""

import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jiaxin.kit.pictures import Copies, NotAPicture, TooManyPixels, copies
from jiaxin.kit.sheets.container import Container
from jiaxin.kit.sheets.limits import DEFAULT, FILE, Limits
from jiaxin.kit.sheets.refusal import Unreadable

_MB = 1 << 20
_UTF8_NAME = 0x800
_SKIPPED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_STARTS = {b"\xff\xd8\xff": "", b"\x89PNG\r\n\x1a\n": "", b"%PDF": "pdf", b"PK\x03\x04": "nested", b"Rar!": "nested", b"7z\xbc\xaf": "nested", b"\x1f\x8b": "nested"}
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypavif")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken at once; bytes and counts, from `config/limits.toml`."""

    bytes_in: int
    bytes_unzipped: int
    entries: int
    directory_bytes: int
    picture_bytes: int

    @property
    def as_container(self) -> Limits:
        return replace(DEFAULT, bytes_in=self.bytes_in, bytes_unzipped=self.bytes_unzipped, entries=self.entries, directory_bytes=self.directory_bytes)


def load_bounds(path: Path = FILE) -> Bounds:
    return Bounds(**tomllib.loads(path.read_text(encoding="utf-8"))["papers"])


BOUNDS = load_bounds()


@dataclass(frozen=True, slots=True)
class Taken:
    """One file of the bundle. `refused` names why it is not taken; then it has no picture."""

    name: str
    size: int
    refused: str = ""
    copies: Copies | None = None


def count(path: Path, bounds: Bounds = BOUNDS) -> int:
    """How many files; raises Unreadable for an archive that is refused as a whole."""
    box = _opened(path, bounds)
    try:
        return len(_files(box))
    finally:
        box.close()


def pictures(path: Path, bounds: Bounds = BOUNDS) -> Iterator[Taken]:
    box = _opened(path, bounds)
    try:
        for info in _files(box):
            name = _name(info)
            if name is None:
                yield Taken(f"{info.header_offset:x}", info.file_size, "name")
            elif info.file_size > bounds.picture_bytes:
                yield Taken(name, info.file_size, "large")
            else:
                yield _taken(name, b"".join(box.chunks(info.filename)))
    finally:
        box.close()


def of_files(files: list[tuple[str, bytes]], target: Path) -> None:
    """Single pictures as one bundle, so that there is one way on. Nothing is looked at."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as box:
        seen: dict[str, int] = {}
        for name, data in files:
            seen[name] = seen.get(name, 0) + 1
            box.writestr(zipfile.ZipInfo(name if seen[name] == 1 else f"{seen[name]}/{name}"), data)


def is_bundle(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _opened(path: Path, bounds: Bounds) -> Container:
    with path.open("rb") as file:
        if not is_bundle(file.read(4)):
            raise Unreadable("bundle.not-zip", "这不是 zip 压缩包", "请用电脑自带的“压缩为 zip”功能打包后上传；RAR、7z 请先解压")
    box = Container(path, bounds.as_container, exact=True)
    if not _files(box):
        box.close()
        raise Unreadable("bundle.empty", "压缩包里没有文件", "请把照片和证书图片放进去再打包")
    return box


def _files(box: Container) -> list[zipfile.ZipInfo]:
    return [one for one in box.infos() if not one.is_dir() and not any(part in _SKIPPED or part.startswith("._") for part in one.filename.split("/"))]


def _name(info: zipfile.ZipInfo) -> str | None:
    """The name in letters: zips made by Chinese Windows carry GB18030 and do not say so; None where it is neither."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    for code in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(code)
        except UnicodeError:
            continue
    return None


def _taken(name: str, data: bytes) -> Taken:
    if not data:
        return Taken(name, 0, "empty")
    if data[4:12] in _HEIC:
        return Taken(name, len(data), "heic")
    refused = next((why for start, why in _STARTS.items() if data.startswith(start)), "other")
    if refused:
        return Taken(name, len(data), refused)
    try:
        return Taken(name, len(data), "", copies(data))
    except TooManyPixels:
        return Taken(name, len(data), "pixels")
    except NotAPicture:
        return Taken(name, len(data), "broken")
