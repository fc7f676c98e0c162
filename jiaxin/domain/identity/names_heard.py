"""姓名归一 — one form for the many ways in which lists write the same name.

Traditional characters, blanks, full-width signs and remarks (张三（月嫂）, 张三1, 张三-离职) go; what joins the parts
of a long name (阿依古丽·买买提, also with a hyphen) is no remark. A form of address
(张姐, 李阿姨, 小王) leaves the surname with the rest unknown; hidden characters (王*英, 王某某) stay unknown; a
name in Latin letters is kept as syllables.

Source  TSCharacters of OpenCC for traditional characters; pypinyin for sounds.
Not here whether a name is acceptable in a roster (values/names).
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pypinyin import lazy_pinyin

from jiaxin.domain.identity.places_named import is_trade
from jiaxin.domain.values.names import SURNAMES, ordinary
from jiaxin.domain.values.text import narrow, squeeze, trim

HIDDEN = "*"
LONGEST = 6  # characters compared one by one; what is longer ends in one that stands for the rest

_BRACKETS = re.compile(r"[(（\[【<《{].*?(?:[)）\]】>》}]|\Z)")
_BEHIND = re.compile("[-‐–—/、,，;；|:：+_].*\\Z|(?<=[\u3400-\u9fff])\\d.*\\Z")
_JOINED = re.compile("([\u3400-\u9fff]{2,})[-‐–—_]([\u3400-\u9fff]{2,})\\Z")
_MASKS = re.compile(r"[*●×＊#?□○某]|[xX]{2,}|[xX]\Z")
_LATIN = re.compile(r"[A-Za-z][A-Za-z .,'’\-]*\Z")
_NOT_HAN = re.compile("[^\u3400-\u9fff\u3007\uf900-\ufad9\U00020000-\U000323af*]")
_SAID = "新来|新|已?离职|已?退休|在职|请假|已签|待岗|停用|组长|班长|店长|住家|不住家|月嫂|保洁|保姆|育婴师|育儿嫂|护工|钟点工"
_REMARK = re.compile(f"(?:{_SAID})\\Z")
_APART = re.compile(f"(?<=[\u3400-\u9fff]{{2}})\\s+(?:{_SAID}).*\\Z")  # 朱英 新, but not 王 新
_ADDRESS = re.compile(
    "(?:阿姨|大姐|师傅|师父|老师|女士|先生|小姐|大哥|大嫂|大妈|大娘|大婶|大叔|大爷|经理|店长|老板|月嫂|同志|护士|医生|保姆|妹妹|姐姐|护工|妹子)\\Z"
)
_SHORT_ADDRESS = re.compile(".[姐哥嫂姨婶叔妈爷总妹工]\\Z")
_AHEAD = "小老阿大"


class Heard(NamedTuple):
    """`text`: characters, `*` where unknown; `syllables`: the sounds of a name in Latin letters, else empty."""

    text: str
    syllables: tuple[str, ...] = ()
    whole: bool = True  # False: a form of address or a hidden name


NOBODY = Heard("", (), False)


@cache
def _simplified() -> dict[int, int]:
    table = tomllib.loads((files("jiaxin.domain.identity") / "traditional.toml").read_text("utf-8"))
    return {ord(t): ord(s) for above, below in table["pairs"] for t, s in zip(above, below, strict=True)}


@cache
def syllable(character: str) -> str:
    """The usual sound of one character, without tone."""
    return lazy_pinyin(character)[0]


@cache
def _sounds() -> frozenset[str]:
    """Every syllable a usual character has (the first level of GB 2312)."""
    return frozenset(
        syllable(bytes((high, low)).decode("gb2312")) for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)
    )


@cache
def loose(sound: str) -> str:
    """zh, ch, sh as z, c, s; -ng as -n; l as n: what many speakers and typists do not tell apart."""
    if sound[:2] in ("zh", "ch", "sh"):
        sound = sound[0] + sound[2:]
    if sound.endswith("ng"):
        sound = sound[:-1]
    return "n" + sound[1:] if sound[:1] == "l" else sound


def hear(cell: str) -> Heard:
    """A cell → the name it means; `NOBODY` where there is none."""
    text = trim(_BRACKETS.sub("", narrow(cell)))
    if len(text) > 3:
        text = _APART.sub("", text)
    if not text:
        return NOBODY
    if text.isascii() and _LATIN.match(text):
        return _spelled(text)
    text = _alone(squeeze(text)).translate(_simplified()).strip("*") if len(text) > 1 else text
    text = _hidden(cell, text)
    text = _NOT_HAN.sub("", text)
    if len(text) > 3 or (len(text) == 3 and text[0] in SURNAMES and text[1:] in ("月嫂", "保洁", "保姆", "护工")):
        text = _REMARK.sub("", text) if len(text) > 3 else text[0] + HIDDEN
    if not text.strip(HIDDEN):
        return NOBODY
    if HIDDEN in text:
        return Heard(text, (), False)
    return _addressed(text) or Heard(text)


def _alone(text: str) -> str:
    """Without what stands behind the name. A hyphen between two parts that are no ordinary name and no remark joins them."""
    found = _JOINED.match(text)
    if found and not _REMARK.search(found[2]) and not is_trade(found[2]) and not ordinary(found[1]):
        return found[1] + found[2]
    return _BEHIND.sub("", text)


def _hidden(cell: str, text: str) -> str:
    """王某某, 王XX, 王*英 → with `*`; a star behind a whole name is a remark."""
    if not _MASKS.search(text):
        kept = narrow(cell)
        short = len(_NOT_HAN.sub("", text)) == 1 and _MASKS.search(kept)
        return text + HIDDEN if short else text
    return _MASKS.sub(HIDDEN, text)


def _addressed(text: str) -> Heard | None:
    """张姐 → 张*; 小王 → 王*; 阿芳 → *芳; None for an ordinary name."""
    if found := _ADDRESS.search(text):
        text = text[: found.start()]
        return Heard(text) if len(text) > 1 and text[0] in SURNAMES else _part(text)
    if len(text) == 2 and text[0] in _AHEAD:
        return _part(text[1])
    if len(text) == 2 and _SHORT_ADDRESS.match(text):
        return _part(text[0])
    return None


def _part(character: str) -> Heard:
    if not character:
        return NOBODY
    known = character[-1]
    return Heard(known + HIDDEN if known in SURNAMES else HIDDEN + known, (), False)


def _spelled(text: str) -> Heard:
    """Wang Xiuying → (wang, xiu, ying); surname ahead, as at home."""
    syllables = [s for word in re.split(r"[^a-z]+", text.lower()) if word for s in _cut(word)]
    return Heard("", tuple(syllables)) if len(syllables) >= 2 else NOBODY


@cache
def _cut(word: str) -> tuple[str, ...]:
    """The fewest syllables that make the word; empty when it is none."""
    if not word:
        return ()
    best: tuple[str, ...] = ()
    for length in range(min(6, len(word)), 0, -1):
        if word[:length] in _sounds():
            rest = _cut(word[length:])
            if len(word) == length:
                return (word,)
            if rest and (not best or len(rest) + 1 < len(best)):
                best = (word[:length], *rest)
    return best
