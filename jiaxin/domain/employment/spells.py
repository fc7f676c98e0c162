"""用工经历 — each spell of work as it stands now: said by whom, answered by her how, going on or over.

A worker moves between companies and keeps her code; spells may follow one another, overlap, or be told twice.
`spells` reads everything ever said about her, claims that fell included, because a person who is listed and never
answers is what the district wants to see.

Silent  about what was taken back with its batch or corrected away: that was never said; and about what is frozen.
Not here  the file as it stands (history), what is doubtful about a list of workers (ghosts).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from enum import StrEnum

from jiaxin.domain.disclosure.vocabulary import MODES, known
from jiaxin.domain.employment.answers import DENIED, LEFT, SPELL, answered, answers, spelled
from jiaxin.domain.facts import Entry, Standing
from jiaxin.domain.history import CONFIRMED, CORRECTION, LAPSED
from jiaxin.domain.restricting import restrictions

EMPLOYEE = "employee"  # the mode in which one place fills the working day
CHINA = timezone(timedelta(hours=8))
WORK = ("order", "visit")


class Said(StrEnum):
    """说法 — what has become of what was said."""

    CLAIMED = "claimed"  # waits for her
    STANDS = "stands"  # confirmed by her, or said by herself
    DENIED = "denied"  # she says that she never worked there
    LAPSED = "lapsed"  # she has never answered, and the days are over


@dataclass(frozen=True, slots=True)
class Spell:
    """One spell with one company (`company` empty: on her own account).

    started_on as ISO text; empty = nobody said
    entry      the last statement, the one an answer is about;  waits: it waits for her
    ends_claimed the end somebody else claims while she has not answered
    source, batch, sheet, row  where an organisation said so last
    """

    company: str
    started_on: str
    ended_on: date | None
    mode: str
    state: Said
    said_on: date
    answered_on: date | None
    entry: str
    waits: bool
    ends_claimed: date | None = None
    source: str = ""
    batch: str = ""
    sheet: str = ""
    row: int = 0
    jobs: int = 0
    last_job_on: date | None = None

    @property
    def runs(self) -> bool:
        """Goes on, as far as anybody says."""
        return self.ended_on is None and self.state in (Said.CLAIMED, Said.STANDS)

    @property
    def begins(self) -> date:
        """The first day; where nobody said, the day we heard of it."""
        return _day(self.started_on) or self.said_on


def spells(history: Sequence[Entry]) -> tuple[Spell, ...]:
    """Every spell, those that go on first, then by beginning, the latest first. `history` in order of position."""
    gone, resting = {str(e.fact.clear["of"]) for e in history if e.fact.kind == CORRECTION}, restrictions(history)
    confirmed = {str(e.fact.clear["claim"]): e for e in history if e.fact.kind == CONFIRMED}
    ended = {str(e.fact.clear["claim"]): str(e.fact.clear.get("method") or "") for e in history if e.fact.kind == LAPSED}
    given = answers(history)
    told: dict[tuple[str, str], list[tuple[Entry, Said, Entry | None]]] = {}
    for entry in history:
        if entry.fact.kind != SPELL or entry.id in gone or resting.covers(entry):
            continue
        claim = entry.fact.claim
        answer = answered(given, entry)
        by = answer.entry if answer else confirmed.get(claim)
        if answer is not None:
            if answer.word == LEFT:
                continue  # her own statement with the end follows it
            said = Said.DENIED if answer.word == DENIED else Said.STANDS
        elif entry.fact.standing is not Standing.CLAIMED or claim in confirmed:
            said = Said.STANDS
        elif claim in ended:
            if ended[claim] == "batch_undone":
                continue
            said = Said.DENIED if ended[claim] == "refused" else Said.LAPSED
        else:
            said = Said.CLAIMED
        told.setdefault(spelled(entry), []).append((entry, said, by))
    jobs = _jobs(history, gone)
    found = [_spell(company, start, run, jobs.get(company, [])) for (company, start), run in told.items()]
    return tuple(sorted(found, key=lambda s: (s.runs, s.begins), reverse=True))


def twice(found: Iterable[Spell]) -> dict[str, date]:
    """Company → since when she stands there and elsewhere as an employee at once, by what is said."""
    full = [s for s in found if s.runs and s.company and s.mode == EMPLOYEE]
    since: dict[str, date] = {}
    for one in full:
        others = [max(one.begins, other.begins) for other in full if other.company != one.company]
        if others:
            since[one.company] = min([*others, *([since[one.company]] if one.company in since else [])])
    return since


def _spell(company: str, start: str, run: list[tuple[Entry, Said, Entry | None]], jobs: list[date]) -> Spell:
    standing = [(entry, by) for entry, said, by in run if said is Said.STANDS]
    last, state, by = run[-1]
    waits = state is Said.CLAIMED
    shown = last
    if standing and state is not Said.DENIED:
        shown, by = standing[-1]
        state = Said.STANDS
    heard = next((e for e, _, _ in reversed(run) if e.fact.provenance.batch), last).fact.provenance
    return Spell(
        company=company,
        started_on=start,
        ended_on=_day(shown.get("ended_on")),
        mode=_mode(shown),
        state=state,
        said_on=run[0][0].recorded_at.astimezone(CHINA).date(),
        answered_on=by.fact.happened_on if by else None,
        entry=last.id,
        waits=waits,
        ends_claimed=_day(last.get("ended_on")) if waits and shown is not last else None,
        source=heard.source,
        batch=heard.batch,
        sheet=heard.sheet,
        row=heard.row,
        jobs=len(jobs),
        last_job_on=max(jobs, default=None),
    )


def _jobs(history: Iterable[Entry], gone: set[str]) -> dict[str, list[date]]:
    """Days on which she did something for each company: orders carried out, doors at which she was let in."""
    found: dict[str, list[date]] = {}
    for entry in history:
        if entry.fact.kind in WORK and entry.id not in gone and entry.get("status") in (None, "done"):
            found.setdefault(entry.fact.company, []).append(entry.fact.happened_on)
    return found


def _mode(entry: Entry) -> str:
    return known(MODES, entry.get("employment_mode"))


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
