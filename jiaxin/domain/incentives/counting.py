"""扶持条件 — the counts and gates of one company from its record and its workers', with the entries they rest on.

Unit    people; a worker counts once, for the company she works for on the day.
Source  each gate and count is named by a rule of `rulebooks/incentives-*.toml`.
Silent  a worker whom an earlier list of the same rule and year has paid for is counted, and not paid for again, whichever company
        she works for now. A gate nobody can answer is left out, and a gate that is left out is closed (rules).
Not here  amounts (rules), reading the record (apps/governance).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from jiaxin.domain.calendar import add_months
from jiaxin.domain.disclosure.vocabulary import MODES, known
from jiaxin.domain.facts import Facts
from jiaxin.domain.incentives.rules import FEN, Applicant, Award, Rule, gate_words, instalments, shut
from jiaxin.domain.measures import in_force_on
from jiaxin.domain.rulebooks.publication import publication_rules
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.workforce import employer

OF_WORKERS = ("claim.confirmed", "identity.check", "employment")  # what is read of a worker, and nothing else


def head(rule_code: str, worker: str) -> str:
    """A worker as the lists of one rule know her again: a digest, so that a list that lies open names nobody."""
    return sha256(f"support:{rule_code}:{worker}".encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What lists of the same rule have paid so far.

    known  heads, and entries of lists without heads, that were paid for this year
    fen    company → fen this year;  ever  companies that were paid in any year
    """

    known: frozenset[str] = frozenset()
    fen: Mapping[str, int] = field(default_factory=dict)
    ever: frozenset[str] = frozenset()


def company_applicant(company: Facts, workers: Iterable[Facts], on: date, rule_code: str, earlier: Earlier = Earlier()) -> Applicant:
    """What the record says of one company on a day, for every rule whose counts are of a company."""
    counts = {"verified_new": 0, "records": 0, "employees": 0}
    before = dict.fromkeys(counts, 0)
    evidence: list[str] = []
    heads: list[str] = []

    def count(name: str, worker: str, entry: str) -> None:
        counts[name] += 1
        who = head(rule_code, worker)
        if who in earlier.known or entry in earlier.known:
            before[name] += 1
        else:
            evidence.append(f"{name}:{entry}")
            heads.append(f"{name}:{who}")

    for her in workers:
        if employer(her, on)[0] != company.subject or not (confirmed := her.latest("claim.confirmed")):
            continue
        count("records", her.subject, confirmed.id)
        check = her.latest("identity.check", by="checked_on")
        first = min(e.fact.happened_on for e in her.of("claim.confirmed"))
        if check is not None and check.get("result") == "passed" and first.year == on.year:
            count("verified_new", her.subject, check.id)
        running = [e for e in her.of("employment") if e.fact.company == company.subject]
        latest = max(running, key=lambda e: (e.fact.happened_on, e.position), default=None)
        if latest is not None and known(MODES, latest.get("employment_mode")) == "employee":
            count("employees", her.subject, running[-1].id)
    had = company.subject in earlier.ever or any(e.get("support_rule") == rule_code for e in company.of("support.granted"))
    return Applicant(company.subject, counts, gates(company, on), had, tuple(evidence), before, earlier.fen.get(company.subject, 0), tuple(heads))


def ranked_companies(book: Rulebook, rule: Rule, winners: Iterable[tuple[str, str, str]], firms: Sequence[Applicant]) -> list[Award]:
    """前 N 名 — what each company gets for those of its workers who are among the first: (company, worker, entry that confirms her).

    The support goes to the company, so that a list that lies open names companies alone. A closed gate of the company pays nothing.
    """
    won: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for company, worker, entry in winners:
        won[company].append((worker, entry))
    made, words = [], gate_words(book)
    for firm in firms:
        mine = won.get(firm.subject, [])
        fen = len(mine) * rule["each_yuan"] * FEN
        rests, heads = (tuple(f"{rule['counts']}:{entry}" for _, entry in mine), tuple(f"{rule['counts']}:{head(rule['code'], worker)}" for worker, _ in mine))
        closed = shut(firm, rule, words)
        if closed or not mine:
            made.append(Award(firm.subject, 0, closed or ("没有服务员进入前列" + ("，今年的名单已经发过" if firm.fen_before else ""),), (0,)))
        else:
            made.append(Award(firm.subject, fen, (f"{len(mine)} 人排名在前列 × {rule['each_yuan']} 元",), instalments(fen, rule), evidence=rests, heads=heads))
    return made


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
