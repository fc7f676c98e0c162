"""Pictures in a zip: taken one by one as plain copies; an archive that must not be is refused whole, a bad picture alone."""

import os
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from jiaxin.kit.picture_bundles import BOUNDS, Bounds, Taken, count, of_files, pictures
from jiaxin.kit.pictures import bits_apart, copies, likeness
from jiaxin.kit.sheets.refusal import Unreadable
from tests.factories.pictures import jpeg, png


def bundle(path: Path, files: dict[str, bytes], way: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", way) as box:
        for name, data in files.items():
            box.writestr(name, data)
    return path


def taken(path: Path, bounds: Bounds = BOUNDS) -> list[Taken]:
    return list(pictures(path, bounds))


def test_each_picture_is_a_plain_copy_without_what_a_camera_wrote(tmp_path: Path) -> None:
    data = jpeg(1, exif=True)
    assert b"CAMERA" in data
    found = taken(bundle(tmp_path / "a.zip", {"头像/王.jpg": data, "空/": b"", "__MACOSX/._王.jpg": b"x", "b.png": png(2)}))
    assert [(one.name, one.refused) for one in found] == [("头像/王.jpg", ""), ("b.png", "")]
    assert all(one.copies and one.copies.whole.startswith(b"\xff\xd8") and b"CAMERA" not in one.copies.whole for one in found)
    assert count(tmp_path / "a.zip") == 2


def test_names_written_by_chinese_windows_are_read_and_what_is_neither_is_refused_alone(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.zip", {"AAAAAAAAAA.jpg": jpeg(1), "BB.jpg": jpeg(2)})
    raw = path.read_bytes().replace(b"AAAAAAAAAA", "头像王秀芳".encode("gb18030")).replace(b"BB.jpg", b"\xff\xff.jpg")
    path.write_bytes(raw)
    found = taken(path)
    assert found[0].name == "头像王秀芳.jpg" and not found[0].refused
    assert found[1].refused == "name" and found[1].copies is None


def _huge_png() -> bytes:
    """40,000 × 40,000 dots in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * 5001 * 10)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"), (b"%PDF-1.7 ...", "pdf"), (b"PK\x03\x04 inner", "nested"), (b"Rar!\x1a\x07", "nested"), (b"\0\0\0\x18ftypheic....", "heic"), (b"GIF89a", "other"),
        (b"hello", "other"), (b"\xff\xd8\xff" + os.urandom(300), "broken"), (jpeg(1)[:400], "broken"), (_huge_png(), "pixels"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_alone(tmp_path: Path, data: bytes, why: str) -> None:
    found = taken(bundle(tmp_path / "a.zip", {"x.jpg": data, "y.jpg": jpeg(1)}))
    assert [one.refused for one in found] == [why, ""]


def test_a_picture_above_its_size_is_refused_alone(tmp_path: Path) -> None:
    small = Bounds(BOUNDS.bytes_in, BOUNDS.bytes_unzipped, BOUNDS.entries, BOUNDS.directory_bytes, 500)
    assert [one.refused for one in taken(bundle(tmp_path / "a.zip", {"x.jpg": jpeg(1)}), small)] == ["large"]


def _locked(path: Path) -> Path:
    raw = bytearray(bundle(path, {"x.jpg": jpeg(1)}).read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    return path


ARCHIVES = {
    "bundle.not-zip": lambda p: p.write_bytes(b"Rar!\x1a\x07\x00 nothing of ours") and p,
    "bundle.empty": lambda p: bundle(p, {"空/": b""}),
    "zip.broken": lambda p: p.write_bytes(bundle(p, {"x.jpg": jpeg(1)}).read_bytes()[:-30]) and p,
    "zip.path": lambda p: bundle(p, {"../x.jpg": jpeg(1)}),
    "zip.many-entries": lambda p: bundle(p, {f"{n}.jpg": b"x" for n in range(BOUNDS.entries + 1)}),
    "zip.ratio": lambda p: bundle(p, {"x.jpg": b"\0" * 9_000_000}, zipfile.ZIP_DEFLATED),
    "zip.unzipped": lambda p: bundle(p, {f"{n}.jpg": os.urandom(4096) * 240 for n in range(140)}, zipfile.ZIP_DEFLATED),
    "zip.locked-entry": _locked,
}


@pytest.mark.parametrize("code", ARCHIVES)
def test_an_archive_that_must_not_be_is_refused_whole(tmp_path: Path, code: str) -> None:
    path = ARCHIVES[code](tmp_path / "a.zip")
    with pytest.raises(Unreadable) as why:
        count(path)
    assert why.value.code == code and why.value.said and why.value.do_this


def test_single_pictures_make_a_bundle_that_keeps_each_name(tmp_path: Path) -> None:
    of_files([("王.jpg", jpeg(1)), ("王.jpg", jpeg(2))], tmp_path / "a.zip")
    assert [one.name for one in taken(tmp_path / "a.zip")] == ["王.jpg", "2/王.jpg"]


def test_a_smaller_copy_is_alike_and_another_picture_is_not() -> None:
    first, again = copies(jpeg(1)), BytesIO()
    Image.open(BytesIO(jpeg(1))).resize((300, 300)).save(again, "JPEG", quality=40)
    assert bits_apart(first.likeness, likeness(again.getvalue())) <= 10
    assert bits_apart(first.likeness, copies(jpeg(2)).likeness) > 40
    assert copies(jpeg(1, exif=True)).exact == first.exact != copies(again.getvalue()).exact
