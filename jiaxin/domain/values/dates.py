"""日期 — every style in which offices write a day; what cannot be told apart is an error, never a guess.

Unit     ISO text `YYYY-MM-DD`; with a precision: day, month, year.
Reads    date cells; year first with any sign between; 8 digits; 2026年5月6日 / 号; Chinese numerals;
         English month names; a time or weekday behind the date is cut off; numbers 10000–60000 (days since 1899-12-30).
Ambiguous  two-digit years (5/6/24), day and month in unknown order (3/4/2025), the number 2019.1 (may have
         been 2019.10).
Not here  whether a day may lie in the future (quality/dates_in_future).
"""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from jiaxin.domain.values.text import plain, squeeze

_EPOCH = date(1899, 12, 30)
_SERIALS = range(10000, 60001)
_YEARS = range(1850, 2200)  # outside it is no year somebody meant

_TIME = re.compile(r"[T\s]*(?:上午|下午|晚上?|凌晨)?\s*\d{1,2}(?:(?::|点)\d{1,2}.*|时.*)\Z|\s+00:00:00.*\Z|T\d.*\Z")
_WEEKDAY = re.compile(r"[\s(]*(?:星期|周|礼拜)[一二三四五六日天]\)?(?=\s|\Z)")
_SIGNS = r"-‐‑–—./、,·。\\\s"
_YMD = re.compile(rf"(\d{{4}})\s*[{_SIGNS}年]\s*(\d{{1,2}})(?:\s*[{_SIGNS}月]\s*)(\d{{1,2}})\s*[日号]?[.。]?\Z")
_YM = re.compile(rf"(\d{{4}})\s*[{_SIGNS}年]\s*(\d{{1,2}})\s*月?\s*份?\Z")
_Y = re.compile(r"(\d{4})\s*年?\Z")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_SIX = re.compile(r"((?:19|20)\d{2})(\d{2})\Z")
_DMY = re.compile(r"(\d{1,2})\s*[-./、,\s]\s*(\d{1,2})\s*[-./、,\s]\s*(\d{4})\Z")
_SHORT = re.compile(
    r"'?\d{1,2}\s*[-./、,年]\s*\d{1,2}\s*[-./、,月]\s*\d{1,2}\s*[日号]?\Z|\d{1,2}[-./]\d{1,2}\Z|\d{2}年\d{1,2}月\Z"
)
_ENGLISH = re.compile(r"(?:(\d{1,2})[-\s]*([A-Za-z]{3,9})|([A-Za-z]{3,9})\.?\s*(\d{1,2}))[-,.\s]*(\d{4})\Z")
_MONTHS = {
    m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_NUMERAL = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "o": "0",
    "0": "0",
    "两": "2",
    "元": "1",
}
_CHINESE = re.compile(
    r"([〇零○Oo0一二三四五六七八九]{4})年(?:([一二三四五六七八九十元]{1,3})月(?:份)?(?:([一二三四五六七八九十廿卅]{1,3})[日号]?)?)?\Z"
)
_MIXED = re.compile(r"(\d{4})年([\d一二三四五六七八九十元]{1,3})月(?:份)?(?:([\d一二三四五六七八九十廿卅]{1,3})[日号]?)?\Z")
_NO_YEAR = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]?\Z")
_RANGE = re.compile(r"\s*(?:至|到|~|～|—{1,2}|--|→)\s*|(?<=\d)\s*[-–]\s*(?=\d{4}\D|\d{8}\Z)")
_SAME_YEAR = re.compile(
    r"((\d{4})\s*[./年]\s*(\d{1,2})\s*[./月]\s*\d{1,2}日?)\s*(?:至|到|[-–—~]+)\s*(\d{1,2})\s*[./月]\s*(\d{1,2})日?\Z"
)


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Read(NamedTuple):
    """`iso` is the first day of what was written; `code` says what is wrong, then `iso` is empty."""

    iso: str
    precision: Precision = Precision.DAY
    code: str = ""


_AMBIGUOUS = Read("", Precision.DAY, "date-ambiguous")
_INVALID = Read("", Precision.DAY, "date-invalid")


def parse(cell: object) -> Read:
    """A cell that is not empty → what day it means."""
    if isinstance(cell, date):  # datetime is a date too
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _number(cell)
    return _text(plain(cell))


def _day(year: int, month: int, day: int) -> Read:
    if year not in _YEARS:
        return _INVALID
    try:
        return Read(date(year, month, day).isoformat())
    except ValueError:
        return _INVALID


def _month(year: int, month: int) -> Read:
    if year not in _YEARS or not 1 <= month <= 12:
        return _INVALID
    return Read(f"{year:04d}-{month:02d}-01", Precision.MONTH)


def _year(year: int) -> Read:
    return Read(f"{year:04d}-01-01", Precision.YEAR) if year in _YEARS else _INVALID


def _number(number: int | float) -> Read:
    """Serial days, 20260506, 201905, 2019, and 2019.11 for a month."""
    whole = int(number)
    if whole in _SERIALS:  # a fraction is the time of day
        return Read((_EPOCH + timedelta(days=whole)).isoformat())
    if whole != number:
        return _decimal(number) if whole in _YEARS else _INVALID
    digits = str(whole)
    if found := _EIGHT.match(digits):
        return _day(*(int(g) for g in found.groups()))
    if found := _SIX.match(digits):
        return _month(int(found[1]), int(found[2]))
    return _year(whole)


