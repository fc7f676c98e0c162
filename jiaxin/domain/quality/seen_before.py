"""同表重复 — a memory of keys for checks that forbid the same key twice in one file.

The second and later rows with a key are repetitions; the first stays. A key of which a part is missing is
no key.
"""

from collections.abc import Callable, Hashable

from jiaxin.domain.quality.check import Memory, RowUnderCheck, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits


class SeenBefore:
    """`parts` make the key; `also` may be empty and still count. Speaks with `code` about `parts[0]`."""

    def __init__(self, code: str, parts: tuple[str, ...], also: tuple[str, ...] = ()) -> None:
        self._code, self._parts, self._also = code, parts, also
        self._first: dict[Hashable, int] = {}

    def collect(self, row: RowUnderCheck) -> None:
        if (key := self._key(row)) is not None:
            self._first.setdefault(key, row.place)

    def look(self, row: RowUnderCheck) -> None:
        if (key := self._key(row)) is not None and self._first.get(key, row.place) != row.place:
            row.note(self._code, self._parts[0])

    def _key(self, row: RowUnderCheck) -> Hashable | None:
        parts = tuple(row.values.get(name) for name in self._parts)
        if any(part is None for part in parts):
            return None
        return (*map(str, parts), *(str(row.values.get(name)) for name in self._also))


def seen_before(name: str, parts: tuple[str, ...], also: tuple[str, ...] = ()) -> SheetCheck:
    """A check of that name, whose remark has the same code."""
    begin: Callable[[Limits, Known], Memory] = lambda limits, known: SeenBefore(name, parts, also)  # noqa: E731
    return SheetCheck(name, parts, begin, (*parts, *also))
