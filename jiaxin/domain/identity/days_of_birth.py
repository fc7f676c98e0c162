"""出生日期 — a day of birth as eight digits, 00 where month or day is not known, 0 for nothing.

Two digits of a year and days written without a year's place are read here, where values/dates refuses: for
recognising a person a probable day is better than none, and the weights know how often it is wrong.
"""

import re

from jiaxin.domain.values import dates
from jiaxin.domain.values.dates import Precision
from jiaxin.domain.values.text import narrow, squeeze

_SHORT = re.compile(r"'?(\d\d)[-./、,年](\d{1,2})(?:[-./、,月](\d{1,2}))?[日号月]?\Z")
_SIX = re.compile(r"(\d\d)(\d\d)(\d\d)\Z")
_YEAR_LAST = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]((?:19|20)\d\d)\Z")
_OLDEST, _YOUNGEST = 1920, 2015


def born(cell: str) -> int:
    """19780506, 19780500, 19780000, or 0."""
    if not cell:
        return 0
    read = dates.parse(cell)
    if read.iso:
        return _kept(read.iso, read.precision)
    text = squeeze(narrow(cell))
    if found := _SHORT.match(text) or _SIX.match(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
        return _number(year + (1900 if year > 15 else 2000), month, day)
    if found := _YEAR_LAST.match(text):
        return _number(int(found[1]), 0, 0)
    return 0


def _kept(iso: str, precision: Precision) -> int:
    year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:])
    if precision is Precision.YEAR:
        month = day = 0
    return _number(year, month, 0 if precision is Precision.MONTH else day)


def _number(year: int, month: int, day: int) -> int:
    if not _OLDEST <= year <= _YOUNGEST or month > 12 or day > 31:
        return 0
    return year * 10000 + month * 100 + day
