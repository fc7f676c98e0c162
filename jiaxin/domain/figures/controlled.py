"""可控发布 — tables that share their totals, shown so that from all of them together no small count follows, nor one month from the next.

A table of rows (streets) and parts that add up is a circulation: total → street → part → district → total. What may be true, given
what is shown, is every circulation within the bounds of the shown numbers; so a cell's freedom is what can be pushed round through it.
A table is shown only when every cell has been pushed: another district, with the same publication, stands behind each number.

Unit    persons or matters. Shown numbers are rounded to the nearest five: a shown one means at least `least` and two more or fewer.
Source  statistical confidentiality as offices of statistics practise it (cell suppression audited by network flows, Cox 1980);
        `least_cell` of the rules of figures. ASSUMED: five possible values for a small count, three for any other.
        Two months have nothing in common but their cells: the difference of two cells of three values each has at least five.
Silent  a hidden cell does not say whether it was small or hidden for another's sake. A hidden nought may be seen to be one.
Not here  which tables (apps/oversight/opening).
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

STEP = 5
SMALL_FREE, SHOWN_FREE = 4, 2  # by how much a small hidden count, and a shown one, may be something else
_MANY = 10**9

Row = Mapping[str, int]
Cell = tuple[int, str]  # row, column; the district is the row after the last
Node = str | int  # a column, a row; rows of the table below


def rounded(count: int) -> int:
    return (count + STEP // 2) // STEP * STEP


def controlled(rows: Sequence[Row], tables: Sequence[Sequence[str]], whole: str, least: int) -> list[dict[str, int | None]]:
    """The rows as they may be shown, the total of all as the last one; None = not shown.

    tables  each a set of columns that add up to the column `whole` in each row
    """
    return _Publication(rows, tables, whole, least).shown()


class _Publication:
    def __init__(self, rows: Sequence[Row], tables: Sequence[Sequence[str]], whole: str, least: int) -> None:
        self.tables, self.whole, self.least = tables, whole, least
        self.columns = (whole, *(name for table in tables for name in table))
        self.last = len(rows)
        self.every = [*({name: row[name] for name in self.columns} for row in rows), {name: sum(row[name] for row in rows) for name in self.columns}]
        self.cells: list[Cell] = [(at, name) for at in range(len(self.every)) for name in self.columns]
        self.table_of = {name: table for table in tables for name in table}
        self.hidden = {cell for cell in self.cells if self.true(cell) < least}

    def true(self, cell: Cell) -> int:
        return self.every[cell[0]][cell[1]]

    def shown(self) -> list[dict[str, int | None]]:
        while more := self._also() or self._weak():
            self.hidden |= more
        return [{name: None if (at, name) in self.hidden else rounded(row[name]) for name in self.columns} for at, row in enumerate(self.every)]

    def _lines(self) -> Iterator[list[Cell]]:
        for table in self.tables:
            yield from ([(at, name) for name in (*table, self.whole)] for at in range(len(self.every)))
        yield from ([(at, name) for at in range(len(self.every))] for name in self.columns)

    def _also(self) -> set[Cell]:
        """A second cell in each line that hides just one: otherwise the rest of the line tells it."""
        found = set()
        for line in self._lines():
            if len(line) > 1 and sum(cell in self.hidden for cell in line) == 1:
                found.add(min((cell for cell in line if cell not in self.hidden), key=self._size))
        return found - self.hidden

    def _size(self, cell: Cell) -> tuple[int, Cell]:
        return self.true(cell), cell

    def _weak(self) -> set[Cell]:
        """What must be hidden next: shown cells that are not free enough, and the smallest beside a hidden one that is not."""
        found: set[Cell] = set()
        for cell in self.cells:
            need = self._need(cell)
            if not need or self._free(cell, need) >= need:
                continue
            if cell not in self.hidden:
                found.add(cell)
                continue
            near = {c for line in self._lines() if cell in line for c in line} - self.hidden or set(self.cells) - self.hidden
            if near:
                found.add(min(near, key=self._size))
        return found

    def _need(self, cell: Cell) -> int:
        if cell not in self.hidden:
            return SHOWN_FREE
        return SMALL_FREE if self.true(cell) else 0

    def _up(self, cell: Cell) -> int:
        return _MANY if cell in self.hidden else rounded(self.true(cell)) + STEP // 2 - self.true(cell)

    def _down(self, cell: Cell) -> int:
        return self.true(cell) - (0 if cell in self.hidden else max(rounded(self.true(cell)) - STEP // 2, self.least))

    def _free(self, cell: Cell, need: int) -> int:
        """How far it may be from the truth, up and down together; not more than asked for is looked for."""
        more = min(self._up(cell), need, self._turn(cell, need, True))
        return more + (min(self._down(cell), need - more, self._turn(cell, need - more, False)) if more < need else 0)

    def _turn(self, cell: Cell, need: int, up: bool) -> int:
        """One way round: within its own table, the totals left alone; or with the total of its row and of another one."""
        at, name = cell
        if name == self.whole:
            return max((self._with(at, other, need, up) for other in range(len(self.every)) if other != at), default=0)
        table = self.table_of[name]
        start, end = (name, at) if at != self.last else (at, name)  # behind its arc, and before it
        best = self._flow(table, start, end, need, cell) if up else self._flow(table, end, start, need, cell)
        for other in range(len(self.every)) if best < need else ():
            if other != at:
                best = max(best, self._with(at, other, need, up, cell))
        return best

    def _with(self, at: int, other: int, need: int, up: bool, through: Cell | None = None) -> int:
        """The total of row `at` more (or fewer) and of `other` fewer (more), in every table; `through` a cell of row `at` alone.

        With the district for one of the two rows both totals go the same way.
        """
        same = self.last in (at, other)
        room = self._up if up else self._down
        back = room if same else (self._down if up else self._up)
        most = min(need, room((at, self.whole)), back((other, self.whole)))
        source, sink = (at, other) if at != self.last else (other, at)
        source, sink = (source, sink) if up else (sink, source)
        for table in self.tables:
            if most <= 0:
                return 0
            first: Node = source
            final: Node = sink
            if through is not None and through[1] in table:
                first, final = (through[1], final) if first == at else (first, through[1])
            most = min(most, self._flow(table, first, final, most, through))
        return most

    def _flow(self, table: Sequence[str], source: Node, sink: Node, most: int, without: Cell | None) -> int:
        """How much more can go from one node to another in a table, its totals left alone; at most `most`."""
        used: dict[Cell, int] = {}
        pushed = 0
        while pushed < most and (path := self._path(table, source, sink, without, used)) is not None:
            room = min(most - pushed, *(self._room(cell, way, used) for cell, way in path))
            for cell, way in path:
                used[cell] = used.get(cell, 0) + way * room
            pushed += room
        return pushed

    def _room(self, cell: Cell, way: int, used: Mapping[Cell, int]) -> int:
        return self._up(cell) - used.get(cell, 0) if way > 0 else self._down(cell) + used.get(cell, 0)

    def _path(self, table: Sequence[str], source: Node, sink: Node, without: Cell | None, used: Mapping[Cell, int]) -> list[tuple[Cell, int]] | None:
        """The shortest way along which there is room: cells with +1 (more of it) or −1."""
        came: dict[Node, tuple[Node, Cell, int] | None] = {source: None}
        waits, room = deque([source]), partial(self._room, used=used)
        while waits:
            here = waits.popleft()
            if here == sink:
                break
            for there, cell, way in self._arcs(table, here):
                if there not in came and cell != without and room(cell, way) > 0:
                    came[there] = (here, cell, way)
                    waits.append(there)
        if sink not in came:
            return None
        path, here = [], sink
        while (step := came[here]) is not None:
            here, cell, way = step
            path.append((cell, way))
        return path

    def _arcs(self, table: Sequence[str], here: Node) -> Iterator[tuple[Node, Cell, int]]:
        """(node, cell, +1 along the arc or −1 against it): street → part → district."""
        if isinstance(here, int):
            way = -1 if here == self.last else 1
            yield from ((name, (here, name), way) for name in table)
        else:
            yield from ((at, (at, here), 1 if at == self.last else -1) for at in range(len(self.every)))
