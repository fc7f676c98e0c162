"""The pieces that reading through a catalogue is made of: shapes with holes, joints between clauses, days, and one or many.

An English entry may hold `{company|companies}`: which of the two is said follows from the number before it.
"""

import re
from collections.abc import Mapping

FOREIGN = re.compile("[\u3001-\u3011\u3400-\u9fff\uff01-\uff1f]")
IDEOGRAPHS = re.compile("[\u3400-\u9fff]")
STOPS = re.compile("[\u3001-\u3011\uff01-\uff1f]")
HOLE = re.compile(r"\{([^{}|]*)\}")
_ENDS, _ENDS_WITHIN = re.compile("[。；！？\n]| · "), re.compile("[。！？\n]")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DATE = re.compile(r"(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?")
# Where a text that is no whole entry may be taken apart, and what stands there in English.
JOINTS = re.compile(r"(\n| · | \| | / |[。！？；：，、（）“”《》/ ]|(?<=[(),:;])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[(),:;]|\.(?: |$)))")
JOINT_WORDS = {
    "。": ". ",
    "！": "! ",
    "？": "? ",
    "；": "; ",
    "：": ": ",
    "，": ", ",
    "、": ", ",
    "（": " (",
    "）": ")",
    "《": "“",
    "》": "”",
}
_WORD, _PAIRS = re.compile(r"[\w*…—-]"), (("（", "）"), ("《", "》"), ("“", "”"))
_CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_MARKED = re.compile("\u27e6([^\u27e6\u27e7|]*)\\|([^\u27e6\u27e7|]*)\u27e7")
_INLINE = r"(?:a|abbr|b|code|em|i|kbd|mark|small|span|strong|time|u)"
BEFORE_WORDS, AFTER_WORDS = re.compile(rf"<{_INLINE}[\s>]"), re.compile(rf"</{_INLINE}>")
_BESIDE, _APART = re.compile(rf"</?{_INLINE}\b[^>]*>"), re.compile(rf"<(?!/?{_INLINE}\b)[^>]*>")
_NUMBER = re.compile(r"\d[\d.,/:–-]*")


class Shape:
    """An entry with holes: recognised in a finished text, and said again around the same values."""

    def __init__(self, key: str, said: str) -> None:
        parts = HOLE.split(key)
        self._names, self._said = parts[1::2], said
        self.literals = [one for one in parts[::2] if one]
        self.anchor = max(self.literals, key=len)
        self.weight = sum(map(len, self.literals))
        self.slight = len(IDEOGRAPHS.findall("".join(self.literals))) == 1  # `{n} 人`: around what is known only
        self._within = [left[-1:] == "（" and right[:1] == "）" for left, right in zip(parts[::2], parts[2::2], strict=False)]
        # of two values side by side one may be empty, and what is quoted
        beside = {i for i in range(1, len(parts) - 2, 2) if not parts[i + 1]}
        quoted = {i for i in range(1, len(parts) - 1, 2) if parts[i - 1].endswith("“") and parts[i + 1].startswith("”")}
        empty = beside | {i + 2 for i in beside} | quoted
        inner = [re.escape(one) if i % 2 == 0 else "(.*?)" if i in empty else "(.+?)" for i, one in enumerate(parts)]
        self._pattern = re.compile("".join(inner), re.DOTALL)

    def match(self, text: str) -> dict[str, str] | None:
        if not all(one in text for one in self.literals) or (found := self._pattern.fullmatch(text)) is None:
            return None
        if any((_ENDS_WITHIN if within else _ENDS).search(one) for one, within in zip(found.groups(), self._within, strict=True)):
            return None  # a value is within one sentence
        if any(one and not (_WORD.search(one) and all(one.count(left) == one.count(right) for left, right in _PAIRS)) for one in found.groups()):
            return None  # and it is words, not half of a bracket
        return dict(zip(self._names, found.groups(), strict=True))

    def fill(self, values: Mapping[str, str]) -> str:
        return HOLE.sub(lambda hole: values.get(hole[1], hole[0]), self._said)


def held(said: str) -> str:
    """`{company|companies}` in a form that nobody types, until the number before it is known."""
    return _CHOICE.sub("\u27e6\\1|\\2\u27e7", said) if "|" in said else said


def settled(text: str, whole: bool = True) -> str:
    """One or many, by the last number before it, tags passed over; where there is none, many.

    whole  False: what has no number before it yet waits for the text around it
    """
    if "\u27e6" not in text:
        return text

    def chosen(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - 240) : found.start()]
        within = before.rfind("<") > before.rfind(">")  # an attribute of a tag, or words around which there are only such as `b`
        numbers = _NUMBER.findall(before.rpartition('"')[2] if within else _BESIDE.sub(" ", _APART.split(before)[-1]))
        if not numbers and not whole:
            return found[0]
        return found[1] if numbers and numbers[-1].rstrip(".,/:–-") == "1" else found[2]

    return _MARKED.sub(chosen, text)


def said_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    if not 1 <= int(month) <= 12:
        return found[0]
    return " ".join(filter(None, (str(int(day)) if day else "", _MONTHS[int(month) - 1], year)))


def even(text: str) -> str:
    return " ".join(text.split())


def joined(pieces: str) -> str:
    """Pieces after one another, without the blanks that joints leave before a stop."""
    apart = re.sub(r"”(?=\w)|(?<=\w)(?=“\w)", lambda found: f"{found[0]} ", pieces)
    return re.sub(r" +([,.;:)])", r"\1", apart.replace("  ", " ")).strip() or pieces


def cut(text: str) -> list[str]:
    """The pieces of a text and the joints between them."""
    return [one for one in JOINTS.split(text) if one]
