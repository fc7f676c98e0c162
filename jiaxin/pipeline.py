"""主干 — the order in which derived tables follow the ledger: a list you can read.

    ledger → colour (validity) → score → worker files (registry) → cards (publication)

News travels through the ledger alone. `advance` follows it entry by entry; `turn_the_day` visits
those about whom the calendar alone changes something; `rebuild` throws everything derived away and
makes it again, with the same result. Only the job process calls these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.ledger import segments
from jiaxin.apps.publication.actions import CompanyPublication, Press, Publication, printing, reprinting
from jiaxin.apps.publication.queries import contents
from jiaxin.apps.registry import projection as worker_files
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import projection as scores
from jiaxin.apps.scoring.queries import due_by as due_scores
from jiaxin.apps.scoring.queries import rulebook_in_force
from jiaxin.domain.disclosure import Card, CodeState, Employer, Standings, Withheld, disclose_company, disclose_worker
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts, Standing
from jiaxin.domain.history import in_force
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.domain.validity import Colour, colour, red_is_reviewed, validity_rules
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks

NAME, DAY = "pipeline", "day"
ENTRIES_AT_ONCE = 200_000  # catching up visits each subject once a round, so rounds are large
SUBJECTS_AT_ONCE = 500
BEFORE_STALE = timedelta(days=2)  # pages are made again before they say by themselves that they are old
SEGMENT_LAG = 20_000  # entries; set-based readers write the rest themselves before they read
_CODE_STATES = {"issued": CodeState.ISSUED, "suspended": CodeState.SUSPENDED, "lost": CodeState.LOST}


def advance() -> int:
    """Follow the ledger to its end. Returns how many entries were followed; 0 = nothing new."""
    start = position = ledger.followed(NAME)
    end = ledger.checkpoint().size
    while position < end:
        upto = min(position + ENTRIES_AT_ONCE, end)
        touched = ledger.subjects_between(position, upto)
        with printing(settings.DATA, settings.DISTRICT.name) as press:
            refresh(touched, clock.today(), press, upto)
        ledger_actions.follow(NAME, upto)
        position = upto
    if end - segments.covered() >= SEGMENT_LAG:
        segments.extend(end)
    return position - start


def turn_the_day() -> int:
    """What the calendar alone changes: once a local day, those who are due. Returns how many."""
    today = clock.today()
    if ledger.followed(DAY) >= today.toordinal():
        return 0
    due = list(dict.fromkeys([*registry.due_by(today), *due_scores(today)]))
    with printing(settings.DATA, settings.DISTRICT.name) as press:
        refresh(due, today, press)
        for some in chunks(list(registry.companies()), SUBJECTS_AT_ONCE):
            _refresh_companies(some, today, press)  # alone: through `refresh` each would bring all its workers
    ledger_actions.follow(DAY, today.toordinal())
    return len(due)


def rebuild() -> int:
    """All derived tables from nothing. Readers keep the old cards until the new file is whole."""
    end = ledger.checkpoint().size
    everyone = ledger.subjects_between(0, end)  # not all in the register: catching up sees no others either
    with transaction.atomic():
        worker_files.clear()
        scores.clear()
        with reprinting(settings.DATA, settings.DISTRICT.name) as press:
            refresh(everyone, clock.today(), press, end)
        ledger_actions.follow(NAME, end)
    return len(everyone)


def refresh(subjects: Sequence[str], today: date, press: Press, position: int | None = None) -> None:
    """Bring everything derived about these subjects up to a day."""
    kinds = registry.kinds_of(subjects)
    moved: set[str] = {s for s in subjects if kinds.get(s) == "company"}
    renamed = [w for company in moved for w in registry.workers_of(company)]
    workers = list(dict.fromkeys([*(s for s in subjects if kinds.get(s) == "worker"), *renamed]))
    for some in chunks(workers, SUBJECTS_AT_ONCE):
        moved |= _refresh_workers(some, today, press, position)
    for some in chunks(sorted(moved), SUBJECTS_AT_ONCE):
        _refresh_companies(some, today, press)


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker on her way through: everything said, what is established, what is shown."""

    everything: Facts
    established: Facts
    colour: Colour
    shown: Card | Withheld | None
    photo: bytes | None


def _refresh_workers(subjects: Sequence[str], today: date, press: Press, position: int | None) -> set[str]:
    before = registry.employers(subjects)
    said = ledger.history_of_many(subjects)
    codes = registry.code_keys(subjects)
    companies = registry.companies({e.fact.company for entries in said.values() for e in entries if e.fact.company})
    found = {
        s: _worker(s, entries, today, companies, codes.get(s, (b"", "issued"))[1]) for s, entries in said.items()
    }
    worker_files.project({s: w.everything for s, w in found.items()}, today, {s: _glance(w) for s, w in found.items()})
    _score(found, today, position)
    press.cards(
        [Publication(codes[s][0], w.shown, w.photo) for s, w in found.items() if s in codes],
        int(clock.now().timestamp()),
        position,
    )
    return set(before.values()) | set(registry.employers(subjects).values())


