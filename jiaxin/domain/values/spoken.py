"""口述码 — eight digits that can be read over a telephone: seven random ones and a check digit.

Source  ISO/IEC 7064 MOD 11,10: catches every single wrong digit and nearly every swap of two neighbours.
"""

import re
import unicodedata

from jiaxin.domain.errors import Refused

DIGITS = 8


def with_check_digit(seven: str) -> str:
    return seven + str((11 - _carried(seven)) % 10)


def spoken(text: str) -> str:
    """Eight digits however they were typed. Raises Refused when one must have been misheard."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    if len(digits) != DIGITS:
        raise Refused("spoken.length", f"口述码是 {DIGITS} 位数字，这里有 {len(digits)} 位", "请对方照着卡片再念一遍，四位一停")
    if with_check_digit(digits[:-1]) != digits:
        raise Refused("spoken.digit", "口述码的校验位对不上，有一位听错或念错了", "请对方照着卡片再念一遍")
    return digits


def _carried(digits: str) -> int:
    carried = 10
    for one in digits:
        carried = ((carried + int(one)) % 10 or 10) * 2 % 11
    return carried