def _decimal(number: float) -> Read:
    year, _, behind = repr(number).partition(".")
    if behind == "1":
        return _AMBIGUOUS  # 2019.10 loses its nought as a number
    return _month(int(year), int(behind)) if len(behind) <= 2 else _INVALID


def _text(text: str) -> Read:
    if found := _YMD.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    cut = _TIME.sub("", _WEEKDAY.sub("", text)).rstrip(" .,;")
    if cut != text:
        text = cut
        if found := _YMD.match(text):
            return _day(int(found[1]), int(found[2]), int(found[3]))
    close = squeeze(text)
    if close.isdigit():
        return _digits(close)
    if found := _YM.match(text):
        return _month(int(found[1]), int(found[2]))
    if found := _Y.match(text):
        return _year(int(found[1]))
    if found := _CHINESE.match(close):
        return _chinese(*found.groups())
    if (found := _MIXED.match(close)) and not close.isascii():
        return _mixed(*found.groups())
    if found := _YMD.match(close) or _YMD.match(close.replace("年", "-").replace("月", "-")):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return _other(text)


def _digits(digits: str) -> Read:
    if len(digits) == 8:
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if found := _SIX.match(digits):
        return _month(int(found[1]), int(found[2]))
    if len(digits) == 4:
        return _year(int(digits))
    if len(digits) == 5 and int(digits) in _SERIALS:
        return Read((_EPOCH + timedelta(days=int(digits))).isoformat())
    return _AMBIGUOUS if len(digits) == 6 else _INVALID


def _other(text: str) -> Read:
    if found := _DMY.match(text):
        first, second, year = (int(g) for g in found.groups())
        if first == second:
            return _day(year, first, second)
        if first > 12 >= second:
            return _day(year, second, first)
        if second > 12 >= first:
            return _day(year, first, second)
        return _AMBIGUOUS if first <= 12 else _INVALID
    if _SHORT.match(text):
        return _AMBIGUOUS
    if _NO_YEAR.match(text):
        return Read("", Precision.DAY, "date-incomplete")
    if found := _ENGLISH.match(text):
        month = _MONTHS.get((found[2] or found[3])[:3].lower())
        return _day(int(found[5]), month, int(found[1] or found[4])) if month else _INVALID
    return _INVALID


def _chinese(year: str, month: str | None, day: str | None) -> Read:
    number = int("".join(_NUMERAL[c] for c in year))
    if month is None:
        return _year(number)
    if day is None:
        return _month(number, _tens(month))
    return _day(number, _tens(month), _tens(day))


def _mixed(year: str, month: str, day: str | None) -> Read:
    """2026年三月4日: each part in its own manner."""
    try:
        return _month(int(year), _tens(month)) if day is None else _day(int(year), _tens(month), _tens(day))
    except (KeyError, ValueError):  # 3一月
        return _INVALID


def _tens(text: str) -> int:
    """十二 → 12, 廿一 → 21, 三十 → 30; 12 stays."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int("".join(_NUMERAL[c] for c in text))
    tens, _, units = text.partition("十")
    return 10 * int(_NUMERAL[tens] if tens else 1) + int(_NUMERAL[units] if units else 0)


def last_of_range(text: str) -> str:
    """2025-05-06至2026-05-05 or 2026.1.1-12.31, or the end alone (至…, …止) → the later end, as text; else as it is."""
    if (found := _SAME_YEAR.match(text)) and int(found[4]) >= int(found[3]):
        return f"{found[2]}-{found[4]}-{found[5]}"
    parts = [p for p in _RANGE.split(text) if p.strip()]
    ends = len(parts) == 2 or (len(parts) == 1 and text.startswith(("至", "到")) != text.endswith("止"))
    return parts[-1].strip(" 止") if ends else text


def years_earlier(iso: str, years: int = 1) -> str:
    """The same day some years before; 29 February becomes the 28th."""
    year = int(iso[:4]) - years
    if iso[5:] == "02-29" and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return f"{year:04d}-02-28"
    return f"{year:04d}{iso[4:]}"


def years_later(iso: str, years: int) -> str:
    return years_earlier(iso, -years)


def months_later(iso: str, months: int) -> str:
    """The same day of a later (or earlier) month, or that month's last day."""
    year, month = divmod(int(iso[:4]) * 12 + int(iso[5:7]) - 1 + months, 12)
    first_after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_after - timedelta(days=1)).day
    return f"{year:04d}-{month + 1:02d}-{min(int(iso[8:]), last):02d}"


def instant(cell: object) -> datetime | None:
    """A moment without offset, where the cell tells one."""
    if isinstance(cell, datetime):
        return cell
    text = plain(cell).replace("/", "-").replace("年", "-").replace("月", "-").replace("日", " ")
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(" ".join(text.split()), form)  # noqa: DTZ007  offset is added by the reader
        except ValueError:
            continue
    return None
