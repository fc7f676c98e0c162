"""认表头 — what one heading is by its words alone: a column, a forbidden one, one to ignore, or nothing.

Strength  5 learned from this organisation; 4 an alias; 3 words that say topic and aspect and little else;
          2 the same with a topic taken from the columns before it; 1 a weak word. Below 3 the content
          has to agree.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from jiaxin.domain.sheets import headings
from jiaxin.domain.sheets.headings import ASPECTS, TOPICS, Heading
from jiaxin.domain.sheets.wanted import Form, Wanted

LEARNED, ALIAS, WORDS, INHERITED, WEAK = 5, 4, 3, 2, 1
_LEAST = 0.6  # share of a heading that must be explained by topic and aspect

# words that mean nothing without a group or a neighbour
_GENERIC = re.compile(
    r"(?:发证|办理|颁发|签发)?(?:名称|名|日期|时间|年月日?|等级|级别|类别|种类|类型|机构|单位|医院|编号|号码|号|止期|到期日?|有效期至?|有效期限?"
    r"|学时|课时|是否签署|是否|签署|形式|方式|地址|电话|起止|date|type|level|number|name|no)\Z"
)
_WITH_FIRMS = ("health.check", "training", "insurance")  # topics whose headings name hospitals, schools, insurers
_STANDS_FOR = {
    "health.check": "体检",
    "skill.certificate": "证书",
    "training": "培训",
    "insurance": "保险",
    "consent": "授权书",
    "company.registration": "单位",
}


class What(StrEnum):
    COLUMN = "column"
    FORBIDDEN = "forbidden"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


class Recognised(NamedTuple):
    what: What
    name: str = ""
    strength: int = 0
    expiry: bool = False
    agreement: float = 0.0


_UNKNOWN = Recognised(What.UNKNOWN)


def recognise(one: Heading, form: Form, learned: Mapping[str, str] | None = None) -> Recognised:
    """The heading by its own words. `learned`: bare heading → column name; empty text = not wanted."""
    if not one.path:
        return _UNKNOWN
    for words in (one.whole, one.leaf) if learned else ():
        if learned and (name := learned.get(words)) is not None:
            return Recognised(What.COLUMN, name, LEARNED) if name in form.wanted else Recognised(What.IGNORED)
    if unit := headings.unit_of(one):
        counted = [w.name for w in form.wanted.values() if w.reads == unit]
        if len(counted) == 1:
            return Recognised(What.COLUMN, counted[0], ALIAS)
    if name := _exact(one, form):
        return Recognised(What.COLUMN, name, ALIAS, _says_expiry(one, form.wanted[name]))
    if headings.forbidden(one):
        return Recognised(What.FORBIDDEN)
    best = by_words(one, form)
    if best.what is What.COLUMN:
        return best
    if headings.ignored(one):
        return Recognised(What.IGNORED)
    return _translated(one, form)


def recognise_leaf(one: Heading, form: Form) -> Recognised:
    """A heading under a group, by its own cell alone."""
    name = form.exact.get(one.leaf) if one.group and not is_generic(one.leaf) else None
    if name is None or _somebody_else(one, form.wanted[name], one.leaf):
        return _UNKNOWN
    return Recognised(What.COLUMN, name, ALIAS, _says_expiry(one, form.wanted[name]))


def _translated(one: Heading, form: Form) -> Recognised:
    """A heading followed by its English; below an alias, because 姓名pinyin looks the same."""
    alone = headings.without_translation(one)
    if alone is None:
        return _UNKNOWN
    if name := _exact(alone, form):
        return Recognised(What.COLUMN, name, WORDS, _says_expiry(alone, form.wanted[name]))
    return by_words(alone, form)


def _exact(one: Heading, form: Form) -> str:
    noted = one.notes + one.leaf
    candidates = [one.whole]
    if one.notes and is_generic(one.leaf):
        candidates.append(noted)
    if not (one.group and is_generic(one.leaf)):
        candidates.append(one.leaf)
    for words in candidates:
        name = form.exact.get(words)
        if name and not _somebody_else(one, form.wanted[name], words):
            return name
    return ""


def _somebody_else(one: Heading, wanted: Wanted, words: str = "") -> bool:
    """A name, phone or number of somebody who is not the worker, or of a company."""
    if not wanted.column.personal:
        return False
    around = one.whole + one.notes if words != one.whole else one.notes
    about = Heading((around,))
    if headings.about_others(about):
        return True
    return wanted.reads in ("phone", "address") and headings.about_firm(about)


def _other_firm(one: Heading, wanted: Wanted) -> bool:
    """体检机构名称 is not her company's name, and 保险公司名称 not the name of what is insured."""
    if wanted.column.looks == "company":
        return any(re.search(TOPICS[code], one.whole) for code in _WITH_FIRMS)
    return wanted.column.looks in ("skill", "course", "insurance") and headings.names_firm(one)


def _says_expiry(one: Heading, wanted: Wanted) -> bool:
    return wanted.column.expiry and re.search(ASPECTS["expiry"], one.whole + one.notes) is not None


def is_generic(words: str) -> bool:
    return _GENERIC.match(words) is not None


def by_words(one: Heading, form: Form, topic_word: str = "") -> Recognised:
    """The column whose topic and aspect explain the heading best."""
    best = _UNKNOWN
    texts = [topic_word + one.leaf] if topic_word else [one.whole]
    if not topic_word and one.group and not is_generic(one.leaf):
        texts.append(one.leaf)
    if not topic_word and one.notes:
        texts.append(one.notes + one.leaf)
    for wanted in form.wanted.values():
        if not wanted.topic or _somebody_else(one, wanted) or _other_firm(one, wanted):
            continue
        patterns = [(a, False) for a in wanted.aspects if a or wanted.column.aspect]
        if not wanted.column.aspect and wanted.column.topic:
            patterns = [("", False)]  # the topic pattern says everything
        if wanted.column.expiry:
            patterns.append((ASPECTS["expiry"], True))
        for text in texts:
            for aspect, expiry in patterns:
                share = headings.agreement(text, wanted.topic, aspect)
                if share >= _LEAST and share > best.agreement + 1e-9:
                    best = Recognised(What.COLUMN, wanted.name, WORDS, expiry, share)
    return best


def inherit(one: Heading, form: Form, record: str) -> Recognised:
    """A heading without a topic of its own, after columns about `record`."""
    word = _STANDS_FOR.get(record)
    if word is None or not is_generic(one.leaf) or one.group:
        return _UNKNOWN
    found = by_words(one, form, word)
    if found.what is What.COLUMN and form.wanted[found.name].record == record:
        return found._replace(strength=INHERITED)
    return _UNKNOWN


def hinted(one: Heading, form: Form) -> list[str]:
    """Columns one of whose weak words stands in the heading."""
    text = one.whole + one.notes
    about = {code for code in _STANDS_FOR if code != "company.registration" and re.search(TOPICS[code], text)}
    return [
        w.name
        for w in form.wanted.values()
        if (not about or w.record in about)  # 保险公司 is about an insurance, not about her company
        and not _somebody_else(one, w)
        and (any(h in text for h in w.column.hints) or (w.topic and re.search(w.topic, text) is not None))
    ]


def hint_length(one: Heading, wanted: Wanted) -> int:
    """Of the weak words of a column that stand in the heading, the length of the longest."""
    text = one.whole + one.notes
    return max((len(h) for h in wanted.column.hints if h in text), default=0)
