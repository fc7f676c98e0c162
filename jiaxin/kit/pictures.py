"""图片 — copies of pictures: upright, within a size, without what a camera wrote into them."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

SIDE_PIXELS = 240
PLAIN_PIXELS = 2_000  # the longer side of a picture that is evidence: print in it stays readable
MOST_PIXELS = 40_000_000  # refused before decoding: a small file can hold a huge picture


class NotAPicture(ValueError):
    """The bytes are no picture we can read, or one that is too large."""


class TooManyPixels(NotAPicture):
    """A small file that holds a huge picture."""


def thumbnail(data: bytes, most_bytes: int = 8_000) -> bytes:
    """A square JPEG of at most `most_bytes`. Nothing of the original's metadata (place, camera) remains."""
    square = ImageOps.fit(_upright(data), (SIDE_PIXELS, SIDE_PIXELS), centering=(0.5, 0.35))
    for quality in (82, 70, 55, 40, 25):
        out = BytesIO()
        square.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= most_bytes:
            return out.getvalue()
    return out.getvalue()


def plain(data: bytes) -> bytes:
    """The whole picture as a JPEG, its longer side at most `PLAIN_PIXELS`. Place, time and camera do not go along."""
    whole, out = _upright(data), BytesIO()
    whole.thumbnail((PLAIN_PIXELS, PLAIN_PIXELS))
    whole.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Copies:
    """whole     as `plain`; `preview` the same, small
    likeness  差值指纹, 256 bits: whether each of 16 × 16 places of the grey cut-out is darker than the one to its right. A
              smaller or recompressed copy differs in few of them. It tells pictures apart, not faces.
    exact     SHA-256 of what is seen: equal for copies under another name or without what a camera wrote into them
    """

    whole: bytes
    preview: bytes
    likeness: bytes
    exact: bytes


def copies(data: bytes, preview_pixels: int = 480) -> Copies:
    """Everything that is wanted of one picture, which is opened once. Raises NotAPicture."""
    seen = _upright(data)
    seen.thumbnail((PLAIN_PIXELS, PLAIN_PIXELS))
    digest = sha256(b"%dx%d" % seen.size + seen.tobytes()).digest()
    whole, small, preview = BytesIO(), BytesIO(), seen.copy()
    seen.save(whole, "JPEG", quality=85, optimize=True)
    preview.thumbnail((preview_pixels, preview_pixels))
    preview.save(small, "JPEG", quality=75)
    return Copies(whole.getvalue(), small.getvalue(), _darker(seen), digest)


def likeness(data: bytes) -> bytes:
    """The likeness alone, of a picture that is kept already."""
    return _darker(_upright(data))


def _darker(seen: Image.Image) -> bytes:
    grey = ImageOps.fit(seen, (SIDE_PIXELS, SIDE_PIXELS), centering=(0.5, 0.35)).convert("L").resize((17, 16), Image.Resampling.BOX)
    dots, bits = grey.tobytes(), 0
    for row in range(16):
        for column in range(16):
            at = row * 17 + column
            bits = bits << 1 | (dots[at] < dots[at + 1])
    return bits.to_bytes(32, "big")


def bits_apart(one: bytes, other: bytes) -> int:
    """In how many of its bits a likeness differs from another."""
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def marked(data: bytes, text: str) -> bytes:
    """The picture as a JPEG with `text` (letters of ASCII) faint and repeated over all of it. Raises NotAPicture."""
    whole, out = _upright(data), BytesIO()
    size = max(11, min(whole.size) // 28)
    font = ImageFont.load_default(size)
    sheet = Image.new("RGBA", (2 * max(whole.size),) * 2)
    pen, (width, high) = ImageDraw.Draw(sheet), (round(font.getlength(text)) + 3 * size, 5 * size)
    for row, y in enumerate(range(0, sheet.height, high)):
        for x in range(-(row % 2) * width // 2, sheet.width, width):
            pen.text((x, y), text, font=font, fill=(255, 255, 255, 76), stroke_width=1, stroke_fill=(0, 0, 0, 56))
    turned = sheet.rotate(18, resample=Image.Resampling.BILINEAR)
    left, top = (sheet.width - whole.width) // 2, (sheet.height - whole.height) // 2
    over = turned.crop((left, top, left + whole.width, top + whole.height))
    Image.alpha_composite(whole.convert("RGBA"), over).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def _upright(data: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels("the picture has too many pixels")
            return ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError as why:
        raise TooManyPixels(str(why)) from why
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as why:
        if isinstance(why, NotAPicture):
            raise
        raise NotAPicture(str(why)) from why
