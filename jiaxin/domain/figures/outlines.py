"""街道轮廓 — outlines of streets from a GeoJSON file of the district, checked, and as paths on a sheet.

Unit    millionths of a degree of longitude and latitude (or of any plane, where they are no degrees); on the sheet a thousand units
        wide or high, north at the top
Source  RFC 7946: a FeatureCollection of Polygon or MultiPolygon; `code` among the properties is the street's region code
Not here  reading the file (apps/oversight), colours and words (portals). A street without an outline is shown as a tile.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from math import cos, radians
from typing import Any

from jiaxin.domain.errors import Refused

MOST_BYTES, MOST_POINTS, LEAST_POINTS = 4_000_000, 60_000, 4
WIDE, MICRO, FARTHEST = 1000, 1_000_000, 100_000_000  # the farthest coordinate: any plane in metres
Point = tuple[int, int]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """path: in the language of SVG; x, y: where its name stands."""

    code: str
    path: str
    x: int
    y: int


def outlines(text: bytes) -> dict[str, tuple[Ring, ...]]:
    """Street code → its rings. Raises Refused with what is wrong and where."""
    if len(text) > MOST_BYTES:
        raise _wrong(f"文件有 {len(text):,} 字节，最多 {MOST_BYTES:,}")
    try:
        said = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _wrong("不是有效的 JSON") from None
    if not isinstance(said, dict) or said.get("type") != "FeatureCollection" or not isinstance(said.get("features"), list):
        raise _wrong("不是 FeatureCollection")
    found: dict[str, tuple[Ring, ...]] = {}
    for number, feature in enumerate(said["features"], 1):
        code = str((feature.get("properties") or {}).get("code", "")) if isinstance(feature, dict) else ""
        if not (code.isdecimal() and len(code) == 9):
            raise _wrong(f"第 {number} 个要素没有 9 位的街道代码 code")
        if code in found:
            raise _wrong(f"街道 {code} 出现两次")
        found[code] = _rings(code, feature.get("geometry"))
    if sum(len(ring) for rings in found.values() for ring in rings) > MOST_POINTS:
        raise _wrong(f"点数超过 {MOST_POINTS:,}，请先简化轮廓")
    return found


def drawn(of: Mapping[str, Sequence[Ring]]) -> tuple[list[Drawn], int]:
    """Every street on one sheet, and how high it is; on a plane by the middle latitude, so that shapes keep their form."""
    points = [point for rings in of.values() for ring in rings for point in ring]
    if not points:
        return [], 0
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    degrees = max(-west, east) <= 180 * MICRO and max(-south, north) <= 90 * MICRO
    across = cos(radians((south + north) / 2 / MICRO)) if degrees else 1
    scale = WIDE / max((east - west) * across, north - south, 1)

    def put(point: Point) -> tuple[int, int]:
        return round((point[0] - west) * across * scale), round((north - point[1]) * scale)

    made = []
    for code, rings in sorted(of.items()):
        on_sheet = [[put(point) for point in ring] for ring in rings]
        widest = max(on_sheet, key=lambda ring: (max(x for x, _ in ring) - min(x for x, _ in ring)))
        x, y = sum(x for x, _ in widest[:-1]) // (len(widest) - 1), sum(y for _, y in widest[:-1]) // (len(widest) - 1)
        made.append(Drawn(code, "".join("M" + "L".join(f"{a} {b}" for a, b in ring[:-1]) + "Z" for ring in on_sheet), x, y))
    return made, max(round((north - south) * scale), 1)


def _rings(code: str, shape: Any) -> tuple[Ring, ...]:
    kind = shape.get("type") if isinstance(shape, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _wrong(f"街道 {code} 的形状应为 Polygon 或 MultiPolygon")
    try:
        told = shape["coordinates"] if kind == "Polygon" else [ring for polygon in shape["coordinates"] for ring in polygon]
        rings = tuple(tuple((_millionths(p[0]), _millionths(p[1])) for p in ring) for ring in told)
    except (KeyError, TypeError, IndexError, DecimalException):
        raise _wrong(f"街道 {code} 的坐标读不懂") from None
    for ring in rings:
        if len(ring) < LEAST_POINTS or ring[0] != ring[-1]:
            raise _wrong(f"街道 {code} 的轮廓没有闭合")
    if not rings:
        raise _wrong(f"街道 {code} 没有轮廓")
    return rings


def _millionths(value: Any) -> int:
    """Raises TypeError for what is no number, or lies farther out than any map."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(value)
    number = Decimal(value)
    if abs(number) > FARTHEST:
        raise TypeError(value)
    return int((number * MICRO).to_integral_value())


def _no_number(said: str) -> None:
    raise ValueError(said)


def _wrong(said: str) -> Refused:
    return Refused("outlines.file", f"街道轮廓文件：{said}", "请更正数据文件夹里的 outlines.geojson；在此之前按方格显示")
