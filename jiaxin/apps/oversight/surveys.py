"""问卷结果 — the sheets of the months that are over, added up: for the offices by group, for a company its own, for the boards two figures.

Unit    as domain/surveys/results. What is told has been made safe there; the two figures are counted over a whole year of the district.
Silent  below `least` sheets: then there is no figure, and nothing is told of a company.
Kept    in a large district the tables for an hour, as they may be told and not as they were counted: sheets are opened seldom, and
        what is kept says nothing that the page does not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from jiaxin.apps.presenting import surveying
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.figures import ALL, Figure, Place
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.sizes import SIZES, size_of
from jiaxin.domain.surveys import (
    DIMENSIONS,
    Line,
    Question,
    Sheet,
    Survey,
    by_group,
    by_question,
    lately,
    months_before,
    share,
    spread,
)

KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Results:
    """questions  each over everybody; `lines` the one asked about by group, `whole` over all groups; `spread` its answers; `counted_at` when"""

    survey: Survey
    months: tuple[str, ...]
    question: Question
    by: str
    questions: tuple[Line, ...]
    lines: tuple[Line, ...]
    whole: Line
    spread: tuple[tuple[str, int | None], ...]
    counted_at: datetime

    @property
    def told(self) -> bool:
        """Whether there are enough sheets to say anything."""
        return self.whole.asked is not None


def survey_results(on: date, question: str = "", by: str = "") -> Results:
    """Of the district. An unknown question is the first, an unknown group the company."""
    survey = surveying.survey_on(on)
    by = by if by in DIMENSIONS else next(iter(DIMENSIONS))
    asked = survey.question(question)

    def count() -> dict[str, Any]:
        found = _sheets(survey, on)
        key, names = _grouped(by, on, survey.months)
        lines, whole = by_group(found, asked, key, names, survey.least)
        told = by_question(found, survey.questions, survey.least)
        return {"questions": [astuple(one) for one in told], "lines": [astuple(one) for one in lines], "whole": astuple(whole), "spread": spread(found, asked, survey.least)}

    said, at = scoring.counted(f"survey:{survey.version}:{asked.code}:{by}", count, at_most=KEPT_FOR)
    lines, whole, answers = _lines(said["lines"]), Line(*said["whole"]), tuple((answer, n) for answer, n in said["spread"])
    return Results(survey, months_before(on, survey.months), asked, by, _lines(said["questions"]), lines, whole, answers, at)


def own_survey(company: str, on: date) -> tuple[Survey, tuple[Line, ...], datetime]:
    """What families said of one company, question by question, and when that was counted; no line before enough have been asked."""
    survey = surveying.survey_on(on)

    def count() -> list[Any]:
        found = [one for one in _sheets(survey, on) if one.company == company]
        lines = by_question(found, survey.questions, survey.least)
        return [astuple(one) for one in lines] if lines and lines[0].asked is not None else []

    said, at = scoring.counted(f"survey-own:{survey.version}:{company}", count, at_most=KEPT_FOR)
    return survey, _lines(said), at


def survey_figures(on: date) -> list[Figure]:
    """服务满意率 and 问卷未答占比 of the district, where there are enough sheets for each."""
    survey, place = surveying.survey_on(on), Place(ALL, "全区", "district")
    found = _sheets(survey, on)
    content, answered = share(found, survey.questions[0])
    told = {"survey_content": (content, answered), "survey_silent": (sum(not one.answers for one in found), len(found))}
    return [Figure(code, place, part, whole, on) for code, (part, whole) in told.items() if whole >= survey.least]


def _sheets(survey: Survey, on: date) -> list[Sheet]:
    return lately(surveying.sheets(months_before(on, survey.months)), on, survey.months)


def _lines(said: Iterable[Iterable[Any]]) -> tuple[Line, ...]:
    return tuple(Line(*one) for one in said)


def _grouped(by: str, on: date, months: int) -> tuple[Callable[[Sheet], str], Mapping[str, str]]:
    """What a sheet is sorted by, and what its groups are called."""
    match by:
        case "street":
            return (lambda one: one.street), registry.regions("street", on)
        case "month":
            return (lambda one: one.month), {month: month for month in months_before(on, months)}
        case "size":
            force, rules = Counter(one.company for one in registry.filings() if one.company), figure_rules(on)
            return (lambda one: size_of(force[one.company], rules)), SIZES
    return (lambda one: one.company), {code: firm.name for code, firm in registry.companies().items()}
