"""按所输入的找 — one list of short texts, searched by what one can type: whole, beginning, part, or with one slip.

A slip is one sign that is wrong, missing, too many, or swapped with its neighbour. All texts lie in one string, a line
each: the search is then done by the interpreter's own string search, and a hundred thousand lines cost a few
milliseconds and no object each.

How a slip is found  whichever sign is wrong, one half of what was typed is still intact (or the two signs at the middle
          are swapped): lines with an intact half are looked up, and only beside such a half signs are compared.
Unit      a line is told by its number, from 0
Not here  sounds (kit/sounds); which list may be searched by whom
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum

LEAST_SPELLED = 3  # letters before a spelling is looked for: fewer fit too many
LEAST_SLIPPED = 3  # signs of a word in which one may be wrong; of a spelling `LEAST_NEARLY`
LEAST_NEARLY = 5
_LEFT_OUT = re.compile(r"[\s·•・‧∙\u200b-\u200d\ufeff]+")  # also between the parts of a long name


class Fit(IntEnum):
    """How well something fits what was typed; the less, the better. What comes after `PART` wants a reason beside it."""

    EXACT = 0
    BEGINNING = 1
    PART = 2
    NUMBER = 3  # the end of a number, a code or part of one
    LETTERS = 4  # initials or spelling of its sound
    ALIKE = 5  # other signs that sound the same
    OPENING = 6  # the beginning (or a part) sounds the same
    NEARLY = 7  # sounds that differ in one letter
    SLIP = 8  # one sign is another, missing, too many or swapped


def plain(typed: str) -> str:
    """The form in which texts are compared: half-width, lower case, without blanks and without the dots inside names."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", typed)).casefold()


class Lines:
    """Texts to be searched, as `plain` makes them. An empty one is found by nothing."""

    __slots__ = ("_starts", "_text")

    def __init__(self, texts: Iterable[str]) -> None:
        lines = list(texts)
        self._text = "\n" + "\n".join(lines) + "\n"
        self._starts = array("I", [1])
        for one in lines:
            self._starts.append(self._starts[-1] + len(one) + 1)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._text[self._starts[number] : self._starts[number + 1] - 1]

    def texts(self) -> list[str]:
        return self._text[1:-1].split("\n") if len(self) else []

    def whole(self, typed: str) -> Iterator[int]:
        """Lines that are exactly this."""
        return self._at(f"\n{typed}\n") if typed else iter(())

    def beginning(self, typed: str) -> Iterator[int]:
        return self._at(f"\n{typed}") if typed else iter(())

    def having(self, typed: str) -> Iterator[tuple[int, Fit]]:
        """Lines in which this occurs, each once, and whether as the whole, the beginning or a part."""
        at = self._text.find(typed) if typed else -1
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            start, end = self._starts[number], self._starts[number + 1] - 1
            first = at == start
            yield number, Fit.EXACT if first and at + len(typed) == end else Fit.BEGINNING if first else Fit.PART
            at = self._text.find(typed, end)

    def slipped(self, typed: str, whole: bool = True) -> list[int]:
        """Lines that are this (or, not `whole`, hold this) but for one slip. Those without a slip are among them."""
        if len(typed) < 2:
            return []
        ends = "\n" if whole else ""
        half = len(typed) // 2
        middle = typed[: half - 1] + typed[half] + typed[half - 1] + typed[half + 1 :]
        found = set(self._at(ends + middle + ends))
        found.update(self._beside(self._text, ends + typed[:half], typed[half:] + ends, forth=True))
        turned = self._text[::-1]
        found.update(self._beside(turned, ends + typed[half:][::-1], typed[:half][::-1] + ends, forth=False))
        return sorted(found)

    def _at(self, wanted: str) -> Iterator[int]:
        """Numbers of lines in which this begins, its own line breaks not counted."""
        lead = len(wanted) - len(wanted.lstrip("\n"))
        at = self._text.find(wanted)
        while at >= 0:
            number = bisect_right(self._starts, at + lead) - 1
            yield number
            at = self._text.find(wanted, self._starts[number + 1] - 1)

    def _beside(self, text: str, intact: str, rest: str, forth: bool) -> Iterator[int]:
        last = len(text) - 1
        at = text.find(intact)
        while at >= 0:
            after = at + len(intact)
            if _within_one(text, after, rest):
                yield bisect_right(self._starts, after - 1 if forth else last - (after - 1)) - 1
            at = text.find(intact, at + 1)


def fits(typed: str, sound: str, names: Lines, initials: Lines, sounds: Lines, part: bool = False) -> dict[int, Fit]:
    """Every line that fits in some way, with the best way. The three lists stand line for line beside each other.

    typed  as `plain` makes it; `sound` how it is spelled, the same as typed where it is letters already
    part   names are long, and what is typed is usually a piece of one (companies), not its beginning (persons)
    """
    found: dict[int, Fit] = {}

    def add(numbers: Iterable[int], fit: Fit) -> None:
        for number in numbers:
            if found.get(number, fit) >= fit:
                found[number] = fit

    for number, fit in names.having(typed):
        found[number] = fit
    if typed.isascii():
        add(_led(initials, typed, part), Fit.LETTERS)
        if len(typed) >= LEAST_SPELLED:
            add(_led(sounds, typed, part), Fit.LETTERS)
    elif len(typed) > 1 and sound != typed:
        add(sounds.whole(sound), Fit.ALIKE)
        add(_led(sounds, sound, part), Fit.OPENING)
    if len(sound) >= (LEAST_NEARLY + LEAST_SPELLED if part else LEAST_NEARLY) and not sound.isdigit():
        add(sounds.slipped(sound, whole=not part), Fit.NEARLY)
    if len(typed) >= LEAST_SLIPPED and not typed.isascii():
        add(names.slipped(typed, whole=not part), Fit.SLIP)
    return found


def strongest(found: Mapping[str, Fit]) -> dict[str, Fit]:
    """The best ones ahead; what only nearly fits is kept where nothing fits. Ask after cutting down to what may be seen."""
    firm = any(fit <= Fit.ALIKE for fit in found.values())
    kept = [(key, fit) for key, fit in found.items() if fit <= Fit.ALIKE or not firm]
    return dict(sorted(kept, key=lambda one: one[1]))


def _led(lines: Lines, typed: str, part: bool) -> Iterator[int]:
    return (number for number, _ in lines.having(typed)) if part else lines.beginning(typed)


def _within_one(text: str, at: int, rest: str) -> bool:
    """Whether the text goes on from here as `rest`, but for one slip. A line never runs into the next one."""
    known = 0
    while known < len(rest) and text[at + known : at + known + 1] == rest[known]:
        known += 1
    if known == len(rest):
        return True
    at, rest = at + known, rest[known:]
    here = text[at : at + 1]
    if here and here != "\n" and text.startswith(rest, at + 1):  # one is missing in what was typed
        return True
    if rest[0] == "\n":
        return False
    if text.startswith(rest[1:], at) or (here not in ("", "\n") and text.startswith(rest[1:], at + 1)):  # one too many, or another one
        return True
    return len(rest) > 1 and rest[1] == here and text[at + 1 : at + 2] == rest[0] and text.startswith(rest[2:], at + 2)
