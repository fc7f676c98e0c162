"""扶持条件 — the counts and gates of one company from its record and its workers', with the entries they rest on.

Unit    people; a worker counts once, for the company she works for on the day.
Source  each gate and count is named by a rule of `rulebooks/incentives-*.toml`.
Silent  a gate nobody can answer is left out, and a gate that is left out is closed (rules).
Not here  amounts (rules), reading the record (apps/governance).
"""

from collections.abc import Iterable
from datetime import date

from jiaxin.domain.calendar import add_months
from jiaxin.domain.disclosure.vocabulary import MODES, known
from jiaxin.domain.facts import Facts
from jiaxin.domain.incentives.rules import Applicant
from jiaxin.domain.measures import in_force_on
from jiaxin.domain.rulebooks.publication import publication_rules
from jiaxin.domain.scoring.workforce import employer

OF_WORKERS = ("claim.confirmed", "identity.check", "employment")  # what is read of a worker, and nothing else


def company_applicant(company: Facts, workers: Iterable[Facts], on: date, rule_code: str) -> Applicant:
    """What the record says of one company on a day, for every rule whose counts are of a company."""
    counts = {"verified_new": 0, "records": 0, "employees": 0}
    evidence: dict[str, list[str]] = {name: [] for name in counts}
    for her in workers:
        if employer(her, on)[0] != company.subject or not (confirmed := her.latest("claim.confirmed")):
            continue
        counts["records"] += 1
        evidence["records"].append(confirmed.id)
        check = her.latest("identity.check", by="checked_on")
        first = min(e.fact.happened_on for e in her.of("claim.confirmed"))
        if check is not None and check.get("result") == "passed" and first.year == on.year:
            counts["verified_new"] += 1
            evidence["verified_new"].append(check.id)
        running = [e for e in her.of("employment") if e.fact.company == company.subject]
        latest = max(running, key=lambda e: (e.fact.happened_on, e.position), default=None)
        if latest is not None and known(MODES, latest.get("employment_mode")) == "employee":
            counts["employees"] += 1
            evidence["employees"].append(running[-1].id)
    had = any(e.get("support_rule") == rule_code for e in company.of("support.granted"))
    rests = tuple(f"{name}:{entry}" for name, found in evidence.items() for entry in found)
    return Applicant(company.subject, counts, gates(company, on), had, rests)


def gates(company: Facts, on: date) -> dict[str, bool]:
    """Open or closed, for what the record answers."""
    found = {
        "no_severe_item": not any(_severe(company, n, on) for n in range(len(company.of("penalty")))),
        "pledge_kept": not _pledge_broken(company, on),
    }
    registered = company.latest("company.registration")
    if registered is not None and (since := registered.get("established_on")):
        found["operating_one_year"] = add_months(date.fromisoformat(str(since)), 12) <= on
    return found


def _severe(company: Facts, number: int, on: date) -> bool:
    one = company.of("penalty")[number]
    decided = date.fromisoformat(str(one.get("decided_on") or one.fact.happened_on))
    return one.get("penalty_class") == "severe" and publication_rules().of("severe").shown(decided, on)


def _pledge_broken(company: Facts, on: date) -> bool:
    pledge = company.latest("pledge", by="signed_on")
    broken = pledge is not None and bool(day := pledge.get("breached_on")) and str(day) <= on.isoformat()
    return broken or any(e.get("measure") == "pledge_breach" for e in in_force_on(company, on))
