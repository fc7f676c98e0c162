"""主干 — the order in which derived tables follow the ledger: a list you can read.

    ledger → colour (validity) → worker files (registry) and counts → companies' scores → workers' scores → cards

A company is assessed by what its workers add up to, a worker by her company's grade: everybody touched is counted first.
Each step sees the ledger up to one position and no further; `advance` follows it, `turn_the_day` visits those about whom
the calendar alone changes something, `catch_up` does both in one visit to everybody, `rebuild` makes everything derived
again, the same. Only the job process calls these.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.ledger import segments
from jiaxin.apps.publication.actions import CompanyPublication, Press, Publication, printing, reprinting
from jiaxin.apps.publication.codes import Bearer
from jiaxin.apps.registry import actions as registry_actions
from jiaxin.apps.registry import projection as worker_files
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.actions import place, place_of
from jiaxin.apps.scoring import actions as scoring_actions
from jiaxin.apps.scoring import projection as scores
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.disclosure import (
    Card,
    CodeState,
    Standings,
    Withheld,
    Withholding,
    disclose_company,
    disclose_worker,
    more,
    withheld_by_choice,
)
from jiaxin.domain.facts import Entry, Facts, Standing
from jiaxin.domain.history import OBJECTION, in_force
from jiaxin.domain.measures import star_on
from jiaxin.domain.permissions import Actor
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.scoring.explaining import PublicScore, public_score
from jiaxin.domain.scoring.inputs import district_mean, worker_context
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.domain.scoring.workforce import Tally, employer, tally
from jiaxin.domain.validity import Colour, colour, counted_colour, red_is_reviewed, suspended_through, validity_rules
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks

NAME, DAY = "pipeline", "day"
ENTRIES_AT_ONCE = 200_000  # catching up visits each subject once a round, so rounds are large
SUBJECTS_AT_ONCE = 500
SUBJECTS_HELD = 4_000  # read once instead of twice; about 50 kB each
BEFORE_STALE = timedelta(days=2)  # pages are made again before they say by themselves that they are old
Counted = Callable[[int], int]
Packs = Mapping[str, Rulebook]  # worker, company → the pack that scores them
SEGMENT_LAG = 20_000  # entries; set-based readers write the rest themselves before they read


def advance() -> int:
    """Follow the ledger to its end. Returns how many entries were followed; 0 = nothing new."""
    start = position = ledger.followed(NAME)
    end = ledger.checkpoint().size
    while position < end:
        upto = min(position + ENTRIES_AT_ONCE, end)
        touched = ledger.subjects_between(position, upto)
        if district() in touched:
            if ledger.kinds_about(district(), position, upto) - {"reputation.run"}:
                touched = ledger.subjects_between(0, upto)  # rules, or a figure that everybody's score takes as given
            touched = list(dict.fromkeys([*touched, *scoring.reputation_moved(position, upto)]))
        with printing(settings.DATA, settings.DISTRICT.name, settings.DISTRICT.site_url) as press:
            refresh(touched, clock.today(), press, upto)
        ledger_actions.follow(NAME, upto)
        position = upto
    if end - segments.covered() >= SEGMENT_LAG:
        segments.extend(end)
    return position - start


def estimate_reputation() -> int:
    """Once a local day, of what the ledger holds. Whose estimate moved is assessed when `advance` meets the run. Returns how many."""
    actor, today = Actor.job("pipeline"), clock.today()
    made = scoring_actions.estimate_reputation(actor, place(settings.DISTRICT.name), today, ledger.checkpoint().size)
    return made.moved if made else 0


def follow_codes() -> int:
    """What the register alone tells: codes stopped, restored or replaced; files put together or taken apart."""
    moved, merges = registry.codes_moved(), registry.merges_unfollowed()
    if moved := list(dict.fromkeys([*moved, *(s for _, *both in merges for s in both)])):
        seen = [line for lines in registry.codes_of(moved).values() for line in lines]
        with printing(settings.DATA, settings.DISTRICT.name, settings.DISTRICT.site_url) as press:
            refresh(moved, clock.today(), press, ledger.followed(NAME))
        worker_files.codes_followed(seen)
        registry_actions.follow_merges([merge for merge, _, _ in merges])
    return len(moved)


def turn_the_day() -> int:
    """What the calendar alone changes: once a local day, those who are due. Returns how many."""
    today, last = clock.today(), ledger.followed(DAY)
    if last >= today.toordinal():
        return 0
    position = ledger.checkpoint().size
    before = date.fromordinal(last) if last else today
    due = list(dict.fromkeys([*registry.due_by(today), *scoring.due_by(today)]))
    if scoring.changed_between(before, today):
        due = [*ledger.subjects_between(0, position), *due]
    kinds = registry.kinds_of(due)
    with printing(settings.DATA, settings.DISTRICT.name, settings.DISTRICT.site_url) as press:
        # companies are visited alone: through `refresh` each would bring all its workers
        companies = set(registry.companies()) | {s for s in due if kinds.get(s) == "company"}
        _refresh_all([s for s in dict.fromkeys(due) if kinds.get(s) == "worker"], companies, today, press, position)
    if last and (before.year, before.month) != (today.year, today.month):
        _state_figures(today)
    ledger_actions.follow(DAY, today.toordinal())
    return len(due)


def catch_up() -> int:
    """After a long silence: what the ledger and the calendar changed, in one visit to everybody. Returns how many entries
    were followed. The month's figure is stated once all are counted and before any is assessed by it."""
    start, end, today = ledger.followed(NAME), ledger.checkpoint().size, clock.today()
    last = date.fromordinal(ledger.followed(DAY) or today.toordinal())

    def stated(position: int) -> int:
        if (last.year, last.month) != (today.year, today.month):
            _state_figures(today)
        now = ledger.checkpoint().size
        alone = now == position + 1 and ledger.kinds_about(district(), position, now) == {"district.figure"}
        return now if alone else position  # what others recorded meanwhile is for `advance`

    with printing(settings.DATA, settings.DISTRICT.name, settings.DISTRICT.site_url) as press:
        end = refresh(ledger.subjects_between(0, end), today, press, end, stated)
    ledger_actions.follow(NAME, end)
    ledger_actions.follow(DAY, today.toordinal())
    return end - start


