"""说成中文 — a value of a field as people read and write it: the label of a code, 是/否, yuan, a list with 、.

Silent  about codes of other platforms that no list here knows: they are said as they came.
"""

from collections.abc import Mapping

from jiaxin.domain.disclosure.vocabulary import TRADE_CODES
from jiaxin.domain.facts import Value
from jiaxin.domain.records.kind import Field

_FEN = 100
# Words of an open list are kept as they are written; a program or an older platform may have written these codes.
_CODES: Mapping[str, Mapping[str, str]] = {
    "employment_mode": {"employee": "员工制", "agency": "中介制", "dispatched": "派遣", "self": "个体", "self_employed": "个体", "gig": "平台灵活就业"},
    "insurance_kind": {"liability": "家政责任险", "accident": "意外伤害险", "injury": "工伤", "work_injury": "工伤"},
    "job_types": TRADE_CODES,
    "service": TRADE_CODES,
}


def spoken(field: Field, value: Value) -> str:
    """Empty for nothing. The same words a reader of sheets would turn back into the value."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_label(field, str(one)) for one in value)
    if field.reads == "money_fen" and isinstance(value, int):
        return f"{value // _FEN}.{value % _FEN:02d} 元"
    return _label(field, str(value))


def _label(field: Field, code: str) -> str:
    word = field.word(code)
    return _CODES.get(field.name, {}).get(code.strip().lower(), word) if word == code else word
