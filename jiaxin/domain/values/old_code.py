"""旧码 — the code that an older platform printed: its form for comparing, and whether it may lead anywhere.

A code that is somebody's identity number or phone must lead nowhere: it would turn a redirect into a search for
people by number. One so short that it can be counted through leads nowhere either.

Source  PIPL Art. 6 and 51. The least length is ASSUMED: six characters.
"""

import re
import unicodedata

LEAST = 6
LONGEST = 64
_OF_A_PERSON = re.compile(r"\d{17}[\dX]|\d{15}|(?:86)?1\d{10}")
_LEFT_OUT = re.compile(r"[\s\-_./:#]+")


def written(code: str) -> str:
    """One form for all spellings: narrow, upper case, without blanks and marks."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", code)).upper()


def is_personal(code: str) -> bool:
    """Whether it is an identity number or a phone number, and no code."""
    return _OF_A_PERSON.fullmatch(written(code)) is not None


def leads(code: str) -> bool:
    """Whether scanning it may lead to a page."""
    return LEAST <= len(written(code)) <= LONGEST and not is_personal(code)
