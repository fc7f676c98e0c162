"""手机号 — eleven digits of a mobile phone in mainland China.

Blanks, hyphens, +86 / 0086 / 86 in front and `.0` behind go. Two phones in a cell: the first counts.
Landlines are no way to reach a worker and are refused.

Source  numbering plan of the mainland's mobile networks: `1[3-9]` and nine digits.
"""

import re

from jiaxin.domain.errors import Refused
from jiaxin.domain.values.text import narrow, squeeze

_FORM = re.compile(r"1[3-9][0-9]{9}\Z")
_PREFIX = re.compile(r"(?:\+|00)?86(?=1[0-9]{10}\Z)")
_HYPHENS = re.compile(r"[-‐‑–—()]")
_BETWEEN = re.compile(r"[/、,，;；|\\或和及&]+")
_TWO = re.compile(r"(1[3-9][0-9]{9})(1[3-9][0-9]{9})+\Z")


def bare(text: str) -> str:
    """One number without the habits of writing."""
    text = _HYPHENS.sub("", squeeze(text))
    if text.endswith(".0"):
        text = text[:-2]
    return _PREFIX.sub("", text)


def parse(text: str) -> tuple[str, str]:
    """(number, code): code is empty, `phone-multiple` (with the first number) or `phone-invalid`."""
    text = narrow(text)
    if _FORM.match(text):
        return text, ""
    one = bare(text)
    if _FORM.match(one):
        return one, ""
    parts = [p for p in (bare(p) for p in _BETWEEN.split(text)) if p]
    if len(parts) > 1 and _FORM.match(parts[0]):
        return parts[0], "phone-multiple"
    if two := _TWO.match(one):
        return two[1], "phone-multiple"
    return "", "phone-invalid"


def mask(text: str) -> str:
    return f"{text[:3]}****{text[-4:]}" if len(text) >= 8 else "*" * len(text)


def read(text: str) -> str:
    number, code = parse(text)
    if code:
        raise Refused(code, f"手机号不对：{mask(squeeze(text))}", "请填写一个11位手机号")
    return number
