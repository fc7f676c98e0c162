"""亮码 — green, yellow, grey, red or withdrawn: whether the papers of a worker are in order on a day.

Source  DB33/T 2396-2021 (安心码) as generalised by the district's `validity-*.toml`; health classes of
        商服贸规函〔2020〕191号. A certificate issued on 2025-11-23 counts through 2026-11-22.
Silent  never says that somebody is safe. Nothing adverse is shown as red before a review is on record and she
        has been told; until then it is grey, 核查中. A check that ran out of time is grey too: nothing bad is known. An
        identity card that ran out is not: it is reviewed like an adverse result (`id_valid_through`, where the return names it).
        Of the score it touches only what the colour is worth there: that her identity was verified stays true, and the file needs
        no more than the new card's return.
Not here  what a page looks like (publication, portals), the review itself (procedures/red_review).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from jiaxin.domain.calendar import DAY, last_day_of
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.rulebooks.reading import Rulebook, packaged

Reason = tuple[str, Mapping[str, str]]
SUSPENSION = "code.suspension"
_FOREVER = date.max
_ADVERSE = {
    "identity.check": ("abnormal", "not_found"),
    "background.check": ("abnormal_review", "failed"),
}


class State(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    GREY = "grey"
    RED = "red"
    WITHDRAWN = "withdrawn"  # 本人已停止展示


@dataclass(frozen=True, slots=True)
class ValidityRules:
    """The numbers of `validity-*.toml`. `classes` from the lowest to the highest."""

    version: str
    digest: str
    background_required: bool
    health_months: int
    classes: tuple[str, ...]
    needed: Mapping[str, str]
    needed_otherwise: str
    near: timedelta
    claim_lapse_days: int

    def class_needed(self, job_types: Iterable[str]) -> str:
        """The strictest health class any of these trades needs."""
        wanted = [self.needed.get(one, self.needed_otherwise) for one in job_types]
        return max(wanted or [self.needed_otherwise], key=self.classes.index)

    def satisfies(self, held: str, needed: str) -> bool:
        return held in self.classes and self.classes.index(held) >= self.classes.index(needed)


@cache
def validity_rules(book: Rulebook | str = "validity-2026") -> ValidityRules:
    document = packaged(book) if isinstance(book, str) else book
    document.must_be("validity")
    data = document.data
    return ValidityRules(
        document.version,
        document.digest,
        data["identity"]["background_required"],
        data["health"]["months"],
        tuple(data["health"]["classes"]),
        {job: one["class"] for one in data["health"]["needed"] for job in one["job_types"]},
        data["health"]["needed_otherwise"],
        timedelta(days=data["near"]["days"]),
        data["claim"]["lapse_days"],
    )


@dataclass(frozen=True, slots=True)
class Colour:
    """What the code shows.

    reasons         (code, parameters); dates are ISO text; empty for green
    next_change_on  the next day on which anything here may change without a new fact
    good_until      last day on which `state` holds by itself; None where only a new fact can change it
    near_expiry     (code of the paper, its last day) of what runs out soon
    """

    state: State
    reasons: tuple[Reason, ...] = ()
    next_change_on: date | None = None
    good_until: date | None = None
    near_expiry: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One condition of green: met through a day (`date.max`: until something new is said), or the reason why not."""

    code: str
    through: date | None
    reason: Reason | None = None
    turns: tuple[date, ...] = ()


def colour(
    facts: Facts,
    as_of: date,
    rules: ValidityRules,
    job_types: Iterable[str] | None = None,
    reviewed_red: bool = False,
) -> Colour:
    """The colour on a day. `job_types` default to those of her latest profile."""
    consent = _consent(facts, as_of)
    if consent.reason and consent.reason[0] == "consent.withdrawn":
        return Colour(State.WITHDRAWN, (consent.reason,), _next(as_of, (consent,), ()))
    if through := suspended_through(facts, as_of):
        return Colour(State.GREY, (("review.pending", {}),), through + DAY, through)
    consent, checks, others = each_paper(facts, as_of, rules, job_types)
    papers = [consent, *checks, *others]
    near = tuple((p.code, p.through) for p in papers if p.through and as_of >= near_from(p.through, rules))
    adverse = tuple(p.reason for p in checks if p.reason and p.reason[0].endswith(".adverse"))
    missing = tuple(p.reason for p in (consent, *checks) if p.reason)
    yellow = tuple(p.reason for p in others if p.reason)
    if adverse and reviewed_red:
        state, reasons = State.RED, adverse
    elif adverse:
        state, reasons = State.GREY, (("review.pending", {}),)
    elif missing:
        state, reasons = State.GREY, missing
    else:
        state, reasons = (State.YELLOW if yellow else State.GREEN), yellow
    turns = _next(as_of, papers, (near_from(p.through, rules) for p in papers if p.through))
    ends = [p.through for p in papers if p.through and p.through != _FOREVER]
    good_until = min(ends, default=None) if state is State.GREEN else _good_until(as_of, papers)
    return Colour(state, reasons, turns, good_until, near)


