"""画像 — flat drawn faces for the demo's workers: nobody can take them for a photograph.

`portrait(seed)` is a JPEG of at most 8 kB, the size a public card may show. The same seed draws the same picture, another seed
another one: the faces are few dozen, the wall behind each is nobody else's, so that pictures are told apart as real ones are.
"""

from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

FACES = 36
WIDTH, HEIGHT = 208, 260
_SCALE = 2  # drawn larger and shrunk, so that edges are smooth
_GROUND = ((0xCF, 0xE3, 0xF1), (0xDC, 0xEB, 0xD8), (0xF3, 0xE3, 0xCF), (0xE6, 0xDD, 0xF0), (0xD5, 0xEC, 0xEC))
_SPOTS_WIDE, _SPOTS_HIGH, _UNEVEN = 13, 16, 16  # of light on the wall, and how much lighter or darker
_SKIN = ("#f2cda8", "#eabf95", "#f5d7ba", "#dfae85")
_HAIR = ("#2b2622", "#3a2f29", "#4a3c34", "#6b6660")
_CLOTHES = ("#9c2f24", "#2f6d8c", "#4d7d4f", "#7a5c8e", "#b7772d")


def portrait(seed: int) -> bytes:
    """JPEG, 208 × 260."""
    face, chance = _face(seed % FACES), Random(f"wall/{seed}")
    ground = chance.choice(_GROUND)
    wall = Image.new("RGB", (_SPOTS_WIDE, _SPOTS_HIGH))
    wall.putdata([tuple(max(0, min(255, part + light)) for part in ground) for light in (chance.randint(-_UNEVEN, _UNEVEN) for _ in range(_SPOTS_WIDE * _SPOTS_HIGH))])
    picture = wall.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    picture.paste(face, mask=face)
    out = BytesIO()
    picture.save(out, "JPEG", quality=72, optimize=True)
    return out.getvalue()


@lru_cache(maxsize=FACES)
def _face(number: int) -> Image.Image:
    """A face with nothing behind it."""
    chance = Random(f"portrait/{number}")
    picture = Image.new("RGBA", (WIDTH * _SCALE, HEIGHT * _SCALE))
    pen = ImageDraw.Draw(picture)
    skin, hair = chance.choice(_SKIN), chance.choice(_HAIR)
    middle, wide, tall = WIDTH // 2, chance.randint(48, 56), chance.randint(60, 70)
    top = 58
    style = chance.choice(("bob", "bun", "short", "long"))
    if style in ("bob", "long"):
        drop = 120 if style == "bob" else 165
        _oval(pen, middle - wide - 13, top - 20, middle + wide + 13, top + drop, hair)
    _body(pen, chance, middle, skin)
    if style == "bun":
        _oval(pen, middle - 24, top - 42, middle + 24, top + 4, hair)
    _oval(pen, middle - wide - 5, top - 16, middle + wide + 5, top + tall + 20, hair)
    _oval(pen, middle - wide, top, middle + wide, top + 2 * tall, skin)
    pen.pieslice(_box(middle - wide - 2, top - 12, middle + wide + 2, top + 62), 180, 360, fill=hair)
    _features(pen, chance, middle, top + tall)
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _body(pen: ImageDraw.ImageDraw, chance: Random, middle: int, skin: str) -> None:
    cloth = chance.choice(_CLOTHES)
    _oval(pen, middle - 92, 200, middle + 92, 380, cloth)
    pen.rectangle(_box(middle - 17, 165, middle + 17, 212), fill=skin)
    pen.polygon(
        [(x * _SCALE, y * _SCALE) for x, y in ((middle - 26, 202), (middle, 232), (middle + 26, 202))], fill=skin
    )
    if chance.random() < 0.6:  # an apron, as at work
        pen.rectangle(_box(middle - 40, 236, middle + 40, 262), fill="#fffaf0")


def _features(pen: ImageDraw.ImageDraw, chance: Random, middle: int, eyes: int) -> None:
    apart = chance.randint(19, 24)
    for side in (-1, 1):
        x = middle + side * apart
        _oval(pen, x - 4, eyes - 5, x + 4, eyes + 5, "#33291f")
        pen.line(_box(x - 9, eyes - 15, x + 9, eyes - 16), fill="#4a3c34", width=3 * _SCALE)
        _oval(pen, x + side * 8 - 9, eyes + 20, x + side * 8 + 9, eyes + 32, "#eaa58c")
    if chance.random() < 0.25:
        for side in (-1, 1):
            x = middle + side * apart
            pen.ellipse(_box(x - 14, eyes - 12, x + 14, eyes + 12), outline="#5b5148", width=2 * _SCALE)
    pen.arc(_box(middle - 5, eyes + 8, middle + 5, eyes + 18), 20, 160, fill="#b98562", width=2 * _SCALE)
    smile = chance.randint(12, 18)
    pen.arc(_box(middle - smile, eyes + 18, middle + smile, eyes + 42), 20, 160, fill="#a3463a", width=3 * _SCALE)


def _oval(pen: ImageDraw.ImageDraw, left: int, top: int, right: int, bottom: int, fill: str) -> None:
    pen.ellipse(_box(left, top, right, bottom), fill=fill)


def _box(left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
    return left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE
