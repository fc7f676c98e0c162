"""Nobody works out a hidden cell from what is shown: not from one table, not from two of them."""

from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.figures.small_cells import STEP, published, rounded

PARTS = ("green", "yellow", "grey", "red")
LEAST = 10
counts = st.one_of(st.integers(0, 12), st.integers(0, 400))
tables = st.lists(st.tuples(counts, counts, counts, counts), min_size=2, max_size=7)


def rows(table: list[tuple[int, ...]]) -> list[dict[str, int]]:
    return [{**dict(zip(PARTS, row, strict=True)), "filed": sum(row)} for row in table]


def attacked(shown: list[dict[str, int | None]], most: int) -> dict[tuple[int, str], tuple[int, int]]:
    """What sums allow for each hidden cell: intervals narrowed by every row and column until nothing moves."""
    half, last = STEP // 2, len(shown) - 1
    known = {(at, name): (0, most) if value is None else (max(0, value - half), value + half) for at, row in enumerate(shown) for name, value in row.items()}
    sums = [((at, "filed"), [(at, name) for name in PARTS]) for at in range(len(shown))]
    sums += [((last, name), [(at, name) for at in range(last)]) for name in ("filed", *PARTS)]
    moved = True
    while moved:
        moved = False
        for total, cells in sums:
            low, high = sum(known[c][0] for c in cells), sum(known[c][1] for c in cells)
            narrower = {total: (max(known[total][0], low), min(known[total][1], high))}
            for c in cells:
                narrower[c] = (max(known[c][0], known[total][0] - (high - known[c][1])), min(known[c][1], known[total][1] - (low - known[c][0])))
            for c, bounds in narrower.items():
                if bounds != known[c]:
                    known[c], moved = bounds, True
    return {(at, name): known[(at, name)] for at, row in enumerate(shown) for name, value in row.items() if value is None}


@given(tables)
def test_no_small_count_is_shown_and_what_is_shown_is_a_multiple_of_five(table: list[tuple[int, ...]]) -> None:
    for before, after in zip(rows(table), published(rows(table), PARTS, "filed", LEAST), strict=False):
        for name, value in after.items():
            assert value is None or (before[name] >= LEAST and value % STEP == 0 and abs(value - before[name]) <= STEP // 2)


@given(tables)
def test_sums_never_tell_a_hidden_small_count(table: list[tuple[int, ...]]) -> None:
    true = [*rows(table), {name: sum(row[name] for row in rows(table)) for name in ("filed", *PARTS)}]
    for (at, name), (low, high) in attacked(published(rows(table), PARTS, "filed", LEAST), 10_000).items():
        assert low <= true[at][name] <= high
        if 0 < true[at][name] < LEAST:
            assert high - low >= STEP - 1, (at, name, low, high)


def test_one_small_cell_takes_a_second_with_it() -> None:
    shown = published(rows([(100, 3, 40, 60), (100, 30, 40, 60), (90, 30, 40, 60)]), PARTS, "filed", LEAST)
    assert shown[0]["yellow"] is None and sum(v is None for v in shown[0].values()) >= 2
    assert sum(row["yellow"] is None for row in shown) >= 2


def test_two_tables_of_which_one_has_a_person_more_differ_once_in_five() -> None:
    same = sum(rounded(n) == rounded(n + 1) for n in range(10, 1010))
    assert same == 800