def counted_colour(facts: Facts, as_of: date, rules: ValidityRules, shown: Colour | None = None) -> Colour:
    """The colour that a score counts: a code that is stopped for a few days (临时停码) counts in none.

    shown  the colour as it is shown that day, where it is known: it is the answer for whoever was never stopped
    """
    rest = tuple(e for e in facts.entries if e.fact.kind != SUSPENSION)
    if shown is not None and len(rest) == len(facts.entries):
        return shown
    kept = replace(facts, entries=rest)
    return colour(kept, as_of, rules, reviewed_red=red_is_reviewed(kept, as_of))


def each_paper(
    facts: Facts, as_of: date, rules: ValidityRules, job_types: Iterable[str] | None = None
) -> tuple[Paper, list[Paper], list[Paper]]:
    """What green asks for, one by one, on a day: her consent; the checks of her person; health and insurance."""
    checks = [_check(facts, "identity.check", as_of)]
    if rules.background_required or facts.of("background.check"):
        checks.append(_check(facts, "background.check", as_of))
    jobs = tuple(job_types) if job_types is not None else job_types_of(facts, as_of)
    return _consent(facts, as_of), checks, [_health(facts, as_of, rules, jobs), _insurance(facts, as_of)]


def near_from(through: date, rules: ValidityRules) -> date:
    """The first day on which a paper with this last day is said to run out soon."""
    return through if through == _FOREVER else through - rules.near


def job_types_of(facts: Facts, as_of: date) -> tuple[str, ...]:
    """Trades of her latest profile."""
    profiles = [e for e in facts.of("profile") if e.fact.happened_on <= as_of]
    if not profiles:
        return ()
    latest = max(profiles, key=lambda e: (e.fact.happened_on, e.position))
    jobs = latest.get("job_types")
    return tuple(str(job) for job in jobs) if isinstance(jobs, list) else ()


def health_through(entry: Entry, rules: ValidityRules) -> date:
    """Last valid day of a health check: as printed, else by the rule."""
    return _day(entry, "valid_through") or last_day_of(
        _day(entry, "health_checked_on") or entry.fact.happened_on, rules.health_months
    )


def red_is_reviewed(facts: Facts, as_of: date) -> bool:
    """Whether a review that upheld the adverse result, with her notice, is on record and newer than that result.

    An identity card that has run out is such a result from the day after its last: the review is of a later day than that.
    """
    reviews = [e for e in facts.of("red.review") if e.fact.happened_on <= as_of]
    if not reviews:
        return False
    latest = max(reviews, key=lambda e: e.position)
    checks = [e for kind in _ADVERSE for e in facts.of(kind) if e.get("result") in _ADVERSE[kind]]
    newest = max((e.position for e in checks), default=0)
    paper = _check(facts, "identity.check", as_of)
    ended = paper.reason[1]["through"] if paper.reason and paper.reason[0] == "identity.document.adverse" else ""
    return latest.get("outcome") == "upheld" and latest.position > newest and latest.fact.happened_on.isoformat() > ended


def suspended_through(facts: Facts, as_of: date) -> date | None:
    """临时停码: the last day of a suspension that runs on a day; it ends by itself. No reason is told."""
    runs: dict[str, Entry] = {}
    for entry in facts.of(SUSPENSION):
        if entry.fact.happened_on <= as_of:
            runs[str(entry.get("case_no"))] = entry
    days = [d for e in runs.values() if not e.get("ended") and (d := _day(e, "through_on")) and d >= as_of]
    return max(days, default=None)


