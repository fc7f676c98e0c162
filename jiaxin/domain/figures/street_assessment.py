"""街道考核 — the points of a street under the dated scheme, each from a figure of one counting, with the way it was reached.

Unit    thousandths of a point, whole; figures in tenths of a per cent
Source  考核方案 (rulebooks/street-assessment-*): weight, the line of full marks, the line of none; between them in proportion
Silent  an item whose figure has no base is left out and the others carry its weight: nobody is marked on what was not counted.
Not here  counting, the letter's signature and the objection (procedures/street_assessment)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.figures.definitions import DEFINITIONS
from jiaxin.domain.figures.figure import Figure, percent
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for

KIND = "street-assessment"
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the sheet. `figure`: query id, empty for a deduction; points None = not counted."""

    label: str
    figure: str
    weight: int
    value: str
    how: str
    points: int | None

    @property
    def said(self) -> str:
        return points_text(self.points) if self.points is not None else "不计"


@dataclass(frozen=True, slots=True)
class Sheet:
    version: str
    marks: tuple[Mark, ...]
    points: int
    grade: str
    counted: bool = True  # whether anything at all could be counted; else there is nothing to score


def assessment_rules(on: date) -> Rulebook:
    return packaged_for(KIND, on)


def scored(figures: Mapping[str, Figure], late_tasks: int, book: Rulebook) -> Sheet:
    """figures: code → figure of the street. Missing items are made up for by the others in proportion to their weights."""
    marks = [_mark(item, figures.get(item["figure"])) for item in book.data["item"]]
    total = sum(one.weight for one in marks)
    counted = sum(one.weight for one in marks if one.points is not None)
    reached = sum(one.points or 0 for one in marks)
    points = reached * total // counted if counted else 0
    if late_tasks:
        off = min(late_tasks * book.data["deduct"]["task_late"], book.data["deduct"]["most"]) * _THOUSAND
        marks.append(Mark("联席会议任务逾期", "", 0, f"{late_tasks} 项", f"每项扣 {book.data['deduct']['task_late']} 分，最多 {book.data['deduct']['most']} 分", -off))
        points = max(points - off, 0)
    return Sheet(book.version, tuple(marks), points, grade_of(points, book) if counted else "没有可计的项目", bool(counted))


def grade_of(points: int, book: Rulebook) -> str:
    grades: Sequence[Mapping[str, int | str]] = sorted(book.data["grade"], key=lambda g: -int(g["at_least"]))
    return next(str(one["label"]) for one in grades if points >= int(one["at_least"]) * _THOUSAND)


def points_text(points: int) -> str:
    sign, whole = ("−", -points) if points < 0 else ("", points)
    return f"{sign}{whole // _THOUSAND}.{whole % _THOUSAND // 10:02d}"


def points_read(text: str) -> int | None:
    """Thousandths of what was typed, up to two decimals; None for what is no number from 0 to 100."""
    whole, _, part = text.strip().partition(".")
    if not whole.isdecimal() or len(whole) > 3 or len(part) > 2 or (part and not part.isdecimal()):
        return None
    points = int(whole) * _THOUSAND + int((part or "0").ljust(3, "0"))
    return points if points <= 100 * _THOUSAND else None


def _mark(item: Mapping[str, int | str], one: Figure | None) -> Mark:
    label, weight = DEFINITIONS[str(item["figure"])].label, int(item["weight"])
    full, zero = int(item["full"]), int(item["zero"])
    how = f"{percent(full)} 得 {weight} 分，{percent(zero)} 及以下不得分"
    if one is None or one.share is None:
        return Mark(label, one.id if one else "", weight, "没有底数", f"{how}；没有底数的不计，由其余各项按权重补足", None)
    within = min(max(one.share - zero, 0), full - zero)
    return Mark(label, one.id, weight, one.said, how, weight * _THOUSAND * within // (full - zero))
