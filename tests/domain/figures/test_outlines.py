"""Outlines of streets: what is wrong with a file is said, what is right lies north up and keeps its form."""

import json
from datetime import date

import pytest

from jiaxin.demo.outlines import outlines as made_up
from jiaxin.demo.plan import Plan
from jiaxin.demo.streets import draw
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures.outlines import WIDE, drawn, outlines

SQUARE = [[125.0, 29.0], [125.1, 29.0], [125.1, 28.9], [125.0, 28.9], [125.0, 29.0]]


def file(*features: tuple[str, str, object]) -> bytes:
    said = [{"type": "Feature", "properties": {"code": code}, "geometry": {"type": kind, "coordinates": where}} for code, kind, where in features]
    return json.dumps({"type": "FeatureCollection", "features": said}).encode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "JSON"), (b"[]", "FeatureCollection"), (file(("3402", "Polygon", [SQUARE])), "9 位的街道代码"),
        (file(("340212001", "Polygon", [SQUARE]), ("340212001", "Polygon", [SQUARE])), "出现两次"), (file(("340212001", "Point", [1, 2])), "Polygon 或 MultiPolygon"),
        (file(("340212001", "Polygon", [SQUARE[:-1]])), "没有闭合"), (file(("340212001", "Polygon", [[["a", 1]] * 4])), "读不懂"),
        (file(("340212001", "Polygon", [])), "没有轮廓"), (file(("340212001", "Polygon", [[[1e300, 1], [2, 2], [3, 3], [1e300, 1]]])), "读不懂"), (b'{"type": NaN}', "JSON"),
        (file(("340212001", "Polygon", [[[n / 7, n / 9] for n in range(60_001)] + [[0, 0]]])), "点数超过"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_says_what_and_where(text: bytes, said: str) -> None:
    with pytest.raises(Refused) as why:
        outlines(text)
    assert said in why.value.said and "outlines.geojson" in why.value.do_this


def test_north_is_up_west_is_left_and_a_street_of_two_parts_is_one_path() -> None:
    east = [[x + 0.2, y - 0.1] for x, y in SQUARE]
    made, high = drawn(outlines(file(("340212001", "Polygon", [SQUARE]), ("340212002", "MultiPolygon", [[east], [[[x, y - 0.2] for x, y in east]]]))))
    first, second = made
    assert first.x < second.x and first.y < second.y and second.path.count("M") == 2
    assert first.path.startswith("M0 0L") and 0 < high <= WIDE * 2
    wide, tall = int(first.path.split("L")[1].split()[0]), int(first.path.split("L")[2].rstrip("Z").split()[1])
    assert 0.8 < wide / tall < 0.95, "a tenth of a degree is less across than down at 29 degrees north"


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn({}) == ([], 0) and outlines(file()) == {}


def test_the_made_up_districts_streets_all_have_an_outline_and_share_their_borders() -> None:
    areas = draw(plan := Plan(date(2026, 11, 1), workers=100))
    found = outlines(made_up(plan, areas.streets))
    assert set(found) == {street.code for street in areas.streets}
    corners = [point for rings in found.values() for ring in rings for point in ring[:-1]]
    assert len(set(corners)) < len(corners)
