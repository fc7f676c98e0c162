"""街道轮廓 — made-up outlines for the made-up streets: a net of crooked cells that share their borders. No real place.

Longitude and latitude lie in the open sea off the coast, so that nobody takes the shapes for a district that exists.
"""

import json
from collections.abc import Sequence
from math import ceil, sqrt

from jiaxin.demo.plan import Plan
from jiaxin.demo.streets import Street

_WEST, _NORTH, _CELL = 125.0, 29.0, 0.04  # degrees


def outlines(plan: Plan, streets: Sequence[Street]) -> bytes:
    """A GeoJSON file; the corner of a cell is the corner of its neighbours."""
    across = ceil(sqrt(len(streets)))

    def corner(column: int, row: int) -> list[float]:
        chance = plan.chance("corner", row * (across + 1) + column)
        return [round(_WEST + (column + chance.uniform(-0.28, 0.28)) * _CELL, 5), round(_NORTH - (row + chance.uniform(-0.28, 0.28)) * _CELL, 5)]

    features = []
    for number, street in enumerate(streets):
        row, column = divmod(number, across)
        ring = [corner(column, row), corner(column, row + 1), corner(column + 1, row + 1), corner(column + 1, row), corner(column, row)]
        features.append({"type": "Feature", "properties": {"code": street.code, "name": street.name}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")).encode()
