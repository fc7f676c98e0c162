"""分期 — later instalments of a list: when they fall due, and the list that pays those due, proposed by the system.

A list that pays the first instalment begins a plan; the next falls due so many months after its approval (the rule says
how many, a year where it says nothing). What is due is proposed as a list of its own, checked, announced and approved as any
other. Whose gate is closed on the day is told so in the list and stays due; nobody due with open gates, no list.
Not here  the first list (supporting), the amounts (domain/incentives/rules).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.governance.reading import pack_named
from jiaxin.apps.governance.supporting import Listed, applicants, lists_of, open_list
from jiaxin.domain.calendar import add_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives import lists
from jiaxin.domain.incentives.rules import gate_words, rule_of, shut
from jiaxin.domain.permissions import Actor

_YEAR = 12
Paying = Mapping[tuple[str, int, str], Listed]  # (case that began it, which part, company) → the list that pays it


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment of a company's plan. `due_on`: None until the first list is approved; `case`: the list that pays it, where there is one."""

    part: int
    fen: int
    due_on: date | None
    case: str
    approved: bool


def support_plan(case: str, subject: str) -> list[Instalment]:
    """The plan behind a line of a list, the first instalment first; empty where all is paid at once."""
    standing = lists_of()
    here = next((one for one in standing if one.case == case), None)
    line = next((line for line in here.lines if line.subject == subject), None) if here else None
    if here is None or line is None or not line.plan:
        return []
    first = next((one for one in standing if one.case == (line.began or case)), here)
    paying, made = _paying(standing), []
    for part, fen in enumerate(line.plan, 1):
        by = first if part == 1 else paying.get((first.case, part, subject))
        made.append(Instalment(part, fen, _due_on(first, part), by.case if by else "", bool(by and by.approved_on)))
    return made


def propose_instalments(today: date) -> int:
    """Open the lists of instalments that have fallen due. Returns how many."""
    standing = lists_of()
    paying, made = _paying(standing), 0
    for first in standing:
        begun = [line for line in first.lines if line.plan and not line.began and line.fen]
        for part in range(2, max((len(line.plan) for line in begun), default=1) + 1):
            due_on = _due_on(first, part)
            due = [line for line in begun if part <= len(line.plan) and (first.case, part, line.subject) not in paying]
            if due_on is None or due_on > today or not due:
                continue
            book = pack_named(first.version, first.digest)
            rule = rule_of(book, first.rule)
            open_to = {one.subject: one for one in applicants(first.rule, today, [line.subject for line in due])}
            closed = {subject: shut(one, {**rule, "once": False}, gate_words(book)) for subject, one in open_to.items()}
            if all(closed[line.subject] for line in due):
                continue
            lines = lists.following([(line, part, first.case, closed[line.subject]) for line in due])
            open_list(Actor.job("instalments"), first.rule, first.version, first.digest, lines)
            made += 1
    return made


def _paying(standing: list[Listed]) -> Paying:
    return {(line.began, line.part, line.subject): one for one in standing for line in one.lines if line.began and line.fen}


def _due_on(first: Listed, part: int) -> date | None:
    if first.approved_on is None:
        return None
    try:
        rule = rule_of(pack_named(first.version, first.digest), first.rule)
    except Refused:  # a pack that is no more: a year, as where nothing is said
        return add_months(first.approved_on, _YEAR * (part - 1))
    return add_months(first.approved_on, int(rule.get("instalment_months", _YEAR)) * (part - 1))
