"""扶持 — the list of a rule computed from the record; what a company would get today and what it lacks; payment lines.

Every company of the register is asked; nobody has to apply for what the record already shows (免申即享).
Not here  the rules (domain/incentives), who decides (procedures/subsidy).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.governance.viewing import case as case_of
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.incentives import lists
from jiaxin.domain.incentives.counting import OF_WORKERS, company_applicant
from jiaxin.domain.incentives.rules import Applicant, computed, missing_for_next, of_companies, rule_of
from jiaxin.domain.incentives.rules import Rule as RuleData
from jiaxin.domain.permissions import Actor
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, packaged_for
from jiaxin.kit import clock, ids
from jiaxin.kit.bulk import chunks


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as a page names it."""

    code: str
    label: str
    source: str
    said: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a company would get today, and what is missing: `more` people for `next_yuan`, or None."""

    rule: Rule
    fen: int
    reasons: tuple[str, ...]
    have: int
    more: int | None
    next_yuan: int | None


@dataclass(frozen=True, slots=True)
class Paid:
    """One line of a list with the company's public name."""

    subject: str
    name: str
    credit_code: str
    fen: int
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]


def book_on(day: date) -> Rulebook:
    return packaged_for("incentives", day)


def support_rules(day: date) -> list[Rule]:
    """Rules of the pack in force whose counts are of companies."""
    return [Rule(str(r["code"]), str(r["label"]), str(r["source"]), _in_words(r)) for r in of_companies(book_on(day))]


def applicants(rule: str, on: date, subjects: Sequence[str] = ()) -> list[Applicant]:
    """Every company of the register, or only these, as the record has them on a day."""
    return [company_applicant(firm, workers, on, rule) for firm, workers in _companies(on, list(subjects) or list(registry.companies()))]


def _companies(on: date, subjects: Sequence[str]) -> Iterator[tuple[Facts, list[Facts]]]:
    """What is established about each company, and about each of its workers."""
    for some in chunks(list(subjects), 100):
        firms = ledger.facts_about_many(list(some), as_of=on, opened=False)
        for subject in some:
            people = registry.workers_of(subject)
            yield firms[subject], [f for part in chunks(people, 500) for f in ledger.facts_about_many(list(part), as_of=on, opened=False, kinds=OF_WORKERS).values()]


def list_support(actor: Actor, rule: str, budget_yuan: int | None = None) -> str:
    """Compute the list of a rule and open its case. Raises Refused for a rule that is not of companies."""
    today = clock.today()
    book = book_on(today)
    one = rule_of(book, rule)
    awards = computed(book, rule, applicants(rule, today), budget_yuan)
    lines = lists.written(awards, str(one["counts"]))
    if not lines:
        raise Refused("support.nobody", "企业名录里还没有企业", "请先导入企业名录")
    said = {"rule": rule, "version": book.version, "digest": book.digest, "candidates": lines, "committed": lists.digest(lines), "amount": lists.total(lines)}
    return open_case(actor, "subsidy", "", f"support-{ids.new_id()}", said)


def support_previews(subject: str) -> list[Preview]:
    """For a company: every rule with what it would bring today and what the next step takes."""
    today = clock.today()
    book, made = book_on(today), []
    ((firm, workers),) = _companies(today, [subject])
    for rule in support_rules(today):
        one = company_applicant(firm, workers, today, rule.code)
        (award,) = computed(book, rule.code, [one])
        have = one.counts.get(str(rule_of(book, rule.code)["counts"]), 0)
        ahead = missing_for_next(book, rule.code, one)
        made.append(Preview(rule, award.fen, award.reasons, have, *(ahead or (None, None))))
    return made


def support_lines(case: str) -> list[Paid]:
    """The list of a case, amounts first."""
    said = next(e.said["candidates"] for e in case_of(case).events if "candidates" in e.said)
    found = lists.read([str(one) for one in said] if isinstance(said, list) else [])
    firms = registry.companies([one.subject for one in found])
    made = [
        Paid(one.subject, firms[one.subject].name if one.subject in firms else one.subject, firms[one.subject].credit_code if one.subject in firms else "", one.fen, one.reasons, one.evidence)
        for one in found
    ]
    return sorted(made, key=lambda one: (-one.fen, one.credit_code))


def support_same(case: str) -> bool:
    """Whether the list still follows from its rule pack's digest: the pack is the one it names."""
    said = {k: v for e in case_of(case).events for k, v in e.said.items()}
    return packaged(str(said["version"])).digest == said["digest"]


def _in_words(rule: RuleData) -> str:
    if rule["shape"] == "tiers":
        return "；".join(f"满 {t['from']} 人 {t['yuan']:,} 元" for t in rule["tiers"]) + ("；只享受一次" if rule.get("once") else "")
    least = f"，至少 {rule['at_least']} 人" if rule.get("at_least") else ""
    cap = f"，每家上限 {rule['cap_yuan']:,} 元" if rule.get("cap_yuan") else ""
    return f"每人 {rule['each_yuan']} 元{least}{cap}"

