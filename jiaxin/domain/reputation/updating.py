"""Nightly update — new orders touch their own pairs' cells and nothing else; decay and intervals follow from the cells.

A book holds the frozen parameters, the rows and the cells (quarter x person, by channel). What a row says depends only on the
frozen parameters and on the other rows of its pair, so the households that ordered are taken out and put back, and the result is
that of a full pass over all rows under the same parameters, to rounding.

An order that is already in the book (a rating that came later, a complaint upheld, the next order now known) is given again with
the same number and replaces the old row; the same holds for workers and households. Penalties are added.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.columns import Codes, Columns, Floats, Table, among, empty, labels
from jiaxin.domain.reputation.estimating import Estimate, assembled
from jiaxin.domain.reputation.frozen import Frozen, person_keys, under
from jiaxin.domain.reputation.market import Market, read
from jiaxin.domain.reputation.passing import CHANNELS, Message, gather, rows_of, settled, uncertainty
from jiaxin.domain.reputation.settings import MODELS

Rows = dict[str, NDArray[Any]]
KEYS = {"orders": "order", "workers": "worker", "households": "household", "penalties": "worker"}


@dataclass(frozen=True)
class Book:
    """`estimate` speaks of all workers, and of the households and orders that came last."""

    frozen: Frozen
    orders: Rows
    workers: Rows
    households: Rows
    penalties: Rows
    now: float
    persons: NDArray[Any]  # label of each column of the cells
    joined: Floats  # by person
    cells: dict[str, Message]
    estimate: Estimate | None


def opened(frozen: Frozen, orders: Table, workers: Table, households: Table, penalties: Table, now: float) -> Book:
    """The full pass under frozen parameters."""
    nobody = np.zeros(0, dtype=np.int64)
    empty = Book(frozen, {}, {}, {}, {}, now, nobody, np.zeros(0), {}, None)
    return update(empty, orders, now, workers, households, penalties)


def update(
    book: Book, orders: Table, now: float, workers: Table = None, households: Table = None, penalties: Table = None
) -> Book:
    """Each table holds what is new or changed since; `now` may not go back."""
    if now < book.now:
        raise ValueError(f"now: must not lie before {book.now}; found {now}")
    came = _rows(orders, "orders")
    staff = _merged(book.workers, _rows(workers, "workers"), "worker")
    homes = _merged(book.households, _rows(households, "households"), "household")
    sanctions = _together(book.penalties, _rows(penalties, "penalties"))
    every = _merged(book.orders, came, "order")
    whole = read({}, staff, {}, sanctions, now, book.frozen.first_quarter)
    columns = _columns(book.persons, whole)
    joined = whole.joined.copy()
    np.minimum.at(joined, columns, book.joined)

    touched = _touched(book, came, every, _rows(households, "households"), homes, now)
    gone = _market(book, _of(book.orders, touched), staff, book.households, book.now)
    new = _market(book, _of(every, touched), staff, homes, now)
    joined = np.minimum(joined, new.joined)
    after, before = _cells(book.frozen, new), _cells(book.frozen, gone)
    cells = {}
    for name in CHANNELS[:3]:
        parts = []
        for part in (0, 1):
            total = after[name][part]
            if book.cells:
                old = book.cells[name][part]
                total[: len(old), columns] += old
                total[: len(old)] -= before[name][part]
            parts.append(total)
        cells[name] = (parts[0], parts[1])
    whole = replace(whole, joined=joined)
    p, _ = under(book.frozen, whole)
    settings = MODELS[book.frozen.version]
    rows = rows_of(whole, settings, (book.frozen.complained, book.frozen.penalised), book.frozen.checked)
    cells["penalties"] = gather(p, whole, rows, settings).cells["penalties"]
    factors, state = settled(cells, p, whole, settings)
    _, suspicion = under(book.frozen, new)
    last = _of(every, touched)
    score, variance = state.mean[-1] + p.prior(whole), uncertainty(cells, factors, state, p, whole, settings)
    estimate = assembled(whole, p, score, variance, new, suspicion, last["order"] if last else np.zeros(0, dtype=np.int64))
    return Book(book.frozen, every, staff, homes, sanctions, now, person_keys(whole), joined, cells, estimate)


def _market(book: Book, orders: Rows, staff: Rows, homes: Rows, now: float) -> Market:
    return read(orders, staff, homes, {}, now, book.frozen.first_quarter)


def _cells(value: Frozen, market: Market) -> dict[str, Message]:
    p, _ = under(value, market)
    settings = MODELS[value.version]
    return gather(p, market, rows_of(market, settings, (value.complained, value.penalised), value.checked), settings).cells


def _rows(table: Table, name: str) -> Rows:
    if table is None:
        return {}
    read_ = Columns(name, table, KEYS[name])
    return {column: read_.must(column) for column in sorted(read_.present)}


def _together(old: Rows, came: Rows) -> Rows:
    """Both, one after the other; a column only one of them has is an error of the caller."""
    if not old or not came:
        return old or came
    if set(old) != set(came):
        raise ValueError(f"columns must be those of the book: {sorted(old)}; found {sorted(came)}")
    return {column: np.concatenate([old[column], came[column]]) for column in old}


def _merged(old: Rows, came: Rows, key: str) -> Rows:
    if not old or not came:
        return old or came
    stays = ~among(labels(old[key], key), labels(came[key], key))
    return _together({column: values[stays] for column, values in old.items()}, came)


def _touched(book: Book, came: Rows, every: Rows, homes: Rows, after: Rows, now: float) -> NDArray[Any]:
    """Households that ordered, that are told anew, whose rows change, or whose orders lay in the future until now."""
    if not every:
        return np.zeros(0, dtype=np.int64)
    of = labels(every["household"], "orders.household")
    days = np.asarray(every["t"], dtype=np.float64)
    named = [of[(days > book.now) & (days <= now)]]
    if homes:
        named.append(labels(homes["household"], "households.household"))
    if came:
        named.append(labels(came["household"], "orders.household"))
        if book.orders:
            again = among(labels(book.orders["order"], "orders.order"), labels(came["order"], "orders.order"))
            named.append(labels(book.orders["household"][again], "orders.household"))
    return _with_their_devices(np.unique(np.concatenate(named)), after)


def _with_their_devices(touched: NDArray[Any], homes: Rows) -> NDArray[Any]:
    """And who shares a telephone with them: what they say of one worker is weighed together."""
    if "device" not in homes:
        return touched
    of, device = labels(homes["household"], "households.household"), labels(homes["device"], "households.device", may_miss=True)
    theirs = np.unique(device[among(of, touched) & ~empty(device)])
    return np.union1d(touched, of[among(device, theirs)])


def _of(orders: Rows, households: NDArray[Any]) -> Rows:
    if not orders:
        return {}
    mine = among(labels(orders["household"], "orders.household"), households)
    return {column: values[mine] for column, values in orders.items()}


def _columns(persons: NDArray[Any], whole: Market) -> Codes:
    """Where the persons of the book stand now: registrations may have been added before them."""
    if not len(persons):
        return np.zeros(0, dtype=np.int64)
    place = dict(zip(whole.workers.tolist(), whole.person_of.tolist(), strict=True))
    return np.array([place[person] for person in persons.tolist()], dtype=np.int64)
