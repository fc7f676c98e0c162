"""展示规则 — the numbers and lists this folder works by, gathered from the packaged rulebooks."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from jiaxin.domain.rulebooks.publication import PublicationRules, publication_rules
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.validity import ValidityRules, validity_rules


@dataclass(frozen=True, slots=True)
class TaskTerms:
    """A use a family has in mind: the health class it asks for and the trades that offer it."""

    code: str
    health: str
    trades: frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    fresh: timedelta  # a card nobody renewed for so long says grey by itself
    history_months: int
    honour_months: int  # of an honour that does not say through when it holds
    honours_shown: int
    validity: ValidityRules
    publication: PublicationRules
    tasks: tuple[TaskTerms, ...]

    def rank(self, health_class: str) -> int:
        """Higher serves lower. A check without a class counts as the lowest, as in the colour rule."""
        classes = self.validity.classes
        return classes.index(health_class) if health_class in classes else 0


@cache
def terms() -> Terms:
    book = packaged("disclosure-2026")
    book.must_be("disclosure")
    return Terms(
        timedelta(days=book.data["card"]["fresh_days"]),
        book.data["card"]["history_months"],
        book.data["card"]["honour_months"],
        book.data["card"]["honours_shown"],
        validity_rules(),
        publication_rules(),
        tuple(TaskTerms(one["code"], one["health"], frozenset(one["trades"])) for one in book.data["task"]),
    )
