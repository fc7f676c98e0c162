"""手机号 — eleven digits of a mobile phone in mainland China.

Blanks, hyphens, +86 / 0086 / 86 in front and `.0` behind go. Two phones in a cell: the first counts.
Landlines are no way to reach a worker and are refused. A company may be called on one: `parse_of_company`, and `rings` tells
whether a text message gets there.

Source  numbering plan of the mainland: mobile networks `1[3-9]` and nine digits; fixed lines an area code (010, 02x or 0 and three
        digits) and seven or eight digits, an extension behind a hyphen, 转 or ext; 400 and 800 and seven digits.
"""

import re

from jiaxin.domain.errors import Refused
from jiaxin.domain.values.text import narrow, squeeze

_FORM = re.compile(r"1[3-9][0-9]{9}\Z")
_PREFIX = re.compile(r"(?:\+|00)?86(?=1[0-9]{10}\Z)")
_HYPHENS = re.compile(r"[-‐‑–—()]")
_DASHES = re.compile(r"[‐‑–—]")
_LINE = re.compile(r"(?:(?:\+|00)86-?\(?0?|\(?0)(10|2[0-9]|[3-9][0-9]{2})\)?-?([2-8][0-9]{6,7})(?:(?:-|转|分机|ext\.?)([0-9]{1,6}))?\Z", re.I)
_FREE = re.compile(r"([48]00)-?([0-9]{3})-?([0-9]{4})\Z")
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


def parse_of_company(text: str) -> tuple[str, str]:
    """The same of a number on which a company is called: a fixed line is kept as `0999-2345678-12`."""
    number, code = parse(text)
    if code != "phone-invalid":
        return number, code
    parts = [p for p in _BETWEEN.split(narrow(text)) if p.strip()]
    if parts and (line := _line(parts[0])):
        return line, "phone-multiple" if len(parts) > 1 else ""
    return "", code


def _line(text: str) -> str:
    """One fixed line in its one form, or nothing."""
    one = _DASHES.sub("-", squeeze(text)).removesuffix(".0")
    if found := _LINE.match(one):
        area, number, extension = found.groups()
        return f"0{area}-{number}" + (f"-{extension}" if extension else "")
    free = _FREE.match(one)
    return "-".join(free.groups()) if free else ""


def rings(number: str) -> str:
    """The number where a text message reaches it, nothing for a fixed line or a free number."""
    return "" if _LINE.match(number) or _FREE.match(number) else number


def mask(text: str) -> str:
    return f"{text[:3]}****{text[-4:]}" if len(text) >= 8 else "*" * len(text)


def read(text: str) -> str:
    number, code = parse(text)
    if code:
        raise Refused(code, f"手机号不对：{mask(squeeze(text))}", "请填写一个11位手机号")
    return number