def rebuild() -> int:
    """All derived tables from nothing. Readers keep the old cards until the new file is whole."""
    end = ledger.checkpoint().size
    everyone = ledger.subjects_between(0, end)  # not all in the register: catching up sees no others either
    with transaction.atomic():
        worker_files.clear()
        scores.clear()
        with reprinting(settings.DATA, settings.DISTRICT.name, settings.DISTRICT.site_url) as press:
            refresh(everyone, clock.today(), press, end)
        ledger_actions.follow(NAME, end)
    return len(everyone)


def refresh(subjects: Sequence[str], today: date, press: Press, position: int, counted: Counted | None = None) -> int:
    """Bring everything derived about these subjects up to a day and a position of the ledger. `counted` is called between
    counting and assessing and says by which position to assess, which is returned."""
    stands_for, kinds = registry.standing(subjects)
    _put_away([s for s in subjects if stands_for[s] != s], today, press, position)
    subjects = list(dict.fromkeys(stands_for[s] for s in subjects))
    companies = {s for s in subjects if kinds.get(s) == "company"}
    named = [w for company in companies for w in registry.workers_of(company)]  # its name stands on their cards
    workers = list(dict.fromkeys([*(s for s in subjects if kinds.get(s) == "worker"), *named]))
    return _refresh_all(workers, companies, today, press, position, counted)


def _put_away(aliases: Sequence[str], today: date, press: Press, position: int) -> None:
    """Ids that stand for somebody else now: no score and no count of their own; their earlier codes say they are over."""
    if aliases:
        worker_files.follow_spells(dict.fromkeys(aliases, ()))
        press.old_codes(dict.fromkeys(aliases, ()))
        scores.stand_down(aliases, today, position)
        scores.count_in(dict.fromkeys(aliases))  # nowhere
        codes = [code for found in registry.codes_of(aliases).values() for code in found]
        press.cards([Publication(c.key, Withheld(Withholding(c.state))) for c in codes if c.over], int(clock.now().timestamp()), position)
        worker_files.codes_followed(codes)


