"""单元格文字 — what is meant by the characters in a cell, before anybody asks which field it is.

Blanks at both ends go, of every kind (tab, line break, NBSP, ideographic, zero-width, byte order mark);
full-width letters, digits and signs count as half-width; a leading apostrophe and a wrapper `="…"` are
spreadsheet habits, not content. Numbers become the text a person would have typed.

Source  normalisation table of the roster rules (tests/fixtures/rosters/README.md).
Not here  what a field does with the text (the other files of this folder).
"""

import re
from datetime import date, datetime, time

_EDGES = " \t\r\n\f\v\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\u2002\u2003\u2009"
_INSIDE = re.compile("[\\s\u00a0\u3000\u200b-\u200d\u2060\ufeff\u2028\u2029]+")
_ODD = re.compile("[\uff01-\uff5e\u3000\u200b-\u200d\u2060\ufeff\u00a0]")
_NARROW = (
    {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20, 0xA0: 0x20}
    | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
)
_LETTERS = (
    {c: c - 0xFEE0 for r in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for c in range(*r)}
    | {0x3000: 0x20, 0xA0: 0x20}
    | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
)
_WRAPPED = re.compile(r'="([^"]*)"\Z')

FAILED = frozenset(
    {
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
    }
)
_NOTHING = frozenset(
    {
        "无",
        "暂无",
        "没有",
        "空",
        "/",
        "\\",
        "-",
        "—",
        "–",
        "－",
        "--",
        "---",
        "——",
        "//",
        "N/A",
        "n/a",
        "NA",
        "null",
        "NULL",
        "None",
    }
)
_FILLERS = frozenset(
    {"测试", "测试数据", "test", "TEST", "Test", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789"}
    | {
        "待补",
        "待补充",
        "待定",
        "待完善",
        "待核实",
        "待填",
        "待查",
        "待确认",
        "不详",
        "未知",
        "不清楚",
        "不知道",
        "不明",
    }
    | {"同上", "同左", "〃", "〞", "aaa", "AAA", "???", "？？？"}
)
_REPEATED = re.compile(r"(?:(\d)\1{4,}|[xX]{2,}|[?？]+)\Z")


def trim(text: str) -> str:
    """Blanks at both ends go."""
    return text.strip(_EDGES)


def unwrap(text: str) -> str:
    """What the spreadsheet added goes: a leading apostrophe, the wrapper `="…"`."""
    if text[:1] in ("'", "\u2018", "\u2019", "`") and len(text) > 1:
        text = trim(text[1:])
    if text[:2] == '="' and (found := _WRAPPED.match(text)):
        text = trim(found[1])
    return text


def narrow(text: str) -> str:
    """Full-width letters, digits and signs become half-width."""
    return text.translate(_NARROW) if _ODD.search(text) else text


def narrow_letters(text: str) -> str:
    """The same for letters and digits only: prose keeps its Chinese punctuation."""
    return text.translate(_LETTERS) if _ODD.search(text) else text


def squeeze(text: str) -> str:
    """No blanks at all."""
    return _INSIDE.sub("", text)


def written(cell: object) -> str:
    """The cell as text, without touching width: what a person would have typed."""
    if isinstance(cell, str):
        return unwrap(trim(cell))
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def plain(cell: object) -> str:
    """The cell as half-width text without blanks at the ends."""
    if isinstance(cell, str):
        text = trim(cell)
        if _ODD.search(text):
            text = trim(text.translate(_NARROW))
        return unwrap(text) if text[:1] in "'=\u2018\u2019`" and text else text
    return written(cell)


def means_nothing(text: str) -> bool:
    """无, /, - and the like: the sender says that there is nothing."""
    return text in _NOTHING


def is_filler(text: str) -> bool:
    """测试, 111111, xxx, 待补: something typed so that the cell is not empty."""
    return text in _FILLERS or (len(text) > 1 and _REPEATED.match(text) is not None)
