"""身份证、证书上的字 — which answers of a form a paper proposes. What does not check is left out, not guessed.

Source  GB 11643-1999 (number and check digit); layout of the second-generation card, GA 461-2004; the certificate of
        vocational skill (职业技能等级证书), 人社厅发〔2019〕.
Silent  ethnicity, signing authority and period of a card are not read: no rule here needs them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jiaxin.domain.values.identity_number import birth_of, sex_of

_NUMBER = re.compile(r"[1-9]\d{16}[\dXx×]")
_HAN = r"[\u4e00-\u9fff·]"
_ALIKE = str.maketrans({"O": "0", "o": "0", "D": "0", "l": "1", "I": "1", "|": "1", "Z": "2", "S": "5", "B": "8", "×": "X", "x": "X"})
_LABELS = ("性别", "民族", "出生", "住址", "证书", "等级", "日期", "职业")
_LEVELS = {"一级": "1", "二级": "2", "三级": "3", "四级": "4", "五级": "5"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Kind of paper (`id_card`, `certificate`) and the answers it proposes, by field."""

    paper: str
    answers: Mapping[str, str]


def read(rows: Sequence[str]) -> Proposal | None:
    """What kind of paper the rows are of and what they say; None for no paper we know."""
    text = "\n".join(rows)
    if "身份号码" in text or ("姓名" in text and "住址" in text):
        return Proposal("id_card", _present(_CARD, rows))
    if "证书" in text and ("技能" in text or "职业" in text):
        return Proposal("certificate", _present(_CERTIFICATE, rows))
    return None


def checked(number: str) -> bool:
    """ISO 7064 MOD 11-2, as GB 11643 wants it."""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return number[17] == "10X98765432"[total % 11]


def _present(wanted: Mapping[str, Callable[[Sequence[str]], str]], rows: Sequence[str]) -> dict[str, str]:
    return {name: found for name, take in wanted.items() if (found := take(rows))}


def _number(rows: Sequence[str]) -> str:
    for row in rows:
        after = re.sub(r".*号码", "", row).translate(_ALIKE)
        for found in _NUMBER.findall(after):
            if checked(found.upper()):
                return str(found.upper())
    return ""


def _after(rows: Sequence[str], labels: Sequence[str], shape: str) -> str:
    """What follows the first of the labels that stands anywhere; on its row, or alone on a row beside it."""
    for label in labels:
        for at, row in enumerate(rows):
            before, there, rest = row.partition(label)
            if not there:
                continue
            if found := re.match(shape, rest.lstrip(":：;.·-")):
                return found[0]
            for near in (*rows[at + 1 : at + 2], *rows[max(0, at - 1) : at], before):
                if re.fullmatch(shape, near) and not any(word in near for word in _LABELS):
                    return near
    return ""


def _name(rows: Sequence[str]) -> str:
    return _after(rows, ("姓名", "名"), rf"{_HAN}{{2,12}}?(?=$|性别|身份|[^\u4e00-\u9fff·])")


def _address(rows: Sequence[str]) -> str:
    """From 住址 to the row of the number."""
    for at, row in enumerate(rows):
        if "住址" in row:
            parts = [row.partition("住址")[2].lstrip(":：")]
            for more in rows[at + 1 :]:
                if "号码" in more or "身份" in more or _NUMBER.search(more):
                    break
                parts.append(more)
            return "".join(parts)
    return ""


def _day(text: str) -> str:
    found = re.search(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})", text.translate(_ALIKE))
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def _issued(rows: Sequence[str]) -> str:
    named = next((row.partition("日期")[2] for row in rows if "日期" in row and "出生" not in row), "")
    return _day(named) or next((day for row in reversed(rows) if "出生" not in row and (day := _day(row))), "")


def _level(rows: Sequence[str]) -> str:
    text = "".join(rows)
    return next((digit for word, digit in _LEVELS.items() if word in text), "")


def _certificate_number(rows: Sequence[str]) -> str:
    """A letter or none, then digits: what looks like a letter among digits is the digit it looks like."""
    found = _after(rows, ("证书编号", "证书号码", "编号"), r"[0-9A-Za-z]{12,24}")
    return found[:1].upper() + found[1:].translate(_ALIKE)


def _skill(rows: Sequence[str]) -> str:
    return _after(rows, ("职业名称", "职业（工种）", "工种"), rf"{_HAN}{{2,16}}")


_CARD: Mapping[str, Callable[[Sequence[str]], str]] = {
    "name": _name,
    "id_number": _number,
    "gender": lambda rows: sex_of(number) if (number := _number(rows)) else "",
    "birth_date": lambda rows: birth_of(number) if (number := _number(rows)) else "",
    "residence_address": _address,
}
_CERTIFICATE: Mapping[str, Callable[[Sequence[str]], str]] = {
    "name": _name,
    "skill_name": _skill,
    "skill_level": _level,
    "skill_number": _certificate_number,
    "issued_on": _issued,
}