def _consent(facts: Facts, as_of: date) -> Paper:
    signed, turns = [], []
    for entry in facts.of("consent"):
        on = _day(entry, "signed_on") or entry.fact.happened_on
        if on > as_of:
            turns.append(on)
        else:
            signed.append((on, entry.position, _day(entry, "withdrawn_on")))
    if not signed:
        return Paper("consent", None, ("consent.missing", {}), tuple(turns))
    ended = max(signed)[2]
    if ended is None:
        return Paper("consent", _FOREVER, None, tuple(turns))
    if ended <= as_of:
        return Paper("consent", None, ("consent.withdrawn", {"on": ended.isoformat()}), tuple(turns))
    return Paper("consent", ended - DAY, None, tuple(turns))


def _check(facts: Facts, kind: str, as_of: date) -> Paper:
    done, turns = [], []
    for entry in facts.of(kind):
        on = _day(entry, "checked_on") or entry.fact.happened_on
        if on > as_of:
            turns.append(on)
        else:
            done.append((on, entry.position, entry))
    code = kind.split(".")[0]
    if not done:
        return Paper(code, None, (f"{code}.missing", {}), tuple(turns))
    on, _, latest = max(done, key=lambda one: one[:2])
    result, through, document = latest.get("result"), _day(latest, "valid_through"), _day(latest, "id_valid_through")
    said = {"on": on.isoformat()}
    if result in _ADVERSE[kind]:
        return Paper(code, None, (f"{code}.adverse", said), tuple(turns))
    if result != "passed":
        return Paper(code, None, (f"{code}.pending", said), tuple(turns))
    if document is not None and document < as_of:
        return Paper(code, None, (f"{code}.document.adverse", {"through": document.isoformat()}), tuple(turns))
    if through is not None and through < as_of:
        return Paper(code, None, (f"{code}.expired", {"through": through.isoformat()}), tuple(turns))
    return Paper(code, min(through or _FOREVER, document or _FOREVER), None, tuple(turns))


def _health(facts: Facts, as_of: date, rules: ValidityRules, jobs: tuple[str, ...]) -> Paper:
    needed = rules.class_needed(jobs)
    fit: list[date] = []
    low: list[date] = []
    past: list[date] = []
    turns: list[date] = []
    for entry in facts.of("health.check"):
        on = _day(entry, "health_checked_on") or entry.fact.happened_on
        through = health_through(entry, rules)
        fits = rules.satisfies(str(entry.get("health_class") or rules.classes[0]), needed)
        if on > as_of:
            turns.append(on)
        elif through < as_of:
            past.append(through)
        else:
            (fit if fits else low).append(through)
    if fit:
        return Paper("health", max(fit), None, tuple(turns))
    if low:
        reason = ("health.class-too-low", {"needed": needed, "through": max(low).isoformat()})
        return Paper("health", None, reason, (*turns, max(low) + DAY))
    if past:
        return Paper("health", None, ("health.expired", {"through": max(past).isoformat()}), tuple(turns))
    return Paper("health", None, ("health.missing", {}), tuple(turns))


def _insurance(facts: Facts, as_of: date) -> Paper:
    running: list[date] = []
    past: list[date] = []
    turns: list[date] = []
    for entry in facts.of("insurance"):
        on, until = _day(entry, "insurance_from") or entry.fact.happened_on, _day(entry, "insurance_until")
        if until is None:
            continue
        if on > as_of:
            turns.append(on)
        else:
            (running if until >= as_of else past).append(until)
    if running:
        return Paper("insurance", max(running), None, tuple(turns))
    if past:
        return Paper("insurance", None, ("insurance.expired", {"through": max(past).isoformat()}), tuple(turns))
    return Paper("insurance", None, ("insurance.missing", {}), tuple(turns))


def _next(as_of: date, papers: Iterable[Paper], others: Iterable[date]) -> date | None:
    days = [t for p in papers for t in p.turns] + list(others)
    days += [p.through + DAY for p in papers if p.through and p.through != _FOREVER]
    return min((d for d in days if as_of < d < _FOREVER), default=None)


def _good_until(as_of: date, papers: Iterable[Paper]) -> date | None:
    """Not green: the day before the next paper starts or runs out."""
    turn = _next(as_of, papers, ())
    return turn - DAY if turn else None


def _day(entry: Entry, name: str) -> date | None:
    value = entry.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else None
