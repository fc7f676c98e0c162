"""压缩容器 — the zip around an .xlsx, looked at before anything in it is unpacked.

What the list of parts says is checked first (counts, sizes, names, overlaps, what a roster never
carries); while reading, the true bytes are held against it. Nothing is ever written under a part's name.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from jiaxin.kit.sheets.limits import Limits
from jiaxin.kit.sheets.refusal import refused

CHUNK = 1 << 18
_MB = 1 << 20
_NESTED = (".zip", ".rar", ".7z", ".gz", ".xlsx", ".xlsm", ".xls", ".docx", ".pptx", ".jar")
_END = b"PK\x05\x06"
_END_BYTES = 22
_UTF8_NAME = 0x800
_LOCAL_BYTES = 30  # shortest header before the data of a part


class Container:
    """Parts by name, case ignored as Office does; `exact` for other archives, whose names are told apart by it."""

    def __init__(self, path: Path, limits: Limits, exact: bool = False) -> None:
        _check_directory(path, limits)
        self._key: Callable[[str], str] = str if exact else str.lower
        try:
            self._zip = zipfile.ZipFile(path)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            EOFError,
            struct.error,
            UnicodeDecodeError,
        ) as error:
            raise refused("zip.broken") from error
        try:
            self._parts = _checked(self._zip.infolist(), limits, self._key)
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return self._key(part) in self._parts

    def names(self) -> list[str]:
        return list(self._parts)

    def infos(self) -> list[zipfile.ZipInfo]:
        """The parts as the archive lists them, in its order."""
        return list(self._parts.values())

    def chunks(self, part: str) -> Iterator[bytes]:
        """The unpacked bytes of a part. A part longer or shorter than the list says is refused."""
        info = self._parts[self._key(part)]
        read = 0
        try:
            with self._zip.open(info) as stream:
                while data := stream.read(CHUNK):
                    read += len(data)
                    yield data
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise refused("zip.entry-damaged", part=info.filename) from error
        if read != info.file_size:
            raise refused("zip.forged-size", part=info.filename)


def _check_directory(path: Path, limits: Limits) -> None:
    """The closing record alone, before the list is built: a list of millions of parts is itself a bomb."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_BYTES - 65_535))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise refused("zip.broken")
    entries, length = struct.unpack_from("<HI", tail, at + 10)
    if entries > limits.entries or length > limits.directory_bytes:
        found = entries if entries < 0xFFFF else "65535 以上"
        raise refused("zip.many-entries", found=found, limit=limits.entries)


def _checked(infos: list[zipfile.ZipInfo], limits: Limits, key: Callable[[str], str]) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > limits.entries:
        raise refused("zip.many-entries", found=len(infos), limit=limits.entries)
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_part(info, limits)
        if key(info.filename) in parts:
            raise refused("zip.duplicate", part=info.filename)
        parts[key(info.filename)] = info
    total = sum(info.file_size for info in infos)
    if total > limits.bytes_unzipped:
        raise refused("zip.unzipped", found=total // _MB, limit=limits.bytes_unzipped // _MB)
    _check_overlap(infos)
    return parts


def _check_part(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = info.filename
    if (
        name.startswith(("/", "\\"))
        or ".." in name.replace("\\", "/").split("/")
        or ":" in name
        or "\0" in info.orig_filename
    ):
        raise refused("zip.path", part=name)
    if info.flag_bits & 0x1:
        raise refused("zip.locked-entry", part=name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refused("zip.compression", part=name)
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size):
        raise refused("zip.ratio", part=name, found=info.file_size // max(1, info.compress_size))


def _check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise refused("zip.overlap")
        written = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437", "replace")
        end = info.header_offset + _LOCAL_BYTES + len(written) + info.compress_size


def check_carried(names: list[str]) -> None:
    """What a roster never carries: programs, links to other files, other files."""
    for name in names:
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
            raise refused("xlsx.macro")
        if "/externallinks/" in name:
            raise refused("xlsx.external-link")
        if "/embeddings/" in name or "/activex/" in name:
            raise refused("xlsx.embedded")
        if name.endswith(_NESTED):
            raise refused("zip.nested", part=name)
