"""评价一览 — a company's ratings in force with what was answered, from the entries about its people.

A rating is the company's where it names the company, or names none and she worked there on that day. It is told from the
month after, so that watching the list does not tell the day; one that the company itself sent in is told at once.

Silent  once the industry's period of the rating is over; about the family.
Not here  words and replies in clear (they stay in the entries, opened or not), who may see whom (permissions).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jiaxin.domain.employment.spells import Said, Spell
from jiaxin.domain.facts import Channel, Entry, Facts
from jiaxin.domain.history import ABOUT_FACTS, CONFIRMED, CORRECTION, REPLY, in_force
from jiaxin.domain.records.kind import kind
from jiaxin.domain.reviews.dates import Period, told_dates
from jiaxin.domain.reviews.rules import ReviewRules
from jiaxin.domain.rulebooks.publication import publication_rules

KINDS = ("rating", "visit", REPLY, CONFIRMED, *sorted(ABOUT_FACTS))  # what is read of a worker
_ASPECTS = ("skill_stars", "manner_stars", "punctual_stars")


@dataclass(frozen=True, slots=True)
class Reply:
    """entry: as it stands; first_at: when the company first answered; disputed: she objects to it."""

    entry: Entry
    first_at: datetime
    disputed: bool

    @property
    def company(self) -> str:
        return self.entry.fact.company

    @property
    def edited(self) -> bool:
        return self.entry.recorded_at != self.first_at


@dataclass(frozen=True, slots=True)
class Review:
    """One rating. `time` is as fine as may be told; `checking`: its family's orders are being looked at.

    hidden  the correction that took the reply away; None = none did
    """

    worker: str
    rating: Entry
    time: Period
    verified: bool
    disputed: bool
    checking: bool
    reply: Reply | None = None
    hidden: Entry | None = None

    @property
    def id(self) -> str:
        return self.rating.id

    @property
    def when(self) -> str:
        return self.time.words

    @property
    def stars(self) -> int:
        return int(str(self.rating.get("stars")))

    @property
    def aspects(self) -> list[tuple[str, int]]:
        """(label, stars) of what was rated by itself."""
        fields = kind("rating")
        return [(fields.field(name).label, int(str(value))) for name in _ASPECTS if (value := self.rating.get(name)) is not None]

    def editable(self, now: datetime, rules: ReviewRules) -> bool:
        return self.reply is not None and now < self.reply.first_at + timedelta(hours=rules.edit_hours)


def reviews(
    histories: Mapping[str, Sequence[Entry]], spells: Mapping[str, Sequence[Spell]], company: str, doubted: Collection[str], today: date, rules: ReviewRules
) -> list[Review]:
    """Of every worker asked about, the latest time first, then in no order that tells anything.

    histories  everything said about each worker, of `KINDS`, in order of position
    spells     of each with this company;  company empty: whatever company it was, told at once (for her own page)
    doubted    households whose orders a person is asked to look at, or has found staged
    """
    found: list[Review] = []
    for worker, history in histories.items():
        stands = in_force(worker, history, as_of=today)
        visited = {e.get("order_no"): e.fact.happened_on for e in stands.of("visit")}
        own = [(e, visited.get(e.get("order_no"), e.fact.happened_on)) for e in stands.of("rating")]
        own = [(e, day) for e, day in own if not company or (_of(e, day, spells.get(worker, ()), company) and _told(e, company, today))]
        own = [(e, day) for e, day in own if publication_rules().shown_through("rating", e.fact.happened_on) >= today]
        times = told_dates([day for _, day in own], rules.least)
        for (entry, _), time in zip(own, times, strict=True):
            verified = entry.get("verified") is True or entry.get("order_no") in visited
            said = (entry.id in stands.disputed, entry.fact.counterparty in doubted and bool(entry.fact.counterparty))
            found.append(Review(worker, entry, time, verified, *said, reply_to(stands, history, entry.id), _hidden(history, entry.id)))
    return sorted(found, key=lambda one: (one.time.year, one.time.ends, one.id), reverse=True)


def reply_to(stands: Facts, history: Sequence[Entry], rating: str) -> Reply | None:
    """The reply in force to a rating, if there is one."""
    now = next((e for e in stands.of(REPLY) if e.get("of") == rating), None)
    if now is None:
        return None
    return Reply(now, min(e.recorded_at for e in answers(history, rating)), now.id in stands.disputed)


def answers(history: Sequence[Entry], rating: str) -> list[Entry]:
    """Everything a company ever answered to a rating."""
    return [e for e in history if e.fact.kind == REPLY and e.get("of") == rating]


def _hidden(history: Sequence[Entry], rating: str) -> Entry | None:
    replies = {e.id for e in answers(history, rating)}
    return next((e for e in history if e.fact.kind == CORRECTION and e.get("of") in replies), None) if replies else None


def _of(entry: Entry, day: date, spells: Sequence[Spell], company: str) -> bool:
    if entry.fact.company:
        return entry.fact.company == company
    return any(one.state is Said.STANDS and one.begins <= day <= (one.ended_on or day) for one in spells)


def _told(entry: Entry, company: str, today: date) -> bool:
    mine = entry.fact.provenance.source == company and entry.fact.provenance.channel is not Channel.PHONE
    said = entry.fact.happened_on
    return mine or (said.year, said.month) < (today.year, today.month)

