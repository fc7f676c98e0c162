"""居民身份证号码 — checked once, masked everywhere.

18 characters: area (6), birth date (8), sequence (3, odd = male), check character. Numbers of 15
digits (issued until 1999) are completed: 19 after the sixth, check character at the end.

Source  GB 11643-1999.
Refuses wrong length, characters that cannot be, wrong check character, a day that does not exist, a
        province that does not exist.
Silent  about area codes missing from today's list: numbers keep the code of the day they were issued,
        and abolished counties stand on most older people's cards.
Not here  ages (quality/age_limits), whether it belongs to the person (the police answer that).
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from jiaxin.domain.errors import Refused
from jiaxin.domain.values.region import PROVINCES
from jiaxin.domain.values.text import narrow, squeeze, trim

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_FORM = re.compile(r"[0-9]{17}[0-9X]\Z")
_FORM_15 = re.compile(r"[0-9]{15}\Z")
_FORM_CROSS = re.compile(r"[0-9]{17}[×✕✖╳乂]\Z")
_HIDDEN = re.compile(r"[*●•×✕✖╳#?]|X{2,}|x{2,}")
_SEPARATORS = re.compile(r"[-‐‑–—_.·]")
_NOUGHTS = 48 * sum(_WEIGHTS)  # what seventeen digits weigh too much as bytes

SAID = {
    "id-length": "身份证号应为18位（或旧的15位）",
    "id-format": "身份证号含有不可能出现的字符",
    "id-masked": "身份证号被星号遮盖",
    "id-checksum": "身份证号最后一位校验码不对",
    "id-date": "身份证号中的出生日期不存在",
    "id-province": "身份证号前两位不是省级代码",
}


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A valid number of 18 characters."""

    text: str

    @property
    def area(self) -> str:
        return self.text[:6]

    @property
    def birth(self) -> date:
        return date.fromisoformat(birth_of(self.text))

    @property
    def sex(self) -> str:
        return sex_of(self.text)

    @property
    def masked(self) -> str:
        return mask(self.text)

    def age(self, on: date) -> int:
        """Full years on a day."""
        born = self.birth
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def check_character(first_17: str) -> str:
    """The hot spot of a large roster: one pass over the bytes."""
    if len(first_17) != len(_WEIGHTS):
        raise ValueError(f"a check character covers 17 digits, not {len(first_17)}")
    return _CHECK[(sum(map(mul, _WEIGHTS, first_17.encode())) - _NOUGHTS) % 11]


def birth_of(text: str) -> str:
    """ISO text, of a number of 18 characters."""
    return f"{text[6:10]}-{text[10:12]}-{text[12:14]}"


def sex_of(text: str) -> str:
    return "男" if text[16] in "13579" else "女"


def mask(text: str) -> str:
    """First six and last four stay: enough to find the row, too little to use."""
    return f"{text[:6]}{'*' * max(len(text) - 10, 4)}{text[-4:]}" if len(text) > 10 else "*" * len(text)


def normal(text: str) -> str:
    """Half-width, without blanks and hyphens, capital X; 15 digits completed.

    A cross typed for the X is that X where the seventeen digits ask for one; elsewhere it hides a digit.
    """
    if _FORM.match(text):
        return text
    text = _SEPARATORS.sub("", squeeze(narrow(text))).upper()
    if _FORM_CROSS.match(text) and check_character(text[:17]) == "X":
        return f"{text[:17]}X"
    return upgrade(text) if _FORM_15.match(text) else text


def upgrade(text: str) -> str:
    """15 digits → 18."""
    first = f"{text[:6]}19{text[6:]}"
    return first + check_character(first)


def fault(text: str) -> str:
    """Code of what is wrong with a normalised number; empty when nothing is."""
    if _FORM.match(text) is None:
        if _HIDDEN.search(text):
            return "id-masked"
        return "id-length" if len(text) != 18 else "id-format"
    if check_character(text[:17]) != text[17]:
        return "id-checksum"
    if text[:2] not in PROVINCES:
        return "id-province"
    try:
        date.fromisoformat(text[6:14])
    except ValueError:
        return "id-date"
    return ""


def is_sound(text: str) -> bool:
    """Written as it should be, and nothing wrong with it."""
    return len(text) == 18 and not fault(text)


def read(text: str) -> IdentityNumber:
    """The number, or `Refused`."""
    number = normal(trim(text))
    if code := fault(number):
        raise Refused(code, f"{SAID[code]}：{mask(number)}", "请对照身份证原件核对后重新填写")
    return IdentityNumber(number)
