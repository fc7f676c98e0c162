"""说成中文 — a value of a field as people read and write it: the label of a code, 是/否, yuan, a list with 、."""

from jiaxin.domain.facts import Value
from jiaxin.domain.records.kind import Field

_FEN = 100


def spoken(field: Field, value: Value) -> str:
    """Empty for nothing. The same words a reader of sheets would turn back into the value."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(field.word(str(one)) for one in value)
    if field.unit == "fen" and isinstance(value, int):
        return f"{value // _FEN}.{value % _FEN:02d} 元"
    return field.word(str(value))
