"""数量 — hours, money, counts, stars: text with a unit behind it becomes a number without one.

Unit   hours as decimal text, money as whole fen, counts and stars as whole numbers.
Silent about what is too much or too little (quality).
"""

import re
from decimal import Decimal, InvalidOperation

from jiaxin.domain.values.text import plain, squeeze

_HOURS = re.compile(r"(?:个)?(?:学时|课时|小时|钟头|h|hrs?|hours?)\Z", re.IGNORECASE)
_MONEY = re.compile(r"^[¥￥$]|(?:人民币)?(?:元整?|圆整?|块|rmb|cny)\Z|^(?:人民币|rmb|cny)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:人次|人|次|家|户|个|名|件|条|项|单|平方米|平米|㎡|m2|分|岁|年|天|%)\Z", re.IGNORECASE)
_STARS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)\Z")


def number(text: str) -> Decimal | None:
    """1,200.50 → 1200.50; nothing for what is no number."""
    text = squeeze(text).replace(",", "")
    if _PLAIN.match(text) is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern admits decimals only
        return None


def shown(value: Decimal) -> str:
    """Without exponent and without noughts that say nothing: 12, 1.5."""
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(), "f")


def hours(cell: object) -> Decimal | None:
    return number(_HOURS.sub("", squeeze(plain(cell))))


def fen(cell: object, bare_counts: int = 1) -> int | None:
    """Yuan, with 万 as a unit too, as whole fen; nothing for parts of a fen.

    bare_counts  what a number without any unit counts in (10,000 where the heading says 万元)
    """
    written = squeeze(plain(cell))
    text = _MONEY.sub("", _MONEY.sub("", written))
    times = 100 * (bare_counts if text == written else 1)
    if text.endswith("万"):
        text, times = text[:-1], 1_000_000
    amount = number(text)
    if amount is None:
        return None
    in_fen = amount * times
    return int(in_fen) if in_fen == in_fen.to_integral_value() else None


def decimal(cell: object) -> Decimal | None:
    return number(_COUNTED.sub("", squeeze(plain(cell))))


def whole(cell: object) -> int | None:
    value = decimal(cell)
    return int(value) if value is not None and value == value.to_integral_value() else None


def stars(cell: object) -> int | None:
    """5, 5星, 五星级, ★★★★★ → 5."""
    text = squeeze(plain(cell))
    if text and set(text) <= {"★", "☆", "⭐", "*"}:
        return text.count("★") + text.count("⭐") + text.count("*") or None
    text = re.sub(r"(?:星级?|分|颗星)\Z", "", text)
    count = _STARS.get(text)
    if count is None and (value := number(text)) is not None and value == value.to_integral_value():
        count = int(value)
    return count if count is not None and 1 <= count <= 5 else None
