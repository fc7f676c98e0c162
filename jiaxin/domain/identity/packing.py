"""打包 — one line of columns as bytes of fixed length, so that a register can seal it under the person's key.

183 bytes a record, little-endian, fields in the order of `Columns`; a change of the shape is a new version.
"""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from jiaxin.domain.identity.columns import Columns
from jiaxin.domain.identity.names_heard import LONGEST
from jiaxin.domain.identity.numbers_taken_apart import PLACES
from jiaxin.domain.identity.phones_given import MOST as PHONES
from jiaxin.domain.identity.places_named import MOST as PIECES

VERSION = 1
_SHAPE = np.dtype(
    [
        ("characters", "<u4", (LONGEST,)),
        ("sounds", "<u2", (LONGEST,)),
        ("loose", "<u2", (LONGEST,)),
        ("whole", "?"),
        ("sex", "u1"),
        ("digits", "u1", (PLACES,)),
        ("standing", "u1"),
        ("birth", "<i4"),
        ("phones", "<i8", (PHONES,)),
        ("native", "<u4", (PIECES,)),
        ("job", "<u8"),
        ("company", "<u8"),
    ]
)


def packed(c: Columns) -> list[bytes]:
    lines = np.empty(len(c), _SHAPE)
    for field in fields(Columns):
        lines[field.name] = getattr(c, field.name)
    raw, size = lines.tobytes(), _SHAPE.itemsize
    return [bytes((VERSION,)) + raw[at : at + size] for at in range(0, len(raw), size)]


def unpacked(boxes: Sequence[bytes]) -> Columns:
    """Raises ValueError for a shape of another version: the index is then built anew from the ledger."""
    if any(len(box) != _SHAPE.itemsize + 1 or box[0] != VERSION for box in boxes):
        raise ValueError("records packed by another version")
    lines = np.frombuffer(b"".join([box[1:] for box in boxes]), _SHAPE)
    return Columns(*(lines[field.name].copy() for field in fields(Columns)))
