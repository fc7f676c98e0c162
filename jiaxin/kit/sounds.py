"""读音 — Chinese characters as they are typed by their sound: 样例家安 → yanglijiaan, ylja.

Nothing is remembered here: who asks about persons must be able to forget them.

Source   pypinyin; a character with several sounds has its usual one, or that of the word it stands in.
Not here searching (kit/finding), which must stay without this table: it is too heavy for the consumer's process
"""

from pypinyin import Style, lazy_pinyin


def spelled(text: str) -> str:
    """The sound in letters without tones; signs that are no characters stay as they are."""
    return "".join(lazy_pinyin(text)).lower()


def initials(text: str) -> str:
    """The first letter of each sound."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
