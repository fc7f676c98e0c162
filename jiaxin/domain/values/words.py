"""受控词 — closed lists of words: what people write, and what it means.

A list gives for each entry its label and other spellings. `Lexicon` finds the label behind a word in
the ways people vary it: blanks, width, brackets, a suffix that says nothing (类, 制, 毕业).
"""

import re
from collections.abc import Iterable

from jiaxin.domain.values.text import narrow, squeeze

Words = tuple[tuple[str, ...], ...]

_BRACKETS = re.compile(r"[（(【\[](.*?)[)）】\]]")
_SEPARATORS = re.compile(
    r"[、/，,;；+&|\\\n\r]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|和(?=[\u4e00-\u9fff])|及(?=[\u4e00-\u9fff])"
)


class Lexicon:
    """`strip` is a pattern of what may be left out at either end."""

    def __init__(self, words: Words, strip: str = "") -> None:
        self.labels = tuple(entry[0] for entry in words)
        self._strip = re.compile(strip) if strip else None
        self._label: dict[str, str] = {}
        for entry in words:
            for spelling in entry:
                self._label[_bare(spelling)] = entry[0]

    def find(self, text: str) -> str | None:
        word = _bare(text)
        if found := self._label.get(word):
            return found
        if self._strip and (found := self._label.get(self._strip.sub("", word))):
            return found
        return self._without_brackets(word)

    def _without_brackets(self, word: str) -> str | None:
        inside = _BRACKETS.search(word)
        if inside is None:
            return None
        outside = self._label.get(_BRACKETS.sub("", word))
        within = self._label.get(inside[1])
        if outside and within:
            return outside if outside == within else None
        return outside or within

    def split(self, text: str) -> tuple[list[str], list[str]]:
        """(labels in order without repetition, words that are not known)."""
        whole = self.find(text)
        if whole:
            return [whole], []
        known: list[str] = []
        unknown: list[str] = []
        for part in parts(text):
            label = self.find(part)
            if label is None:
                unknown.append(part)
            elif label not in known:
                known.append(label)
        return known, unknown


def parts(text: str) -> Iterable[str]:
    """The members of a list written in one cell."""
    return [p for p in (squeeze(p) for p in _SEPARATORS.split(narrow(text))) if p]


def _bare(text: str) -> str:
    return squeeze(narrow(text)).strip(".。·").lower()


LEVELS: Words = (
    ("1", "一级", "高级技师", "1级", "i级", "壹级"),
    ("2", "二级", "技师", "2级", "ii级", "贰级"),
    ("3", "三级", "高级", "高级工", "3级", "iii级", "叁级"),
    ("4", "四级", "中级", "中级工", "4级", "iv级", "肆级"),
    ("5", "五级", "初级", "初级工", "5级", "v级", "伍级"),
)
_ROMAN = str.maketrans(
    {"Ⅰ": "i", "Ⅱ": "ii", "Ⅲ": "iii", "Ⅳ": "iv", "Ⅴ": "v", "ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv", "ⅴ": "v"}
)
_LEVELS = Lexicon(LEVELS, r"^(?:国家)?(?:职业)?(?:技能|资格)?(?:等级)?|(?:证书|证)$")


def level(text: str) -> int | None:
    """一级 / 高级技师 → 1 … 五级 / 初级工 → 5; two spellings of the same level count too."""
    word = text.translate(_ROMAN)
    if found := _LEVELS.find(word):
        return int(found)
    pieces = [p for p in re.split(r"[/()（）、,\s-]+", narrow(word)) if p]
    found_all = {_LEVELS.find(p) for p in pieces}
    if len(pieces) > 1 and len(found_all) == 1 and (one := found_all.pop()):
        return int(one)
    return None


YES = frozenset(["是", "有", "y", "yes", "true", "1", "√", "✔", "✓", "☑", "■", "对", "同意", "已签", "合格", "通过"])
NO = frozenset(
    [
        "否",
        "无",
        "没有",
        "n",
        "no",
        "false",
        "0",
        "×",
        "x",
        "✗",
        "✘",
        "☐",
        "□",
        "不",
        "不同意",
        "未签",
        "不合格",
        "未通过",
    ]
)
_SIGNED = re.compile(r"(?:已|同意|√|✔|✓|☑|是|有|y(?:es)?\b|签|授权|true|1\Z)", re.IGNORECASE)
_UNSIGNED = re.compile(r"(?:未|不|没|待|否|×|✗|✘|☐|拒|无|尚|n(?:o)?\b|false|x\Z|0\Z)", re.IGNORECASE)


def yes_no(text: str) -> bool | None:
    word = squeeze(narrow(text)).lower()
    return True if word in YES else False if word in NO else None


def signed(text: str) -> bool | None:
    """已签署, √, 同意 → true; 未签, 待签, × → false; anything else → nothing."""
    word = squeeze(narrow(text)).lower()
    if _UNSIGNED.match(word):
        return False
    return True if _SIGNED.match(word) else None
