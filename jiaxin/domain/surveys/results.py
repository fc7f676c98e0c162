"""问卷结果 — what the answers add up to: sheets of past months, by company, size, street or month; small cells are not told.

Unit    sheets; shares in per cent. Counts are rounded to the nearest five and hidden where there are fewer than `least`, or where a
        hidden one would follow (figures/controlled). A share is told where its base is, in steps of five, and never as all or none.
        A month is told when it is over, so that no day shows one answer more.
Source  `least` of the survey's rulebook. ASSUMED: steps of five per cent, as counts are in fives.
Silent  about who answered: a sheet holds a month, a street, a company and answers.
Not here  keeping and opening sheets (apps/presenting), how large a company is (apps/oversight).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jiaxin.domain.figures.controlled import STEP, controlled, rounded
from jiaxin.domain.surveys.questions import Question

_BASE = "base"
DIMENSIONS = {"company": "企业", "size": "企业规模", "street": "街道", "month": "月份"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One family asked once. `answers` question → answer; empty = asked and not answered."""

    month: str
    version: str
    street: str
    company: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One group, or one question. None = not told. `good`, `none`: per cent of those who answered, of those asked."""

    code: str
    name: str
    asked: int | None
    answered: int | None
    good: int | None
    none: int | None


def months_before(today: date, count: int) -> tuple[str, ...]:
    """The months that are over, the latest last: `2026-10` on any day of November."""
    last = today.year * 12 + today.month - 1
    return tuple(f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(last - count, last))


def lately(sheets: Iterable[Sheet], today: date, count: int) -> list[Sheet]:
    months = set(months_before(today, count))
    return [one for one in sheets if one.month in months]


def by_group(sheets: Sequence[Sheet], question: Question, by: Callable[[Sheet], str], names: Mapping[str, str], least: int) -> tuple[list[Line], Line]:
    """One question over groups, and over everybody. What belongs to none of `names` is the last group, of the code and name "".

    An answer that the question does not know any more counts as not answered.
    """
    groups: dict[str, list[Sheet]] = defaultdict(list)
    for one in sheets:
        code = by(one)
        groups[code if code in names else ""].append(one)
    order = [code for code in (*(name for name in names if name), "") if code in groups]
    shares = [share(groups[code], question) for code in order]
    asked = [len(groups[code]) for code in order]
    *lines, whole = [
        _line(code, names.get(code, ""), base, said, of, count)
        for code, base, said, of, count in zip(
            (*order, ""), _bases(asked, least), _bases([said for _, said in shares], least), (*shares, share(sheets, question)), (*asked, len(sheets)), strict=True
        )
    ]
    return lines, replace(whole, name="")


def by_question(sheets: Sequence[Sheet], questions: Sequence[Question], least: int) -> list[Line]:
    """Each question over all these sheets."""
    found = []
    for one in questions:
        (_, whole) = by_group(sheets, one, lambda _: "", {}, least)
        found.append(Line(one.code, one.ask, whole.asked, whole.answered, whole.good, whole.none))
    return found


def spread(sheets: Sequence[Sheet], question: Question, least: int) -> list[tuple[str, int | None]]:
    """(answer, how many gave it) over all; None = not told."""
    row = {answer: sum(one.answers.get(question.code) == answer for one in sheets) for answer in question.answers}
    told = controlled([row | {_BASE: sum(row.values())}], (question.answers,), _BASE, least)[-1]
    return [(answer, told[answer]) for answer in question.answers]


def share(sheets: Sequence[Sheet], question: Question) -> tuple[int, int]:
    """(content, answered) of one question, as counted."""
    said = [one.answers[question.code] for one in sheets if one.answers.get(question.code) in question.answers]
    return sum(one in question.good for one in said), len(said)


def _bases(counts: Sequence[int], least: int) -> list[int | None]:
    """As they may be told, their sum last."""
    return [row[_BASE] for row in controlled([{_BASE: count} for count in counts], (), _BASE, least)]


def _line(code: str, name: str, asked: int | None, answered: int | None, of: tuple[int, int], count: int) -> Line:
    good, said = of
    return Line(code, name, asked, answered, None if answered is None else _steps(good, said), None if asked is None else _steps(count - said, count))


def _steps(part: int, whole: int) -> int:
    """Per cent to the nearest five, between five and ninety-five."""
    return min(100 - STEP, max(STEP, rounded(100 * part // whole))) if whole else 0
