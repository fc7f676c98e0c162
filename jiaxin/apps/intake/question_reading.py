"""身份疑问 as pages show them. Read only; whoever opens one leaves a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jiaxin.apps.intake import questions
from jiaxin.apps.intake.models import IdentityQuestion
from jiaxin.apps.registry.queries import Near


@dataclass(frozen=True, slots=True)
class QuestionView:
    """`subject`: of two files the first; `row`: the row that waits, opened, only where one question was asked for."""

    id: str
    state: str
    batch: str
    subject: str
    candidates: tuple[Near, ...]
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str
    why: str
    merge: int | None
    row: Mapping[str, Any] = field(default_factory=dict)


def identity_questions(decided: bool, limit: int = 200) -> list[QuestionView]:
    """Open ones, the likeliest first; or decided ones, the newest first."""
    rows = IdentityQuestion.objects.exclude(state=questions.OPEN) if decided else IdentityQuestion.objects.filter(state=questions.OPEN)
    found = [_view(row) for row in rows.order_by("-decided_at" if decided else "-asked_at", "id")[:limit]]
    return found if decided else sorted(found, key=lambda q: -q.candidates[0].score)


def identity_question(question: str) -> QuestionView:
    row = questions.found(question)
    return _view(row, questions.waiting_row(row) if row.state == questions.OPEN else {})


def _view(row: IdentityQuestion, waiting: Mapping[str, Any] | None = None) -> QuestionView:
    near = tuple(Near(c["subject"], c["entry"], c["score"] / 1000, tuple(c["levels"])) for c in row.candidates)
    return QuestionView(
        row.id, row.state, row.batch, row.subject, near, row.asked_at, row.decided_at, row.decided_by, row.why, row.merge, waiting or {}
    )
