"""条款与评分项 — which line of the scoring rules in force carries a clause, and whether every clause of a standard has one.

Not here  reading clauses (domain/standards), the way to adoption (procedures/standard), signing rules (scoring).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiaxin.apps.governance.models import Case
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.table import Event
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.domain.standards import Article, articles, carried_by
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class RuleLine:
    """评分项 — a line of the rules in force, with the pack it stands in."""

    code: str
    label: str
    version: str
    pack: str
    digest: str


def rule_lines() -> list[RuleLine]:
    """The lines of the scoring rules in force today, those of workers first; none where nothing was promulgated."""
    found: dict[str, RuleLine] = {}
    for subject in ("worker", "company"):
        try:
            book = scoring.rulebook_in_force("scoring", clock.today(), subject)
        except Refused:
            continue
        for item in scoring_rules(book).items:
            found.setdefault(item.indicator.label, RuleLine(item.indicator.code, item.indicator.label, book.version, book.label, book.digest))
    return list(found.values())


def lines_in_force() -> dict[str, str]:
    """Name of each line of the scoring rules in force today → its code."""
    return {one.label: one.code for one in rule_lines()}


def read(lines: Sequence[str], known: Mapping[str, str]) -> tuple[Article, ...]:
    """The clauses of a text that was accepted once: a line of the rules that has gone since is named and carries nothing."""
    kept = {label.strip() for _, _, label in (line.partition("→") for line in lines)}
    return articles(lines, {**{label: "" for label in kept if label}, **known})


def carried(case: Case, verb: str, events: Sequence[Event]) -> dict[str, Value]:
    """What an adoption says of each clause, whatever a form said: by which line it is carried on this day."""
    if case.procedure != "standard" or verb != "adopt":
        return {}
    said = next((e.said["clause"] for e in reversed(events) if "clause" in e.said), None)
    lines = [str(one) for one in said] if isinstance(said, list) else []
    return {"carried": list(carried_by(read(lines, lines_in_force())))}