def _refresh_all(workers: Sequence[str], companies: set[str], today: date, press: Press, position: int, counted: Counted | None = None) -> int:
    parts, packs = list(chunks(workers, SUBJECTS_AT_ONCE)), scoring.packs_for_scores(today)
    held: dict[str, Worker] = {}  # of the first, so many as may be kept between the two visits
    for some in parts:
        found = _read(some, today, position)
        worker_files.follow_records({s: w.everything for s, w in found.items()})
        companies = companies | _count(found, today, packs)
        if len(held) < SUBJECTS_HELD:
            held |= found
    position = counted(position) if counted else position
    regraded: set[str] = set()
    for some in chunks(sorted(companies), SUBJECTS_AT_ONCE):
        regraded |= _refresh_companies(some, today, press, position, packs)
    theirs = scores.counted_in(sorted(regraded))
    for some in parts:
        kept = some[0] in held
        _assess({s: held.pop(s) for s in some} if kept else _read(some, today, position), today, press, position, packs)
    for some in chunks([s for s in theirs if s not in set(workers)], SUBJECTS_AT_ONCE):
        _assess(_read(some, today, position), today, press, position, packs)
    return position


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker on her way through: everything said, what is established, what is shown."""

    everything: Facts
    established: Facts
    colour: Colour
    shown: Card | Withheld | None
    photo: bytes | None
    codes: Sequence[registry.CodeLine]
    history: Sequence[Entry]


def _read(subjects: Sequence[str], today: date, position: int) -> dict[str, Worker]:
    said = _said(subjects, position)
    codes = registry.codes_of(subjects)
    companies = registry.companies({e.fact.company for entries in said.values() for e in entries if e.fact.company})
    return {s: _worker(s, entries, today, companies, codes.get(s, ())) for s, entries in said.items()}


def _said(subjects: Sequence[str], position: int) -> dict[str, list[Entry]]:
    """Everything said about each, up to a position."""
    told = ledger.history_of_many(subjects)
    return {s: [e for e in entries if e.position <= position] for s, entries in told.items()}


def _count(found: Mapping[str, Worker], today: date, packs: Packs) -> set[str]:
    """Their files, and their part in what is counted. Returns the companies this moves."""
    before = registry.employers(list(found))
    now = worker_files.project({s: w.everything for s, w in found.items()}, today, {s: _glance(w) for s, w in found.items()})
    worker_files.follow_spells({s: w.history for s, w in found.items()})
    moved = set(before.values()) | set(now.values()) - {""}
    if book := packs.get("company"):
        moved |= scores.count_in({s: _tally(w, today, book) for s, w in found.items()})
    return moved


def _tally(worker: Worker, today: date, book: Rulebook) -> Tally | None:
    if worker.shown is None:
        return None
    return tally(worker.established, employer(worker.established, today)[0], today, book)


def _assess(found: Mapping[str, Worker], today: date, press: Press, position: int, packs: Packs) -> None:
    """Scores and cards, once companies have their grades."""
    made = _score(found, today, position, packs)
    press.cards([page for s, w in found.items() for page in _pages(w, made.get(s), today)], int(clock.now().timestamp()), position)
    press.old_codes(worker_files.old_codes({s: w.everything for s, w in found.items()}))
    worker_files.codes_followed(line for w in found.values() for line in w.codes)


def _pages(worker: Worker, why: PublicScore | None, today: date) -> list[Publication]:
    """Her card under her present code; under each earlier one, that it is over and no word about her."""
    shown = _with_reasons(worker.shown, why) or withheld_by_choice(worker.established, today)
    return [
        Publication(code.key, Withheld(Withholding(code.state))) if code.over else Publication(code.key, shown, worker.photo)
        for code in worker.codes
    ]


def _worker(subject: str, entries: Sequence[Entry], today: date, companies: dict[str, registry.CompanyName], codes: Sequence[registry.CodeLine]) -> Worker:
    established = in_force(subject, entries, as_of=today)
    verdict = colour(established, today, validity_rules(), reviewed_red=red_is_reviewed(established, today))
    photo = worker_files.photo(established)
    firm = worker_files.employer_shown(established, companies)
    shown = disclose_worker(
        established, firm, verdict, star_on(established, today), sha256(photo).hexdigest() if photo else "", today,
        next((CodeState(code.state) for code in codes if not code.over), CodeState.ISSUED),
    )
    everything = in_force(subject, entries, as_of=today, with_claims=True)
    return Worker(everything, established, verdict, shown, photo if isinstance(shown, Card) else None, codes, entries)


def _with_reasons(shown: Card | Withheld | None, why: PublicScore | None) -> Card | Withheld | None:
    return replace(shown, grade=why.grade, reasons=why.reasons) if isinstance(shown, Card) and why else shown


def _score(found: Mapping[str, Worker], today: date, position: int, packs: Packs) -> dict[str, PublicScore]:
    """Assess by the rule pack in force; before one is promulgated, and before she has confirmed, nobody has a score."""
    scores.stand_down([s for s, w in found.items() if w.shown is None], today, position)
    confirmed = {s: w for s, w in found.items() if w.shown is not None}
    if (book := packs.get("worker")) is None:  # none yet, or none any more
        scores.stand_down(list(confirmed), today, position)
        return {}
    if not confirmed:
        return {}
    employers = {employer(w.established, today)[0] for w in confirmed.values()} - {""}
    firm = packs.get("company")
    grades = scores.company_grades(sorted(employers), scoring_rules(firm)) if firm else {}
    here, colours = district(), validity_rules()
    figures = [e for e in ledger.history_of_kind(here, "district.figure") if e.position <= position]
    mean = district_mean(in_force(here, figures, as_of=today))
    known = scoring.given(list(confirmed), today, position)
    contexts = {
        s: worker_context(w.established, today, counted_colour(w.established, today, colours, w.colour), colours.digest, grades, mean, known.get(s))
        for s, w in confirmed.items()
    }
    facts = {s: w.established for s, w in confirmed.items()}
    rules = scoring_rules(book)
    return {s: public_score(one, rules) for s, one in scores.project(facts, today, rules, contexts, position).items()}


def district() -> str:
    """The subject under which the district's own acts and figures are recorded."""
    return place_of(settings.DISTRICT.name)


