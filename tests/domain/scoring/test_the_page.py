"""docs/scoring.md is true: every example on it is run."""

import doctest
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.history import in_force
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring import gaming
from jiaxin.domain.scoring.advice import Advice, advise
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.explaining import shown
from jiaxin.domain.scoring.levers import Situation, worker_levers
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import HER, entry

PAGE = Path(__file__).parents[3] / "docs" / "scoring.md"
RULES = scoring_rules("worker-2026")
POSITION = count(1)


def fact(kind: str, on: str, recorded: str = "", **fields: Any) -> Entry:
    made = entry(kind, on, HER, next(POSITION), **fields)
    at = datetime.combine(date.fromisoformat(recorded or on), datetime.min.time(), UTC)
    return Entry(made.position, made.id, at, made.fact)


def known(told: Sequence[Entry], until: str) -> list[Entry]:
    return list(in_force(HER, told, known_at=datetime.combine(date.fromisoformat(until), datetime.max.time(), UTC)).entries)


def score(told: Sequence[Entry], day: str, code: int = 2) -> Assessment:
    on = date.fromisoformat(day)
    return assess(in_force(HER, told, as_of=on), Context({"code-colour": code, "company-grade": 4}), RULES, on)


def line(indicator: str, told: Sequence[Entry], day: str) -> str:
    return shown(next(one.points for one in score(told, day).reasons if one.indicator == indicator))


def rating_mean(stars: Sequence[int]) -> str:
    told = [fact("rating", "2026-10-01", stars=n, verified=True) for n in stars]
    value = next(one.value for one in score(told, "2026-11-23").reasons if one.indicator == "worker.rating-mean")
    assert value is not None
    return f"{value // 1000}.{value % 1000:03}"


def papers() -> list[Entry]:
    return [
        fact("profile", "2025-10-01", job_types=["保洁"]),
        fact("consent", "2025-10-01", signed_on="2025-10-01"),
        fact("identity.check", "2025-10-08", result="passed", checked_on="2025-10-08"),
        fact("background.check", "2025-10-08", result="passed", checked_on="2025-10-08"),
        fact("health.check", "2026-01-05", health_checked_on="2026-01-05", valid_through="2027-01-04"),
        fact("insurance", "2026-01-05", insurance_from="2026-01-05", insurance_until="2026-12-31"),
    ]


def a_good_year() -> list[Entry]:
    first = date(2026, 5, 1)
    served = [
        e
        for n in range(20)
        for e in (
            fact("order", str(first + timedelta(days=7 * n)), status="done", repeat=n % 2 == 1, counterparty=f"F{n % 10}"),
            fact("rating", str(first + timedelta(days=7 * n + 1)), stars=5 if n % 4 else 4, verified=n % 2 == 0),
        )
    ]
    studied = [fact("training", "2026-03-01", training_hours_hundredths=4000), fact("skill.certificate", "2026-04-01", skill_level=4)]
    return papers() + studied + served


def advice(told: Sequence[Entry], day: str) -> Advice | None:
    on = date.fromisoformat(day)
    facts = Facts(HER, tuple(told))
    return advise(Situation(facts), worker_levers(facts, on), lambda s: score(s.facts.entries, day), RULES)


def cheapest(version: str) -> list[gaming.Way]:
    return gaming.cheapest(packaged(version), date(2026, 11, 23))


def test_every_example_on_the_page_is_true() -> None:
    words = {one.__name__: one for one in (fact, known, score, line, rating_mean, papers, a_good_year, advice, cheapest)}
    done = doctest.testfile(
        str(PAGE),
        module_relative=False,
        globs={**words, "shown": shown},
        encoding="utf-8",
    )
    assert done.attempted >= 15 and not done.failed
