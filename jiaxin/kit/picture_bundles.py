"""图片包 — pictures in a zip, one after another, each as a plain copy or with the reason why it is not taken.

Runs where bytes of strangers may be read (a confined child). The archive as a whole is refused for what an archive must not
be (`Unreadable`); one bad picture is refused alone.
"""

import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from jiaxin.kit.pictures import Copies, NotAPicture, TooManyPixels, copies
from jiaxin.kit.sheets.container import Container
from jiaxin.kit.sheets.limits import DEFAULT, FILE, Limits
from jiaxin.kit.sheets.refusal import Unreadable

_MB = 1 << 20
_UTF8_NAME = 0x800
_SKIPPED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_STARTS = {b"\xff\xd8\xff": "", b"\x89PNG\r\n\x1a\n": "", b"%PDF": "pdf", b"PK\x03\x04": "nested", b"Rar!": "nested", b"7z\xbc\xaf": "nested", b"\x1f\x8b": "nested"}
_AGAIN = "请用电脑自带的“压缩为 zip”功能重新打包后上传"
SENTENCES: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "bundle.not-zip": ("这不是 zip 压缩包", "请用电脑自带的“压缩为 zip”功能打包后上传；RAR、7z 请先解压"),
        "bundle.empty": ("压缩包里没有文件", "请把照片和证书图片放进去再打包"),
        "zip.broken": ("压缩包不完整或已损坏，可能没有传完", _AGAIN),
        "zip.entry-damaged": ("压缩包里有文件已损坏，校验对不上", _AGAIN),
        "zip.forged-size": ("压缩包里有文件谎报了大小，系统没有继续读", "请确认压缩包的来源，重新打包后上传"),
        "zip.many-entries": ("压缩包里的文件超过 {limit} 个", "请分成几个压缩包，分别上传"),
        "zip.ratio": ("压缩包里有文件解压后会膨胀几百倍，像是压缩炸弹", "请确认压缩包的来源；图片本身已压缩，正常不会这样"),
        "zip.unzipped": ("压缩包解压后超过 {limit_mb} MB", "请分成几个压缩包，分别上传"),
        "zip.overlap": ("压缩包里有几个文件共用同一段数据，像是压缩炸弹", _AGAIN),
        "zip.path": ("压缩包里有文件名想越出文件夹，系统没有打开", _AGAIN),
        "zip.duplicate": ("压缩包里有两个同名的文件，无法判断哪个是真的", _AGAIN),
        "zip.compression": ("压缩包用了不支持的压缩方式", _AGAIN),
        "zip.locked-entry": ("压缩包加了密码，系统读不了", "请不设密码重新打包；上传过程本身是加密的"),
    }
)
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
                yield _taken(name, _read(box, info, bounds))
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
            raise _refused("bundle.not-zip", bounds)
    try:
        box = Container(path, bounds.as_container, exact=True)
    except Unreadable as why:
        raise _refused(why.code, bounds) from None
    if not _files(box):
        box.close()
        raise _refused("bundle.empty", bounds)
    return box


def _refused(code: str, bounds: Bounds) -> Unreadable:
    """In the words of whoever packs pictures, not tables."""
    said, do_this = SENTENCES[code]
    return Unreadable(code, said.format(limit=bounds.entries, limit_mb=bounds.bytes_unzipped // _MB), do_this)


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


def _read(box: Container, info: zipfile.ZipInfo, bounds: Bounds) -> bytes:
    try:
        return b"".join(box.chunks(info.filename))
    except Unreadable as why:
        raise _refused(why.code, bounds) from None


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
