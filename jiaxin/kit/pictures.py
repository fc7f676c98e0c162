"""图片 — small copies for public pages: upright, cropped, without metadata, within a size."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

SIDE_PIXELS = 240
MOST_PIXELS = 40_000_000  # refused before decoding: a small file can hold a huge picture


class NotAPicture(ValueError):
    """The bytes are no picture we can read, or one that is too large."""


def thumbnail(data: bytes, most_bytes: int = 8_000) -> bytes:
    """A square JPEG of at most `most_bytes`. Nothing of the original's metadata (place, camera) remains."""
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture("the picture has too many pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as why:
        raise NotAPicture(str(why)) from why
    square = ImageOps.fit(upright, (SIDE_PIXELS, SIDE_PIXELS), centering=(0.5, 0.35))
    for quality in (82, 70, 55, 40, 25):
        out = BytesIO()
        square.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= most_bytes:
            return out.getvalue()
    return out.getvalue()