def _worker(
    subject: str,
    entries: Sequence[Entry],
    today: date,
    companies: dict[str, registry.CompanyName],
    code_state: str,
) -> Worker:
    established = in_force(subject, entries, as_of=today)
    verdict = colour(established, today, validity_rules(), reviewed_red=red_is_reviewed(established, today))
    star = established.latest("star.rating")
    photo = _photo(established)
    shown = disclose_worker(
        established,
        _employer(established, companies),
        verdict,
        int(str(star.get("star"))) if star else None,
        sha256(photo).hexdigest() if photo else "",
        today,
        _CODE_STATES[code_state],
    )
    everything = in_force(subject, entries, as_of=today, with_claims=True)
    return Worker(everything, established, verdict, shown, photo if isinstance(shown, Card) else None)


def _photo(facts: Facts) -> bytes | None:
    latest = facts.latest("photo")
    name = str(latest.get("photo_file") or "") if latest else ""
    return registry.file_of(facts.subject, name) if name else None


def _score(found: Mapping[str, Worker], today: date, position: int | None) -> None:
    """Assess by the rule pack in force; before one is promulgated nobody has a score."""
    try:
        book = rulebook_in_force("scoring", today, "worker")
    except Refused:
        return
    confirmed = {s: w for s, w in found.items() if w.shown is not None}
    digest = validity_rules().digest
    contexts = {s: scores.with_colour(Context(), w.colour, digest) for s, w in confirmed.items()}
    facts = {s: w.established for s, w in confirmed.items()}
    scores.project(facts, today, scoring_rules(book), contexts, position or ledger.followed(NAME))


def preview(subject: str, today: date) -> Card | Withheld | None:
    """What a family would read about her, were everything said about her confirmed. Nothing is published."""
    entries = [
        replace(e, fact=replace(e.fact, standing=Standing.PHONE)) if e.fact.standing is Standing.CLAIMED else e
        for e in in_force(subject, ledger.history_of_many([subject])[subject], as_of=today, with_claims=True).entries
    ]
    companies = registry.companies({e.fact.company for e in entries if e.fact.company})
    return _worker(subject, entries, today, companies, registry.code_keys([subject]).get(subject, (b"", "issued"))[1]).shown


def _employer(facts: Facts, companies: dict[str, registry.CompanyName]) -> Employer | None:
    spells = [e for e in facts.of("employment") if not e.get("ended_on") and e.fact.company in companies]
    if not spells:
        return None
    company = companies[max(spells, key=lambda e: (e.fact.happened_on, e.position)).fact.company]
    return Employer(company.name, company.credit_code)


def _glance(worker: Worker) -> worker_files.Glance:
    verdict, shown = worker.colour, worker.shown
    days = [d for d in (verdict.next_change_on, shown.good_until if isinstance(shown, Card) else None) if d]
    orders, upheld = (shown.orders, shown.upheld) if isinstance(shown, Card) else (0, 0)
    return worker_files.Glance(str(verdict.state), min(days, default=None), orders, upheld)


def _refresh_companies(subjects: Sequence[str], today: date, press: Press) -> None:
    forces = registry.workforces(subjects)
    shown = []
    for subject, facts in ledger.facts_about_many(subjects, as_of=today).items():
        force = forces.get(subject)
        counts = Standings(force.workers, force.green, force.orders, force.upheld) if force else Standings()
        star = facts.latest("star.rating")
        if (card := disclose_company(facts, counts, int(str(star.get("star"))) if star else None, today)) is not None:
            shown.append(CompanyPublication(card))
    press.companies(shown, int(clock.now().timestamp()))
    by_code = {one.credit_code: subject for subject, one in registry.companies(subjects).items()}
    worker_files.company_pages_due({by_code[one.card.credit_code]: one.card.good_until for one in shown})


def status() -> dict[str, int]:
    """Counts of what the district holds (`jiaxin status --json`)."""
    claims = intake.claim_counts()
    files = registry.file_counts()
    return {
        "workers": registry.count("worker"),
        "companies": registry.count("company"),
        "households": registry.count("household"),
        "claims": claims.get("awaiting", 0),
        "confirmed_files": files["confirmed"],
        "facts": ledger.checkpoint().size,
        "cards": sum(contents(settings.DATA).states.values()),
        "last_position": ledger.checkpoint().size,
        "followed": ledger.followed(NAME),
    }
