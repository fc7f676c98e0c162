"""读图 — the words in a picture, by a reader that runs on this machine; an extra that may not be installed.

Models lie in the wheel (PP-OCR); nothing is fetched and nothing leaves the machine. Loading takes seconds, so one
reader is kept for the life of the process, and one picture is read at a time.
"""

import threading
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from jiaxin.kit.pictures import MOST_PIXELS, NotAPicture

SIDE = 1600  # pixels of the longer side that are looked at; more costs time and reads no better
Box = tuple[str, tuple[tuple[float, float], ...], int]
_one_at_a_time = threading.Lock()


def installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def words(data: bytes) -> list[Box]:
    """(text, four corners in pixels, certainty in hundredths) of each run of letters. Raises NotAPicture, ImportError."""
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture("the picture has too many pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as why:
        raise NotAPicture(str(why)) from why
    upright.thumbnail((SIDE, SIDE))
    numpy = import_module("numpy")
    with _one_at_a_time:
        found = _reader()(numpy.asarray(upright)[:, :, ::-1])
    if found.boxes is None:
        return []
    return [
        (str(text), tuple((float(x), float(y)) for x, y in corners), round(float(score) * 100))
        for text, corners, score in zip(found.txts, found.boxes, found.scores, strict=True)
    ]


@cache
def _reader() -> Any:
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False, "EngineConfig.onnxruntime.intra_op_num_threads": 1})
