"""Drawn pictures, each of its own number: nobody can take them for anybody."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw


def drawn(number: int, side: int = 600) -> Image.Image:
    dice, picture = Random(number), Image.new("RGB", (side, side), (240, 240, 235))
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, size = dice.randrange(side), dice.randrange(side), dice.randrange(40, 160)
        pen.ellipse((x - size, y - size, x + size, y + size), fill=tuple(dice.randrange(256) for _ in range(3)))
    return picture


def jpeg(number: int, exif: bool = False) -> bytes:
    out, told = BytesIO(), Image.Exif()
    if exif:
        told[0x010F] = "CAMERA"
    drawn(number).save(out, "JPEG", quality=90, exif=told)
    return out.getvalue()


def png(number: int) -> bytes:
    out = BytesIO()
    drawn(number).save(out, "PNG")
    return out.getvalue()