def _state_figures(today: date) -> None:
    """Once a month; everybody is assessed anew when `advance` meets it in the ledger."""
    if book := scoring.packs_for_scores(today).get("company"):
        scoring_actions.state_district_mean(Actor.job("pipeline"), place(settings.DISTRICT.name), scores.district_total(), book)


def preview(subject: str, today: date) -> Card | Withheld | None:
    """What a family would read about her, were everything said about her confirmed. Nothing is published."""
    history = ledger.history_of_many([subject])[subject]
    entries = [
        replace(e, fact=e.fact._replace(standing=Standing.PHONE)) if e.fact.standing is Standing.CLAIMED else e
        for e in in_force(subject, history, as_of=today, with_claims=True).entries
    ] + [e for e in history if e.fact.kind == OBJECTION]
    companies = registry.companies({e.fact.company for e in entries if e.fact.company})
    found = _worker(subject, entries, today, companies, registry.codes_of([subject]).get(subject, ()))
    if (book := scoring.packs_for_scores(today).get("worker")) is None:
        return found.shown
    made = scoring.TimeMachine().replay(subject).supposing(found.established, today)
    return _with_reasons(found.shown, public_score(made, scoring_rules(book)))


@beyond("公开卡片上写的，谁都能看")
def shown_now(subject: str) -> Card | Withheld | None:
    """What the public card says today."""
    return _read([subject], clock.today(), ledger.checkpoint().size)[subject].shown


def bearers(subjects: Sequence[str]) -> dict[str, Bearer]:
    """Those among them whose card is before the public, with what their code carries today. Opens names and codes."""
    today = clock.today()
    found = _read(subjects, today, ledger.checkpoint().size)
    shown = {s: w for s, w in found.items() if isinstance(w.shown, Card) and not _glance(w).held}
    codes, people = registry.codes_in_hand(list(shown)), registry.people(list(shown))
    made = {}
    for subject, worker in shown.items():
        if (code := codes.get(subject)) and code.state == "issued" and isinstance(card := worker.shown, Card):
            facts = more(worker.established, card, people[subject].name if subject in people else "", today)
            made[subject] = Bearer(subject, code.code, code.key, code.place, card, facts, worker.photo, code.spoken)
    return made


def _glance(worker: Worker) -> worker_files.Glance:
    verdict, shown = worker.colour, worker.shown
    days = [verdict.next_change_on] if verdict.next_change_on else []
    if isinstance(shown, Card):  # the job process may rest for a day or two without a page going grey
        days.append(max(shown.as_of + timedelta(days=1), shown.good_until - BEFORE_STALE))
    orders, upheld = (shown.orders, shown.upheld) if isinstance(shown, Card) else (0, 0)
    held = isinstance(shown, Withheld) or verdict.state == "red" or suspended_through(worker.established, clock.today()) is not None
    return worker_files.Glance(str(verdict.state), min(days, default=None), orders, upheld, held)


def _refresh_companies(subjects: Sequence[str], today: date, press: Press, position: int, packs: Packs) -> set[str]:
    """Scores and pages of companies. Returns those whose grade is another one."""
    forces = registry.workforces(subjects)
    held = {s: in_force(s, entries, as_of=today) for s, entries in _said(subjects, position).items()}
    regraded = _score_companies(held, today, position, packs)
    shown = []
    for subject, facts in held.items():
        force = forces.get(subject)
        counts = Standings(force.workers, force.green, force.orders, force.upheld) if force else Standings()
        if (card := disclose_company(facts, counts, star_on(facts, today), today)) is not None:
            shown.append(CompanyPublication(card))
    press.companies(shown, int(clock.now().timestamp()))
    by_code = {one.credit_code: subject for subject, one in registry.companies(subjects).items()}
    worker_files.company_pages_due({by_code[one.card.credit_code]: one.card.good_until for one in shown})
    return regraded


def _score_companies(held: Mapping[str, Facts], today: date, position: int, packs: Packs) -> set[str]:
    if (book := packs.get("company")) is None:
        scores.stand_down(list(held), today, position)
        return set()
    rules = scoring_rules(book)
    before = scores.company_grades(list(held), rules)
    contexts = scores.company_contexts(list(held), book)
    known = {s: facts for s, facts in held.items() if facts.entries or contexts[s].values["workers-filed"]}
    scores.stand_down([s for s in held if s not in known], today, position)
    made = scores.project(known, today, rules, contexts, position)
    after = {s: rules.stands_for(one.grade) for s, one in made.items()}
    return {s for s in held if (before[s].value if s in before else None) != after.get(s)}
