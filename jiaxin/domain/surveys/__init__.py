"""满意度调查 — a few questions after an order, in a dated rulebook; answers are told in sums alone."""

from jiaxin.domain.surveys.questions import KIND, Question, Survey, packaged_surveys, survey_of
from jiaxin.domain.surveys.results import (
    DIMENSIONS,
    Line,
    Sheet,
    by_group,
    by_question,
    lately,
    months_before,
    share,
    spread,
)

__all__ = ["DIMENSIONS", "KIND", "Line", "Question", "Sheet", "Survey", "by_group", "by_question", "lately", "months_before", "packaged_surveys", "share", "spread", "survey_of"]
