"""一行读成一个人 — the cells of a row, each in the one form in which rows are compared.

Used by every way in: what is normalised here is what keys, comparisons and explanations see.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from jiaxin.domain.identity import places_named
from jiaxin.domain.identity.days_of_birth import born
from jiaxin.domain.identity.misplaced_cells import Cells, misplaced, name_elsewhere, seats_changed, sorted_out
from jiaxin.domain.identity.names_heard import NOBODY, Heard, hear
from jiaxin.domain.identity.numbers_taken_apart import NO_NUMBER, Number, take_apart
from jiaxin.domain.identity.phones_given import phones
from jiaxin.domain.values.text import means_nothing

_SEXES = {"男": 1, "M": 1, "男性": 1, "1": 1, "m": 1, "男士": 1, "女": 2, "F": 2, "女性": 2, "2": 2, "f": 2, "女士": 2, "0": 2}
_REMEMBERED = 1 << 18


class Reading(NamedTuple):
    """What one row says of a person. Empty, 0 or `*` where it says nothing."""

    name: Heard = NOBODY
    sex: int = 0  # 1 man, 2 woman
    number: Number = NO_NUMBER
    birth: int = 0  # yyyymmdd, 00 where unknown
    phones: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    job: str = ""
    company: str = ""


_name: Callable[[str], Heard] = lru_cache(_REMEMBERED)(hear)
_birth: Callable[[str], int] = lru_cache(_REMEMBERED)(born)
_native: Callable[[str], tuple[str, ...]] = lru_cache(_REMEMBERED)(places_named.pieces)
_company: Callable[[str], str] = lru_cache(_REMEMBERED)(places_named.company)
_trade: Callable[[str], str] = lru_cache(_REMEMBERED)(places_named.trade)


@lru_cache(_REMEMBERED)
def _said(cell: str) -> str:
    """Blanks at the ends go, and what means nothing."""
    text = cell.strip(" \t\r\n\u3000\u200b\ufeff\u00a0")
    return "" if means_nothing(text) else text


def read(cells: Sequence[str]) -> Reading:
    """Eight cells in this order: name, sex, id_no, birth, phone, native, job, company."""
    name, sex, number, birth, phone, native, job, company = cells
    row: Cells = (
        _said(name), sex.strip(), "" if means_nothing(number) else number.strip(), _said(birth), phone.strip(),
        _said(native), _said(job), _said(company),
    )  # fmt: skip
    if place := name_elsewhere(row):
        row = seats_changed(row, place)
    if misplaced(row):
        row = sorted_out(row)
    heard = _name(row[0])
    return Reading(
        heard,
        _SEXES.get(row[1], 0),
        take_apart(row[2]),
        _birth(row[3]),
        phones(row[4]),
        _native(row[5]) if row[5] else (),
        _trade(row[6]) if row[6] else "",
        _company(row[7]) if row[7] else "",
    )
