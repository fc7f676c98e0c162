"""签名和照片 — what a pen drew on glass or a phone photographed, as bytes that can be sealed."""

import base64

from django.core.files.uploadedfile import UploadedFile

from jiaxin.domain.errors import Refused

_PNG = "data:image/png;base64,"
_DRAWN = b"\x89PNG\r\n\x1a\n"
_STARTS = (b"\xff\xd8\xff", _DRAWN, b"%PDF-")
MOST_BYTES = 5 * 1024 * 1024


def png(text: str) -> bytes:
    """The drawing of a signature field. Raises Refused for anything but a PNG as data address."""
    try:
        data = base64.b64decode(text.removeprefix(_PNG), validate=True)
    except ValueError:  # letters beyond ASCII are no `binascii.Error`
        data = b""
    if not data.startswith(_DRAWN):
        raise Refused("evidence.unknown", "没有读到签名", "请让本人在框内重新签名")
    return data


def picture(file: UploadedFile) -> bytes:
    """A photo or scan that was chosen. Raises Refused for anything else."""
    if (file.size or 0) > MOST_BYTES:
        raise Refused("evidence.too-large", f"“{file.name}”超过 5 MB", "请把照片缩小后再上传")
    data: bytes = file.read()
    if not data.startswith(_STARTS):
        raise Refused("evidence.unknown", f"“{file.name}”不是照片或扫描件", "请上传 JPG、PNG 或 PDF 文件")
    return data


def kind_of(data: bytes) -> str:
    return "image/png" if data.startswith(b"\x89PNG") else "application/pdf" if data.startswith(b"%PDF") else "image/jpeg"
