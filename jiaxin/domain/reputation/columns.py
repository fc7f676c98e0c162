"""Columns — reading the four tables: what is demanded, what may be missing, what is refused.

Tables are mappings of arrays or data frames. Labels may be integers or text; inside they are codes, in the sorted order of
the labels, and rows are sorted by day and order label, so that neither the order of rows nor the kind of label moves a score.
Orders and penalties after `now` do not exist yet.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
from numpy.typing import NDArray

Table = Any  # a mapping of arrays, or a data frame with named columns
Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
EXACT = 2.0**53  # beyond it a number with a fraction part no longer tells whole numbers apart


class ColumnRefused(ValueError):
    """A column cannot be read. `column` is `table.name`, `rule` says what it must be."""

    def __init__(self, column: str, rule: str, found: object = None) -> None:
        super().__init__(f"{column}: {rule}" + ("" if found is None else f"; found {found!r}"))
        self.column = column
        self.rule = rule


def names_of(table: Table, name: str = "table") -> list[str]:
    if table is None:
        return []
    if isinstance(table, Mapping):
        return [str(one) for one in table]
    if hasattr(table, "column_names"):
        return [str(one) for one in table.column_names]
    if hasattr(table, "columns"):
        return [str(one) for one in table.columns]
    if isinstance(table, np.ndarray) and table.dtype.names:
        return list(table.dtype.names)
    raise ColumnRefused(name, "must be a mapping of columns or a data frame", type(table).__name__)


class Columns:
    """One table by name: `must` refuses a missing column, `may` fills it."""

    def __init__(self, name: str, table: Table, key: str) -> None:
        self.name = name
        self.table = table
        self.present = set(names_of(table, name))
        self.length = len(self.raw(key)) if key in self.present else 0
        if key not in self.present and self.present:
            raise ColumnRefused(f"{name}.{key}", "is required")

    def raw(self, column: str) -> NDArray[Any]:
        values = self.table[column]
        if hasattr(values, "to_numpy") and not isinstance(values, np.ndarray):
            values = values.to_numpy()
        found = np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan) if np.ma.isMaskedArray(values) else np.asarray(values)
        if found.ndim != 1:
            raise ColumnRefused(f"{self.name}.{column}", "must have one dimension", found.shape)
        return found

    def must(self, column: str) -> NDArray[Any]:
        if column not in self.present:
            if not self.present:
                return np.zeros(0, dtype=np.int64)
            raise ColumnRefused(f"{self.name}.{column}", "is required")
        found = self.raw(column)
        if len(found) != self.length:
            raise ColumnRefused(f"{self.name}.{column}", f"must have {self.length} rows like the others", len(found))
        return found

    def number(self, column: str, fill: float | None = None) -> Floats:
        """Finite numbers; a column that may be missing has a `fill`, which also stands for gaps in it."""
        if fill is not None and column not in self.present:
            return np.full(self.length, fill)
        given = self.must(column)
        if given.dtype.kind in "mMc":
            raise ColumnRefused(f"{self.name}.{column}", "must be numbers; days are counted as numbers too", str(given.dtype))
        try:
            if given.dtype.kind == "O":  # gaps as None, or as the marker of a data frame
                given = np.array([np.nan if _gap(value) else value for value in given], dtype=np.float64)
            found = np.asarray(given, dtype=np.float64)
        except (TypeError, ValueError):
            raise ColumnRefused(f"{self.name}.{column}", "must be numbers") from None
        if fill is not None:
            found = np.where(np.isnan(found), fill, found)
            if np.isinf(found).any() and np.isfinite(fill):
                raise ColumnRefused(f"{self.name}.{column}", "must be finite numbers", found[np.isinf(found)][0])
            return found
        if not np.isfinite(found).all():
            raise ColumnRefused(f"{self.name}.{column}", "must be finite numbers", found[~np.isfinite(found)][0])
        return found

    def whole(self, column: str, allowed: tuple[int, int], fill: int) -> Codes:
        found = self.number(column, float(fill))
        wrong = (found != np.floor(found)) | (found < allowed[0]) | (found > allowed[1])
        if wrong.any():
            raise ColumnRefused(
                f"{self.name}.{column}", f"must be whole numbers from {allowed[0]} to {allowed[1]}", found[wrong][0]
            )
        return found.astype(np.int64)

    def labels(self, column: str, *, may_miss: bool = False) -> NDArray[Any]:
        """Integers, or text. A missing optional column is one and the same label everywhere."""
        if may_miss and column not in self.present:
            return np.zeros(self.length, dtype=np.int64)
        return labels(self.must(column), f"{self.name}.{column}", may_miss=may_miss)


def _gap(value: object) -> bool:
    """None, NaN, and the markers data frames have for a missing value."""
    return value is None or value != value or type(value).__name__ in ("NAType", "NaTType")


def labels(found: NDArray[Any], column: str, *, may_miss: bool = False) -> NDArray[Any]:
    if found.dtype.kind == "u" and len(found) and int(found.max()) > np.iinfo(np.int64).max:
        return found.astype(str).astype(object)
    if found.dtype.kind in "iu":
        return found.astype(np.int64)
    if found.dtype.kind == "b":
        raise ColumnRefused(column, "must be labels, integers or text", "booleans")
    if found.dtype.kind == "f":
        gaps = np.isnan(found)
        if gaps.any() and not may_miss:
            raise ColumnRefused(column, "must not be empty")
        whole = np.where(gaps, -1.0, found)
        wrong = (whole != np.floor(whole)) | (np.abs(whole) > EXACT)
        if wrong.any():
            raise ColumnRefused(column, "must be labels, integers or text", found[wrong][0])
        return whole.astype(np.int64)
    if found.dtype.kind == "U":
        return found.astype(object)
    if len(found) and all((isinstance(value, int | np.integer) and not isinstance(value, bool)) or _gap(value) for value in found):
        numbers = [-1 if _gap(value) else int(value) for value in found]
        if (may_miss or not any(_gap(value) for value in found)) and max(map(abs, numbers)) < 1 << 63:
            return np.array(numbers, dtype=np.int64)
    text = [None if _gap(value) else value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in found]
    if not may_miss and None in text:
        raise ColumnRefused(column, "must not be empty")
    return np.array(["" if value is None else value for value in text], dtype=object)


def alike(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """The first labels in the kind of the second where they name nobody at all: an empty column has no kind of its own."""
    if (one.dtype.kind == "O") == (other.dtype.kind == "O") or not empty(one).all():
        return one
    return np.full(len(one), -1, dtype=np.int64) if one.dtype.kind == "O" else np.full(len(one), "", dtype=object)


def empty(labels: NDArray[Any]) -> NDArray[np.bool_]:
    """Empty text or a negative number: a label of nobody."""
    return np.asarray((labels == "") if labels.dtype.kind == "O" else (labels < 0), dtype=bool)


DENSE = 4  # numbers that lie closer than so many times their count are counted, not sorted


def coded(found: NDArray[Any]) -> tuple[Codes, NDArray[Any]]:
    """Codes in the sorted order of the labels, and the labels."""
    if found.dtype.kind == "O":
        encoded = pa.array(found, type=pa.string()).dictionary_encode()
        names = np.array(encoded.dictionary.to_pylist(), dtype=object)
        order = np.argsort(names.astype(str), kind="stable") if len(names) else np.zeros(0, dtype=np.int64)
        rank = np.empty(len(names), dtype=np.int64)
        rank[order] = np.arange(len(names))
        return rank[encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)], names[order]
    if found.dtype == np.int64 and len(found):
        low, high = int(found.min()), int(found.max())
        if high - low < DENSE * len(found):  # a count of which numbers are there, where sorting takes ever longer a row
            there = np.zeros(high - low + 1, dtype=bool)
            there[found - low] = True
            place = np.cumsum(there, dtype=np.int64)
            place -= 1
            return place[found - low], np.flatnonzero(there) + low
    names, codes = np.unique(found, return_inverse=True)
    return codes.astype(np.int64), names


def found_among(wanted: NDArray[Any], known: NDArray[Any], column: str) -> Codes:
    """Where each label stands among the sorted `known` ones; -1 if it is not there."""
    codes, names = coded(wanted)
    if not len(names) or not len(known):
        return np.full(len(wanted), -1, dtype=np.int64)
    if (names.dtype.kind == "O") != (known.dtype.kind == "O"):
        raise ColumnRefused(column, "must be of the same kind as in its own table, all integers or all text", names[0])
    if names.dtype.kind == "O":
        place = {name: number for number, name in enumerate(known)}
        at = np.array([place.get(name, -1) for name in names], dtype=np.int64)
    else:
        spot = np.minimum(np.searchsorted(known, names), len(known) - 1)
        at = np.where(known[spot] == names, spot, -1).astype(np.int64)
    return at[codes]


def unique_or_refused(found: NDArray[Any], column: str) -> tuple[Codes, NDArray[Any]]:
    codes, names = coded(found)
    if len(names) != len(found):
        twice = names[np.bincount(codes, minlength=len(names)) > 1][0]
        raise ColumnRefused(column, "must name each row once", twice)
    return codes, names


def known_or_refused(found: Codes, wanted: NDArray[Any], column: str, table: str) -> Codes:
    if len(found) and found.min() < 0:
        raise ColumnRefused(column, f"must stand in table {table}", wanted[found < 0][0])
    return found


MOST_DAYS = 73_000  # days that span more than two centuries are not days


def in_range(values: Iterable[float], column: str, now: float) -> None:
    days = np.asarray(values, dtype=np.float64)
    if len(days) and days.max() - days.min() > MOST_DAYS:
        raise ColumnRefused(column, "must be in days", days.max())
    if len(days) and abs(now - days.max()) > MOST_DAYS:
        raise ColumnRefused("now", f"must be counted in days from where {column} counts them", now)


def among(found: NDArray[Any], wanted: NDArray[Any]) -> NDArray[Any]:
    """Which labels are among those wanted. numpy's own `isin` compares every text with every other."""
    if found.dtype != object and wanted.dtype != object:
        return np.isin(found, wanted)
    names = set(wanted.tolist())
    return np.fromiter((one in names for one in found.tolist()), dtype=bool, count=len(found))
