"""文件名 — what the name of a picture and the folders around it say: which kind of paper, whose, with which number or day.

Source  habits of companies: `王秀芳_健康证.jpg`, `健康证/王秀芳 6912.jpg`, `340212…912X-头像.png`, `王秀芳/月嫂证 0100…123.jpg`.
Silent  about what the picture shows: nothing is read from it, and no face is compared.
Not here  whether the person is one of the company's (whose), what happens next (intake).
"""

import re
import unicodedata
from dataclasses import dataclass

from jiaxin.domain.papers.reading import checked
from jiaxin.domain.papers.rules import PaperRules

_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_TAIL = re.compile(r"(?<![0-9A-Za-z])\d{3}[\dXx](?![0-9A-Za-z])")
_DAY = re.compile(r"(?<!\d)(20\d{2})[-._年]?(0?[1-9]|1[0-2])[-._月]?(0[1-9]|[12]\d|3[01]|[1-9])日?(?!\d)")
_PROOF = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{12,24}(?![0-9A-Za-z])")
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class FileName:
    """kinds    codes of the kinds of paper it may be: one, none, or several that contradict each other
    numbers  full identity numbers whose check digit is right; `wrong` those whose is not
    tails    four characters that may be the end of a number; `years` those of them that may be a year as well
    runs     runs of Han letters of the name itself without words of kinds, and of its folders, the nearest first
    proofs   what may be the number of a certificate; `days` ISO days
    """

    kinds: tuple[str, ...]
    not_collected: bool
    numbers: tuple[str, ...]
    wrong: tuple[str, ...]
    tails: tuple[str, ...]
    years: tuple[str, ...]
    runs: tuple[str, ...]
    folders: tuple[str, ...]
    proofs: tuple[str, ...]
    days: tuple[str, ...]


def read_name(path: str, rules: PaperRules) -> FileName:
    """`path` as in the archive, parts between slashes; any width and case of letters."""
    parts = [part for part in unicodedata.normalize("NFKC", path).replace("\\", "/").split("/") if part.strip(" .")]
    *folders, name = parts or [""]
    stem = name.rpartition(".")[0] or name
    around = [stem, *reversed(folders)]
    numbers = tuple(dict.fromkeys(found.upper() for found in _NUMBER.findall(stem)))
    if not numbers:
        numbers = tuple(dict.fromkeys(n.upper() for folder in around[1:] for n in _NUMBER.findall(folder)))
    bare = _NUMBER.sub(" ", stem)
    days = tuple(f"{y}-{int(m):02}-{int(d):02}" for y, m, d in _DAY.findall(bare))
    tails = tuple(dict.fromkeys(found.upper() for found in _TAIL.findall(bare if numbers else " ".join((bare, *(_NUMBER.sub(" ", f) for f in folders))))))
    return FileName(
        next((kinds for part in around if (kinds := _kinds(part, rules))), ()),
        any(_not_collected(part, rules) for part in around),
        tuple(n for n in numbers if checked(n)),
        tuple(n for n in numbers if not checked(n)),
        tails,
        tuple(t for t in tails if _YEAR.fullmatch(t)),
        _runs(stem, rules),
        tuple(run for folder in around[1:] for run in _runs(folder, rules)),
        tuple(found.upper() for found in _PROOF.findall(bare)),
        days,
    )


def _kinds(part: str, rules: PaperRules) -> tuple[str, ...]:
    """By the words in a part; a longer word hides the shorter in it, a weak kind yields to any other."""
    found: list[str] = []
    for word, code in rules.words:
        if word in part:
            found.append(code)
            part = part.replace(word, " ")
    strong = [code for code in found if code not in rules.weak]
    return tuple(dict.fromkeys(strong or found))


def _not_collected(part: str, rules: PaperRules) -> bool:
    for word in rules.ignored:
        part = part.replace(word, " ")
    return any(word in part for word in rules.not_collected)


def _runs(part: str, rules: PaperRules) -> tuple[str, ...]:
    for word in (*rules.ignored, *rules.not_names):
        part = part.replace(word, " ")
    return tuple(run for run in _HAN.findall(part) if len(run) > 1)
