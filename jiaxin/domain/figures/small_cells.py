"""小格保密 — a table of counts made fit for everybody: small cells are not shown, nor one from which they follow.

Unit    persons. What is shown is rounded to the nearest five, totals from the true counts, so that sums do not add up.
Source  statistical confidentiality as offices of statistics practise it; `least_cell` of the rules of figures.
Silent  a hidden cell does not say whether it was small or hidden for another's sake.
"""

from collections.abc import Mapping, Sequence

STEP = 5
Row = Mapping[str, int]


def rounded(count: int) -> int:
    return (count + STEP // 2) // STEP * STEP


def published(rows: Sequence[Row], parts: Sequence[str], whole: str, least: int) -> list[dict[str, int | None]]:
    """The rows as they may be shown, the total of all as the last one; None = not shown.

    parts  columns that add up to the column `whole` in each row
    """
    table = [dict(row) for row in rows]
    total = {name: sum(row[name] for row in table) for name in (whole, *parts)}
    every = [*table, total]
    hidden = {(at, name) for at, row in enumerate(every) for name in (whole, *parts) if row[name] < least}
    while more := _also(every, hidden, parts, whole):
        hidden |= more
    return [{name: None if (at, name) in hidden else rounded(row[name]) for name in (whole, *parts)} for at, row in enumerate(every)]


def _also(every: Sequence[Row], hidden: set[tuple[int, str]], parts: Sequence[str], whole: str) -> set[tuple[int, str]]:
    """A second cell in each line that hides just one: otherwise the rest of the line tells it."""
    lines = [[(at, name) for name in (*parts, whole)] for at in range(len(every))]
    lines += [[(at, name) for at in range(len(every))] for name in (whole, *parts)]
    found: set[tuple[int, str]] = set()
    for line in lines:
        if sum(cell in hidden for cell in line) == 1 and len(line) > 1:
            found.add(min((cell for cell in line if cell not in hidden), key=lambda c: (every[c[0]][c[1]], c)))
    return found - hidden
