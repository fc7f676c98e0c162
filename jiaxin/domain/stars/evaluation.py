"""第三方评估 — what a third-party evaluator is shown of an application: the lines each part of the score sheet needs, no name.

A batch is a list of files under numbers; who stands behind a number is known to the office alone.
Source  rulebooks/evaluation-*.toml: parts, what each shows, what no sheet may show.
Unit    points of a part.
Not here  agreement of two evaluators (agreement, which reads this pack too), the way of a batch (procedures/evaluation).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for
from jiaxin.domain.stars.agreement import read
from jiaxin.domain.stars.application import Item


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score sheet with the lines it needs: (label, value), empty values said as such."""

    code: str
    label: str
    most: int
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class File:
    """One file of a batch: its number, the star application and the company behind it."""

    number: str
    case: str
    subject: str


def evaluation_rules(day: date) -> Rulebook:
    return packaged_for("evaluation", day)


def sheet_of(items: Sequence[Item], book: Rulebook) -> tuple[Part, ...]:
    """The sheet with its lines. Raises Refused where the pack would show what tells who it is."""
    book.must_be("evaluation")
    withheld, known = frozenset(book.data["mask"]["withheld"]), {item.code: item for item in items}
    parts = []
    for part in book.data["part"]:
        if told := sorted(withheld & frozenset(part["shows"])):
            raise Refused("evaluation.unmasked", f"{book.version} 的“{part['label']}”引用了认得出企业的 {told[0]}", "请从评分表里去掉这一项")
        lines = tuple((known[code].label, known[code].value or "没有填报") for code in part["shows"] if code in known)
        parts.append(Part(str(part["code"]), str(part["label"]), int(part["most"]), lines))
    return tuple(parts)


def written(files: Sequence[File]) -> list[str]:
    return [f"{one.number}:{one.case}:{one.subject}" for one in files]


def files_in(lines: object) -> tuple[File, ...]:
    """The files of a batch as its case has them. Raises Refused for a line that is none."""
    found = [str(line).split(":") for line in lines] if isinstance(lines, list) else []
    if not found or any(len(one) != 3 or not all(one) for one in found) or len({one[0] for one in found}) != len(found):
        raise Refused("evaluation.files", "评估名单是空的或格式不对", "请从待评的星级申报里选择")
    return tuple(File(*one) for one in found)


def total(marks: Sequence[str], book: Rulebook) -> int:
    """Points of a sheet of lines `part:points`. Raises Refused for what does not fit the pack."""
    return sum(read(marks, book).values())
