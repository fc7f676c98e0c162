"""公司检索词 — what a family may type to find a company: part of the name, the brand, pinyin or its initials, the code.

Only companies are found by words. People are never searched: a worker is reached by her code alone.
"""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from jiaxin.kit.sounds import spelled


def search_terms(name: str, code: str, *also: str) -> str:
    """One lower-case text; a query matches when it occurs in it."""
    words = [name, *also]
    return "\n".join([*(w.lower() for w in words), *(initials(w) for w in words), *(spelled(w) for w in words), code.lower()])


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """样例家安 → ylja, for those who type without choosing characters."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore")).lower()
