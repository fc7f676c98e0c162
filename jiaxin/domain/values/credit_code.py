"""统一社会信用代码 — department, kind, area (6), organisation code (9), check character.

Source  GB 32100-2015; inner check character of the organisation code: GB 11714-1997.
Refuses wrong length, alphabet (no I, O, S, V, Z) or check character.
Notes   a wrong inner check is reported apart (`inner_fits`): codes converted from old registers vary.
"""

import re
from dataclasses import dataclass

from jiaxin.domain.errors import Refused
from jiaxin.domain.values.text import narrow, squeeze

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {c: i for i, c in enumerate(_ALPHABET)}
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INNER = (3, 7, 9, 10, 5, 8, 4, 2)
_FORM = re.compile(rf"[1-9A-HJ-NPQRTUWXY][{_ALPHABET}]\d{{6}}[{_ALPHABET}]{{10}}\Z")
# 登记管理部门: 1 机构编制, 5 民政, 9 市场监管 …; letters came later, among them N 农业 (村集体) and Y 其他
_DEPARTMENTS = frozenset("123456789ABCDEFGNY")


@dataclass(frozen=True, slots=True)
class CreditCode:
    text: str

    @property
    def area(self) -> str:
        return self.text[2:8]

    @property
    def masked(self) -> str:
        return f"{self.text[:4]}{'*' * 10}{self.text[-4:]}"


def normal(text: str) -> str:
    return squeeze(narrow(text)).replace("-", "").upper()


def check_character(first_17: str) -> str:
    total = sum(_VALUE[c] * w for c, w in zip(first_17, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def inner_fits(text: str) -> bool:
    """Whether characters 9–17 satisfy the check of the organisation code."""
    body, check = text[8:16], text[16]
    total = sum((int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(body, _INNER, strict=True))
    return check == "0123456789X0"[11 - total % 11 if total % 11 else 11]


def fault(text: str) -> str:
    """`usc-invalid`, or empty."""
    if _FORM.match(text) is None or text[0] not in _DEPARTMENTS:
        return "usc-invalid"
    return "" if check_character(text[:17]) == text[17] else "usc-invalid"


def read(text: str) -> CreditCode:
    code = normal(text)
    if fault(code):
        raise Refused("usc-invalid", f"统一社会信用代码不对：{code[:4]}……", "请对照营业执照填写18位代码")
    return CreditCode(code)
