"""图 — a line over days and bars by place: what is drawn is what is told."""

from datetime import date, timedelta

from jiaxin.portals.shared.charts import BOTTOM, LEFT, RIGHT, TOP, WIDE, bars, trend

NEW_YEAR = date(2026, 1, 1)


def places(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, _, y in (one.partition(",") for one in points.split())]


def test_days_stand_where_they_fall():
    one = trend([(NEW_YEAR, 0), (NEW_YEAR + timedelta(days=10), 500), (NEW_YEAR + timedelta(days=100), 1000)], True)
    assert one is not None
    (a, low), (b, half), (c, high) = places(one.points)
    assert (a, c) == (LEFT, RIGHT) and round((b - a) / (c - a), 2) == 0.10
    assert (low, high) == (BOTTOM, TOP) and half == (BOTTOM + TOP) / 2


def test_the_axis_begins_at_nought_and_is_marked_in_words():
    one = trend([(NEW_YEAR, 95), (NEW_YEAR + timedelta(days=1), 96)], False)
    assert one is not None
    assert [tick.said for tick in one.heights] == ["0", "50", "100", "150", "200"]
    assert max(y for _, y in places(one.points)) - min(y for _, y in places(one.points)) < 2, "a small change looks small"
    assert [tick.said for tick in trend([(NEW_YEAR, 0), (date(2026, 2, 1), 1)], True).heights] == ["0%", "25%", "50%", "75%", "100%"]


def test_the_numbers_of_line_and_table_are_the_same():
    past = [(NEW_YEAR + timedelta(days=n), 500 + n) for n in range(40)]
    one = trend(past, True, 600)
    assert one is not None and one.line is not None
    assert len(one.rows) == len(places(one.points)) == 40
    assert one.rows[0] == one.last == (past[-1][0], "53.9%") and one.first == (NEW_YEAR, "50%")
    assert [tick.said for tick in one.ends] == ["50%", "53.9%"]
    assert one.line.said == "60%" and one.line.y < one.ends[-1].y, "the target is drawn above what is below it"


def test_one_day_is_no_trend_and_no_street_no_bar():
    assert trend([(NEW_YEAR, 5)], False) is None and trend([], True) is None
    assert bars([], True) is None


def test_bars_are_as_long_as_their_share_and_the_target_crosses_them():
    one = bars([("样例东街道", 900, "90%"), ("样例西街道", 450, "45%")], True, 800)
    assert one is not None
    assert [row[2] for row in one.rows] == [0.9 * WIDE, 0.45 * WIDE] and one.line_x == 0.8 * WIDE and one.line == "80%"
    counted = bars([("样例东街道", 40, "40"), ("样例西街道", 10, "10")], False)
    assert counted is not None and [row[2] for row in counted.rows] == [WIDE, WIDE / 4] and counted.line_x is None
