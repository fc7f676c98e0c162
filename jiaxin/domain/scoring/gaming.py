"""刷分试算 — the cheapest way to buy each grade of a rule pack, in yuan, found by the same search that finds advice.

Only what can be staged is on sale: orders, stars, praise, hours, papers of trades. What an authority answers itself
(identity, background, penalties, upheld complaints) is not, and stays as it is at the start. Every plan is made sure
of by computing the score anew. A grade that costs little says which item of the pack to mend.

Unit    yuan, whole.
Source  `gaming-*.toml`: prices are assumed; what can be compared are two packs at the same prices.
Silent  without a plan for a grade that staged things do not reach.
Not here  what a rating is worth once raters are judged (reputation), honest ways up (levers, advice).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from jiaxin.domain.facts import Facts, Value
from jiaxin.domain.rulebooks.reading import Rulebook, packaged
from jiaxin.domain.scoring.advice import Made, reach
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.levers import Lever, Situation, supposing
from jiaxin.domain.scoring.rulebook import ScoringRules, scoring_rules
from jiaxin.domain.scoring.workforce import NAMES, figures

SUBJECT = "SOMEBODYINVENTED"
WELL_GRADED = 4  # what the grade of a good company stands for in a worker's score
_FOR_WORKERS = ("order", "rating")  # each order and rating comes from another invented family


class Way(NamedTuple):
    """grade: bought so; yuan: what it costs; steps: what is bought; points: what it comes to, in thousandths."""

    start: str
    grade: str
    yuan: int | None
    steps: tuple[str, ...]
    points: int


def cheapest(book: Rulebook, as_of: date, prices: Rulebook | None = None) -> list[Way]:
    """For each start and each grade that points reach, from the lowest to the highest; yuan None = not for sale."""
    rules = scoring_rules(book)
    made, levers = maker(book, rules, as_of), staged(rules.subject, as_of, prices)
    found = []
    for start, here in starts(rules.subject, as_of).items():
        for grade in reversed([one.code for one in rules.grades if one.at_least is not None]):
            now = made(here)
            if now.grade == grade:
                found.append(Way(start, grade, 0, (), now.points))
                continue
            plan = reach(here, levers, made, rules, grade)
            if plan is None:
                found.append(Way(start, grade, None, (), 0))
            else:
                found.append(Way(start, grade, plan.effort, plan.steps, plan.then.points))
    return found


def maker(book: Rulebook, rules: ScoringRules, as_of: date) -> Made:
    """What a situation comes to under a pack."""

    def worker(here: Situation) -> Assessment:
        given = {"code-colour": 2} | ({"company-grade": WELL_GRADED} if here.workers else {})
        return assess(here.facts, Context(given), rules, as_of)

    def company(here: Situation) -> Assessment:
        return assess(here.facts, figures(here.workers, here.total or {}, book), rules, as_of)

    return worker if rules.subject == "worker" else company


def starts(subject: str, as_of: date) -> dict[str, Situation]:
    """Who buys: somebody new with papers in order, and somebody whose ratings are poor."""
    day, year = as_of.isoformat(), as_of.replace(year=as_of.year + 1, day=1).isoformat()
    if subject == "company":
        nought = dict.fromkeys(NAMES, 0)
        new = supposing(Situation(Facts(SUBJECT, ()), 5, nought | {"verified": 5, "healthy": 5}), "pledge", as_of, [])
        worse = nought | {"verified": 20, "healthy": 15, "orders": 200, "ratings": 60, "stars": 228, "upheld": 4}
        return {"新设企业，证照齐全": new, "老企业，评价较差": replace(new, workers=20, total=worse)}
    here = Situation(Facts(SUBJECT, ()))
    for kind, said in (
        ("profile", {}),
        ("consent", {"signed_on": day}),
        ("identity.check", {"result": "passed", "checked_on": day}),
        ("background.check", {"result": "passed", "checked_on": day}),
        ("health.check", {"health_checked_on": day, "valid_through": year}),
        ("insurance", {"insurance_from": day, "insurance_until": year}),
    ):
        here = supposing(here, kind, as_of, [said])
    poor = supposing(here, "order", as_of, [{"status": "done", "repeat": False}] * 40, families=True)
    stars = [{"stars": n, "verified": True} for n in (5, 4, 3, 4, 2, 5, 3, 4, 1, 5, 4, 3)]
    poor = supposing(poor, "rating", as_of, stars)
    poor = supposing(poor, "complaint.finding", as_of, [{"upheld": True, "severity": "heavier"}])
    return {"新人，证件齐全": here, "评价较差、有一件有责投诉的人": poor}


def staged(subject: str, as_of: date, prices: Rulebook | None = None) -> list[Lever]:
    """What is on sale."""
    of = _of_workers if subject == "worker" else _of_companies
    found = []
    for code, one in (prices or packaged("gaming-2026")).data[subject].items():
        amounts, yuan = one["amounts"], one["yuan"]
        levels = tuple((n, yuan * (1 + at if one.get("ranks") else n)) for at, n in enumerate(amounts))
        found.append(Lever(code, code, one["said"], levels, of(code, as_of)))
    return found


def _of_workers(code: str, as_of: date) -> Callable[[Situation, int], Situation]:
    def told(n: int) -> tuple[str, Sequence[Mapping[str, Value]]]:
        match code:
            case "order":
                return "order", [{"status": "done", "repeat": k % 2 == 1} for k in range(n)]
            case "rating":
                return "rating", [{"stars": 5, "verified": True}] * n
            case "training":
                return "training", [{"training_hours_hundredths": 100 * n}]
            case "skill":
                return "skill.certificate", [{"skill_level": n}]
            case "honour":
                return "honour", [{"honour_level": "industry"}]
        return code, [{}] * n

    def apply(here: Situation, n: int) -> Situation:
        if code == "company":
            return replace(here, workers=1)
        kind, said = told(n)
        return supposing(here, kind, as_of, said, families=code in _FOR_WORKERS)

    return apply


def _of_companies(code: str, as_of: date) -> Callable[[Situation, int], Situation]:
    facts: Mapping[str, Callable[[int], tuple[str, Mapping[str, Value]]]] = {
        "pledge": lambda n: ("pledge", {"signed_on": as_of.isoformat()}),
        "capital": lambda n: ("company.registration", {"capital_fen": n * 1_000_000}),
        "premises": lambda n: ("premises", {"area_m2": n}),
        "honour": lambda n: ("honour", {"honour_level": "industry"}),
    }

    def apply(here: Situation, n: int) -> Situation:
        if code in facts:
            kind, said = facts[code](n)
            return supposing(here, kind, as_of, [said])
        total = {**dict.fromkeys(NAMES, 0), **(here.total or {})}
        more = {
            "heads": {},
            "rating": {"ratings": n, "stars": 5 * n, "orders": n},
            "repeat": {"orders": n, "repeat": n},
        }.get(code, {code: n})
        workers = here.workers + (n if code == "heads" else 0)
        summed = {name: total[name] + more.get(name, 0) for name in total}
        for name in ("certified", "trained", "insured", "healthy", "verified"):
            summed[name] = min(summed[name], workers)
        return replace(here, workers=workers, total=summed)

    return apply
