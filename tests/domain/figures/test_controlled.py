"""Random districts against a reader who holds every table of two months: no small count follows, nor any change between months."""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from jiaxin.domain.figures.controlled import SHOWN_FREE, SMALL_FREE, STEP, controlled, rounded

COLOURS, TRAINING, SIZES = ("green", "yellow", "grey", "red"), ("trained", "untrained"), ("micro", "small", "large", "self")
TABLES, WHOLE, LEAST, MOST = (COLOURS, TRAINING, SIZES), "filed", 10, 100_000
Cell = tuple[int, str]
Bounds = dict[Cell, tuple[int, int]]


def district(dice: random.Random, streets: int) -> list[dict[str, int]]:
    """Streets of very different sizes, lop-sided in every table, so that small cells stand everywhere."""
    return [street(dice, dice.choice((0, 3, 9, 12, 40, 90, 300, 1200))) for _ in range(streets)]


def street(dice: random.Random, filed: int) -> dict[str, int]:
    row = {WHOLE: filed}
    for table in TABLES:
        left = filed
        for name in table[:-1]:
            row[name] = min(left, dice.choice((0, 1, 2, 5, 9, 10, 11, left // 2, int(left * dice.random()))))
            left -= row[name]
        row[table[-1]] = left
    return row


def month_later(dice: random.Random, rows: Sequence[Mapping[str, int]]) -> list[dict[str, int]]:
    """A few more people, each in one part of every table."""
    after = [dict(row) for row in rows]
    for _ in range(dice.randrange(0, 12)):
        row = dice.choice(after)
        for name in (WHOLE, *(dice.choice(table) for table in TABLES)):
            row[name] += 1
    return after


def true(rows: Sequence[Mapping[str, int]]) -> list[dict[str, int]]:
    return [*map(dict, rows), {name: sum(row[name] for row in rows) for name in rows[0]}]


def attacked(shown: Sequence[Mapping[str, int | None]]) -> Bounds:
    """What all tables together allow for each cell: every sum of every table narrows its parts until nothing moves."""
    last, half = len(shown) - 1, STEP // 2
    known = {(at, name): (0, MOST) if value is None else (max(LEAST, value - half), value + half) for at, row in enumerate(shown) for name, value in row.items()}
    sums: list[tuple[Cell, list[Cell]]] = [((at, WHOLE), [(at, name) for name in table]) for at in range(len(shown)) for table in TABLES]
    sums += [((last, name), [(at, name) for at in range(last)]) for name in shown[0]]
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
    return known


def possible(known: Bounds, shown: Sequence[Mapping[str, int | None]], cell: Cell, value: int, tries: int = 400) -> bool:
    """Whether there is a whole district, to the last person, that fits all tables and has this value: found, or not found in time."""
    last = len(shown) - 1
    free: Bounds = dict(known) | {cell: (value, value)}
    sums: list[tuple[Cell, list[Cell]]] = [((at, WHOLE), [(at, name) for name in table]) for at in range(len(shown)) for table in TABLES]
    sums += [((last, name), [(at, name) for at in range(last)]) for name in shown[0]]
    return _filled(free, sums, [tries])


def _filled(free: Bounds, sums: list[tuple[Cell, list[Cell]]], left: list[int]) -> bool:
    left[0] -= 1
    if left[0] < 0:
        return False
    moved = True
    while moved:
        moved = False
        for total, cells in sums:
            low, high = sum(free[c][0] for c in cells), sum(free[c][1] for c in cells)
            for c, (a, b) in [(total, (low, high)), *((c, (free[total][0] - (high - free[c][1]), free[total][1] - (low - free[c][0]))) for c in cells)]:
                bounds = (max(free[c][0], a), min(free[c][1], b))
                if bounds[0] > bounds[1]:
                    return False
                if bounds != free[c]:
                    free[c], moved = bounds, True
            if moved:
                continue
    open_ = [c for c, (a, b) in free.items() if a < b]
    if not open_:
        return True
    chosen = min(open_, key=lambda c: (free[c][1] - free[c][0], c))
    return any(_filled(free | {chosen: (v, v)}, sums, left) for v in {free[chosen][0], free[chosen][1], (free[chosen][0] + free[chosen][1]) // 2})


@pytest.mark.parametrize("seed", range(40))
def test_no_small_count_follows_from_all_tables_together(seed: int) -> None:
    dice = random.Random(seed)
    rows = district(dice, dice.randrange(2, 9))
    shown, truth = controlled(rows, TABLES, WHOLE, LEAST), true(rows)
    known = attacked(shown)
    for (at, name), (low, high) in known.items():
        count, value = truth[at][name], shown[at][name]
        assert low <= count <= high
        assert value is None or (count >= LEAST and value == rounded(count))
        if value is None and 0 < count < LEAST:
            assert high - low >= SMALL_FREE, (at, name, low, high)
        if value is not None:
            assert high - low >= SHOWN_FREE, (at, name, low, high)


@pytest.mark.parametrize("seed", range(12))
def test_each_small_count_could_be_five_others_to_the_last_person(seed: int) -> None:
    """Not by bounds alone: whole other districts are written down that would have been published in the same numbers."""
    dice = random.Random(1000 + seed)
    rows = district(dice, 3)
    shown, truth = controlled(rows, TABLES, WHOLE, LEAST), true(rows)
    known = {cell: (low, min(high, 3000)) for cell, (low, high) in attacked(shown).items()}
    for cell in known:
        count = truth[cell[0]][cell[1]]
        if shown[cell[0]][cell[1]] is None and 0 < count < LEAST:
            values = [v for v in range(max(0, count - SMALL_FREE), count + SMALL_FREE + 1) if known[cell][0] <= v <= known[cell][1]]
            assert sum(possible(known, shown, cell, v) for v in values) > SMALL_FREE, (cell, count)


@pytest.mark.parametrize("seed", range(40))
def test_no_change_between_two_months_is_told_to_the_person(seed: int) -> None:
    dice = random.Random(2000 + seed)
    months = [district(dice, dice.randrange(2, 7))]
    for _ in range(2):
        months.append(month_later(dice, months[-1]))
    told = [(true(rows), attacked(controlled(rows, TABLES, WHOLE, LEAST))) for rows in months]
    for (before, first), (after, second) in pairwise(told):
        for cell in first:
            change = after[cell[0]][cell[1]] - before[cell[0]][cell[1]]
            low, high = second[cell][0] - first[cell][1], second[cell][1] - first[cell][0]
            assert low <= change <= high
            if change and before[cell[0]][cell[1]] and after[cell[0]][cell[1]]:
                assert high - low >= SMALL_FREE, (cell, change, low, high)


def test_a_small_cell_in_one_table_takes_care_of_the_others() -> None:
    """The total of a street stands in three tables: hidden in one, it is hidden in all, and no table tells it to another."""
    rows = [street(random.Random(n), 300) for n in range(3)] + [{WHOLE: 9, **dict.fromkeys((*COLOURS, *TRAINING, *SIZES), 0), "green": 9, "trained": 9, "self": 9}]
    shown = controlled(rows, TABLES, WHOLE, LEAST)
    assert shown[3][WHOLE] is None and sum(row[WHOLE] is None for row in shown) >= 2
    low, high = attacked(shown)[(3, WHOLE)]
    assert high - low >= SMALL_FREE


def test_a_district_of_which_everything_is_small_is_not_published() -> None:
    rows = [{WHOLE: 2, "green": 1, "yellow": 1, "grey": 0, "red": 0, "trained": 2, "untrained": 0, "micro": 0, "small": 0, "large": 0, "self": 2}]
    assert all(value is None for row in controlled(rows, TABLES, WHOLE, LEAST) for value in row.values())
