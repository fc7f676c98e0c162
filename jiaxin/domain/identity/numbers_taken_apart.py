"""证号拆解 — what a cell still tells of an identity number: eighteen places, `*` where one is not known.

Hidden places, numbers of 15 digits, what a spreadsheet left of them (9.90101E+17, the last three 000) and lost
digits all become the same shape, so that no kind needs a case of its own later.

Standing  genuine  18 places, check character and day right, not completed, not rounded: two different ones are
                   two people
          whole    18 places known, but completed from 15 or with a fault: equal says much, different says little
          part     some places known
Area codes are not looked up: numbers keep the code of the day they were issued (values/identity_number).
Source  GB 11643-1999.
"""

import re
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from jiaxin.domain.values.identity_number import upgrade
from jiaxin.domain.values.text import narrow, squeeze

PLACES = 18
UNKNOWN = "*"


class Standing(IntEnum):
    NONE = 0
    PART = 1
    WHOLE = 2
    GENUINE = 3


class Number(NamedTuple):
    places: str  # 18 characters 0–9, X or *
    standing: Standing


NO_NUMBER = Number(UNKNOWN * PLACES, Standing.NONE)
_FULL = re.compile(r"[0-9]{17}[0-9X]\Z")
_DRESS = re.compile(r"[-‐‑–—_.·'’‘`\"=:：]|身份证号?码?|号码?")
_HIDDEN = re.compile(r"(\d*)(?:[*●•×#?_☆★■□○]+|X{2,}|[*●•×#?X☆★■□○]{2,})(\d*X?)\Z")
_SPOTTED = re.compile(r"[0-9*●•×#?X_☆★■□○]{16,20}\Z")
_ENDING = re.compile(r"(?:尾号|[后末][三四五六七八3-8两]?位)[为是:]?(\d{2,7}[\dX])\Z")
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?E\+?(\d\d)\Z")
_LETTERS = str.maketrans({"O": "0", "I": "1", "L": "1", "×": "X", "Χ": "X", "Х": "X"})
_YEARS = range(1900, 2030)
_PLACE_WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]
_CHECKS = "10X98765432"


@lru_cache(1 << 16)
def sound_day(yyyymmdd: str) -> bool:
    """Is it a day somebody may have been born on?"""
    try:
        return date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:])).year in _YEARS
    except ValueError:
        return False


def take_apart(cell: str) -> Number:
    """A cell → the places that are known."""
    if _FULL.match(cell):
        return _eighteen(cell)
    if not cell:
        return NO_NUMBER
    text = squeeze(narrow(cell)).upper()
    if found := _SCIENTIFIC.match(text):
        return _scientific(found[1] + (found[2] or ""), int(found[3]))
    if not text.isascii() and (found := _ENDING.search(text)):
        return Number(UNKNOWN * (PLACES - len(found[1])) + found[1], Standing.PART)
    text = _DRESS.sub("", text.removesuffix(".0"))
    if _FULL.match(text):
        return _eighteen(text)
    if text.isdigit() and text.isascii():
        return _digits(text)
    if found := _HIDDEN.match(text):
        return _hidden(found[1], found[2], len(text))
    if _SPOTTED.match(text) and not text[:-1].isdigit():
        return _spotted(text)
    swapped = text.translate(_LETTERS)
    return _eighteen(swapped) if swapped != text and _FULL.match(swapped) else _odd(text)


def _eighteen(text: str) -> Number:
    if text.endswith("000"):  # fifteen digits are all a spreadsheet keeps
        return Number(text[:15] + UNKNOWN * 3, Standing.PART)
    if sound_day(text[6:14]) and _checked(text[:6], text[6:14], text[14:17]) == text[17]:
        return Number(text, Standing.GENUINE)
    return Number(text, Standing.WHOLE)


def _checked(area: str, born: str, order: str) -> str:
    """The check character, from three sums that many numbers share."""
    return _CHECKS[(_weighed(0, area) + _weighed(6, born) + _weighed(14, order)) % 11]


@lru_cache(1 << 17)
def _weighed(start: int, digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(_PLACE_WEIGHTS[start:], digits, strict=False))


def _digits(text: str) -> Number:
    if len(text) == 15 and sound_day("19" + text[6:12]):
        return Number(upgrade(text), Standing.WHOLE)
    if len(text) == 4:
        return Number(UNKNOWN * 14 + text, Standing.PART)
    if len(text) == 6:
        return Number(text + UNKNOWN * 12, Standing.PART)
    return _odd(text)


def _odd(text: str) -> Number:
    """A digit lost or one too many: the ends still stand where they belong."""
    if 16 <= len(text) <= 19 and text[:-1].isdigit() and text.isascii() and (text[-1].isdigit() or text[-1] == "X"):
        return Number(text[:6] + UNKNOWN * 8 + text[-4:], Standing.PART)
    return NO_NUMBER


def _hidden(first: str, last: str, length: int) -> Number:
    if length == 15:  # an old number: its order stands before the check character
        last = (last + UNKNOWN)[-4:]
        if len(first) > 6:
            first = first[:6] + "19" + first[6:]
    first, last = first[:17], last[-12:]
    gap = PLACES - len(first) - len(last)
    if gap < 1 or not first + last:
        return NO_NUMBER
    return Number(first + UNKNOWN * gap + last, Standing.PART)


def _spotted(text: str) -> Number:
    """Hidden in several places (9901**1985****123X). Of a text that is not of eighteen only the ends still stand where they belong."""
    shown = "".join(c if c.isdigit() else UNKNOWN for c in text)
    if text[-1] == "X" and text[-2].isdigit():
        shown = shown[:-1] + "X"
    if len(text) != PLACES:
        first, last = shown.partition(UNKNOWN)[0], shown.rpartition(UNKNOWN)[2]
        gap = PLACES - len(first) - len(last)
        shown = first + UNKNOWN * gap + last if gap > 0 else ""
    return Number(shown, Standing.PART) if shown.strip(UNKNOWN) else NO_NUMBER


def _scientific(digits: str, exponent: int) -> Number:
    if exponent != PLACES - 1 or len(digits) < 3:
        return NO_NUMBER
    known = digits[:15] if len(digits) >= 15 else digits[:-1]  # the last digit shown may be rounded
    return Number(known + UNKNOWN * (PLACES - len(known)), Standing.PART)
