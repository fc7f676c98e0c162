"""从业队伍 — what the workers of a company add up to: the inputs of its score that are not its own facts.

Each worker is counted once, from her facts in force, with the same measures a score uses; the company's figures
are sums over those counts, so that one worker's new fact moves them without reading the others again.

Unit    counts, thousandths of stars, shares per thousand workers on file.
Source  `[workforce]` of the company rule pack.
Silent  gives no share while nobody is on file, and no rate while there are no orders.
Not here  who works for whom (registry), keeping the counts (apps/scoring), what they are worth (rulebooks).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from jiaxin.domain.calendar import DAY
from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.measures import Count, Latest, Measure, Sum, half_interval, measure
from jiaxin.domain.scoring.picking import Pick, index_of
from jiaxin.domain.scoring.readable import date_in

YES_OR_NO = ("certified", "trained", "insured", "healthy", "verified")
COUNTED = ("orders", "repeat", "ratings", "stars", "upheld")
NAMES = (*YES_OR_NO, *COUNTED)


@dataclass(frozen=True, slots=True)
class Tally:
    """One worker's part: 0 or 1 for each of `YES_OR_NO`, whole numbers for `COUNTED`."""

    company: str
    values: Mapping[str, int]
    next_change_on: date | None


def tally(facts: Facts, company: str, as_of: date, book: Rulebook) -> Tally:
    """Count one worker for the company she works for. Orders made for another company are not its own."""
    hers = replace(facts, entries=tuple(e for e in facts.entries if e.fact.company in ("", company)), disputed=frozenset())
    index = index_of(hers)
    found = {name: measure(one, index, as_of, NOTHING) for name, one in _measures(book).items()}
    values = {name: one.value or 0 for name, one in found.items()}
    for name in YES_OR_NO:
        values[name] = min(1, values[name])
    turns = [day for day in (hers.next_on, *(one.next_change_on for one in found.values())) if day]
    return Tally(company, values, min(turns, default=None))


def employer(facts: Facts, as_of: date) -> tuple[str, date | None]:
    """Her main company on a day (empty: on her own account), and the day on which the calendar alone ends it."""
    running = []
    for entry in facts.of("employment"):
        end = date_in(entry.fact.clear, "ended_on")
        if end is None or end >= as_of:
            running.append((entry.fact.happened_on, entry.position, entry.fact.company, end))
    if not running:
        return "", None
    _, _, company, end = max(running, key=lambda one: one[:2])
    return company, end + DAY if end else None


def mean_rating(total: Mapping[str, int], at_least: int) -> int | None:
    """本区评价均值 — thousandths of a star over all counted ratings, halves up; silent below `at_least` ratings."""
    count = total["ratings"]
    return (2000 * total["stars"] + count) // (2 * count) if count >= max(1, at_least) else None


def figures(workers: int, total: Mapping[str, int], book: Rulebook, version: str = "") -> Context:
    """The company's inputs from the number of workers on file and the sum of their tallies."""
    knobs = book.data["workforce"]
    found = {"workers-filed": workers}
    if workers:
        shares = {"certified": "certified", "trained": "trained", "insured": "insured", "healthy": "health"}
        found |= {f"workers-{said}-mille": 1000 * total[name] // workers for name, said in shares.items()}
        found["workers-verified-mille"] = 1000 * total["verified"] // workers
    if total["orders"]:
        found["company-repeat-mille"] = 1000 * total["repeat"] // total["orders"]
        found["company-complaints-per-10000"] = 10_000 * total["upheld"] // total["orders"]
    if total["ratings"]:
        prior, whole = knobs["rating_prior_count"], knobs["rating_prior_count"] + total["ratings"]
        stars = prior * knobs["rating_prior_milli"] + 1000 * total["stars"]
        found["company-rating-milli"] = (2 * stars + whole) // (2 * whole)
        found["company-rating-half-milli"] = half_interval(knobs["rating_spread_milli"], whole)
    return Context(found, dict.fromkeys(found, version))


def _measures(book: Rulebook) -> dict[str, Measure]:
    knobs = book.data["workforce"]
    done = Pick("order", (("status", ("done",)),), months=knobs["order_months"])
    again = Pick("order", (("status", ("done",)), ("repeat", (True,))), months=knobs["order_months"])
    rated = Pick("rating", (("verified", (True,)),), months=knobs["rating_months"])
    return {
        "certified": Count(Pick("skill.certificate")),
        "trained": Count(Pick("training", months=knobs["training_months"])),
        "insured": Count(Pick("insurance", since="insurance_from", through="insurance_until")),
        "healthy": Count(Pick("health.check", since="health_checked_on", through="valid_through")),
        "verified": Latest("identity.check", "result", (("passed", 1),), by="checked_on", through="valid_through"),
        "orders": Count(done),
        "repeat": Count(again),
        "ratings": Count(rated),
        "stars": Sum(rated, "stars"),
        "upheld": Count(Pick("complaint.finding", (("upheld", (True,)),), months=knobs["order_months"])),
    }
