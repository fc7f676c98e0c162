"""QR codes of signed addresses (ISO/IEC 18004), drawn and read back.

An address goes into bytes up to and including its #, what follows into a segment of capital letters and digits, which
takes 5.5 bits a sign instead of 8: one segment would need two sizes more.
"""

from io import BytesIO

import segno
import zxingcpp
from PIL import Image
from segno import consts

MODULES_AT_MOST = 65  # version 12: above that, cameras of ordinary phones see too few pixels a module


def drawn(address: str, error: str = "m") -> segno.QRCode:
    """Raises ValueError for an address that would need more modules than phones can read."""
    head, mark, payload = address.partition("#")
    parts = [(head + mark, consts.MODE_BYTE), *([(payload, consts.MODE_ALPHANUMERIC)] if payload else [])]
    code = segno.make(parts, error=error, micro=False, boost_error=True)  # type: ignore[arg-type]  # it takes parts
    if len(code.matrix) > MODULES_AT_MOST:
        raise ValueError(f"an address of {len(address)} characters makes {len(code.matrix)} modules a side")
    return code


def svg(address: str, border: int = 4, dark: str = "#000", scale: float = 1) -> bytes:
    out = BytesIO()
    drawn(address).save(out, kind="svg", border=border, dark=dark, light="#fff", xmldecl=False, scale=scale)
    return out.getvalue()


def read(picture: Image.Image) -> list[str]:
    """Every QR code of a picture, as it would be scanned."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [one.text for one in found]
