"""数字格式 — which cell styles show a number as a date, and the date a serial number stands for.

Source: ECMA-376 part 1, 18.8.30 (built-in formats, with those of the Chinese versions) and 18.17.4.1 (epochs).
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from jiaxin.kit.sheets.markup import parse

PLAIN, DATE, ELAPSED = 0, 1, 2
EXACT = 10**15  # below, a spreadsheet keeps a whole number digit by digit

_BUILT_IN = dict.fromkeys((*range(14, 23), *range(27, 37), *range(50, 59)), DATE) | {45: DATE, 46: ELAPSED, 47: DATE}
_SET_ASIDE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE = re.compile(r"[ymdhs]|a{3}|e(?![+-])", re.IGNORECASE)
_LAST_SERIAL = 2_958_466  # 10000-01-01


def format_kind(code: str) -> int:
    """Whether a number format shows a date (also a time of day) or a span of hours."""
    first = _SET_ASIDE.sub("", code).split(";")[0]
    if first.strip().lower() in ("general", "g/通用格式", "@"):
        return PLAIN
    if _ELAPSED.search(first):
        return ELAPSED
    return DATE if _DATE.search(first.replace("上午/下午", "").replace("General", "")) else PLAIN


def style_kinds(chunks: Iterable[bytes]) -> list[int]:
    """By cell style number."""
    formats: dict[str, int] = {}
    kinds: list[int] = []
    inside = False

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            formats[attrs.get("numFmtId", "")] = format_kind(attrs.get("formatCode", ""))
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            number = attrs.get("numFmtId", "0")
            kinds.append(formats[number] if number in formats else _BUILT_IN.get(_whole(number), PLAIN))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    parse("styles.xml", chunks, start, end)
    return kinds


def moment(serial: float, kind: int, from_1904: bool) -> date | datetime | time | float | int:
    """Days since the epoch as a date, a time of day (below one day), or the number where no date fits.

    Whole days are dates; a span of hours of a day or more stays a number of days. The Windows epoch
    counts 1900-02-29, a day that never was: serials below 60 are one day later than the rest.
    """
    if not 0 <= serial < _LAST_SERIAL or (kind == ELAPSED and serial >= 1):
        return serial
    days, rest = divmod(serial, 1)
    milliseconds = round(rest * 86_400_000)
    if serial < 1 and milliseconds < 86_400_000 and not (from_1904 and serial == 0):
        return (_MIDNIGHT + timedelta(milliseconds=milliseconds)).time()
    if from_1904:
        day = _EPOCH_1904
    else:
        day = _EPOCH_1900 + timedelta(days=1) if days < 60 else _EPOCH_1900
    try:
        found = day + timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        return serial
    return found if milliseconds % 86_400_000 else found.date()


_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheet dates carry no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0
