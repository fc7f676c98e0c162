"""放映 — two years pass on a simulated clock: sheets arrive, people confirm, batches are taken back.

Everything enters by the doors of the apps, as a portal would use them; no table is written here. What follows
the ledger (colours, files, cards) is brought up to date every few weeks and at the end, not after each sheet:
the record and its days are the same, and two years pass in minutes.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import partial
from hashlib import sha256
from random import Random
from typing import TypeVar

from jiaxin import pipeline
from jiaxin.apps.access.queries import actor_named
from jiaxin.apps.exchange import actions as exchange
from jiaxin.apps.governance import actions as cases
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as batches
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.presenting import surveying
from jiaxin.apps.registry import queries as registry
from jiaxin.demo.accounts import Offices
from jiaxin.demo.civic import Civic
from jiaxin.demo.disputes import Disputes
from jiaxin.demo.district import District
from jiaxin.demo.duties import Duties
from jiaxin.demo.looking import Looking
from jiaxin.demo.people import Worker
from jiaxin.demo.portraits import portrait
from jiaxin.demo.preparing import Preparer, Sheet
from jiaxin.demo.rounds import Rounds
from jiaxin.demo.sheets.posting import Due
from jiaxin.demo.stories import Cast, Stories
from jiaxin.demo.truth import Kept
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock

SWEEP_EVERY_DAYS = 7
T = TypeVar("T")
Say = Callable[[str], None]


@dataclass(slots=True)
class Played:
    """What came of it: counts, and seconds by stage."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))


class Player:
    def __init__(self, district: District, dues: list[Due], preparer: Preparer, kept: Kept, say: Say) -> None:
        self._district, self._dues, self._preparer = district, dues, preparer
        self.kept, self._say = kept, say
        self.played = Played()
        self._offices = Offices(district)
        self._civic = Civic(district, self._offices)
        self._duties = Duties(district, self._offices)
        self._looking = Looking(district, kept.subjects)
        self._stories = Stories(district.plan.as_of, district.plan.filing_from)
        cast = Cast(district, self._offices, kept)
        Disputes(cast, self._stories)
        Rounds(cast, self._stories)
        self._now = _morning(district.plan.first_day)
        self._begun = datetime.now(UTC)
        self._confirming: dict[date, list[tuple[str, int]]] = defaultdict(list)
        self._due_by: dict[int, date] = {}  # worker → the day on which she next looks at what awaits her
        self._undoing: dict[date, list[tuple[Actor, str]]] = defaultdict(list)
        self._unasked: dict[str, list[int]] = {"confirmed": [], "starting": []}  # and not yet in a list of that kind
        self._chance = district.plan.chance("play")
        self._swept = self._followed = district.plan.first_day

    def play(self) -> Played:
        """From the first day to the last."""
        plan, place = self._district.plan, 0
        day, month = plan.first_day, ""
        with clock.set_clock(self._tick):
            self._offices.district_opens()
            while day <= plan.as_of:
                self._now = _morning(day)
                if month and month != f"{day:%Y-%m}":
                    self._tell(month)
                month = f"{day:%Y-%m}"
                while place < len(self._dues) and self._dues[place].day == day:
                    self._arrives(place, self._dues[place])
                    place += 1
                self._people_act(day)
                self._timed("civic", partial(self._civic.on, day))
                self._timed("duties", partial(self._duties.on, day))
                self._timed("stories", partial(self._stories.on, day))
                self._timed("looking", partial(self._looking.on, day))
                self._sweep(day)
                day += timedelta(days=1)
            self._tell(month)
            if self._followed < plan.as_of:
                self._follow(plan.as_of)
            self._timed("duties", partial(self._duties.close, plan.as_of))
            self._timed("stories", exchange.confirm_repairs)
        self.kept.season = self._looking.season.told() | self._looking.afterwards.told()
        for why in self._stories.refused:
            self._say(f"没有办成 {why}")
        return self.played

    def _tick(self) -> datetime:
        """Each look at the clock is a moment later; on the last day never later than it truly is."""
        self._now += timedelta(milliseconds=20)
        real = datetime.now(UTC)
        return min(self._now, real) if self._now.date() >= self._begun.date() <= real.date() else self._now

    def _arrives(self, number: int, due: Due) -> None:
        actor = self._offices.actor(due.sender)
        sheet = self._timed("prepare", lambda: self._preparer.sheet(number, self._named(due)))
        if sheet is None or actor is None:
            return
        batch, _ = self._timed("receive", lambda: intake.receive(actor, sheet.filename, sheet.data, sheet.kind))
        self._timed("check", lambda: intake.work(only=batch, judging=sheet.judging))
        view = batches.batch(batch)
        assert view is not None
        self.played.counts["sheets"] += 1
        self.played.counts["rows"] += sum(view.rows.values())
        if view.state == "failed":
            raise RuntimeError(f"{sheet.filename}: {view.said}")
        lands = view.state == "checked" and view.good > 0
        if lands:
            intake.accept(actor, batch)
            self._timed("land", lambda: intake.work(only=batch))
        taken_back = lands and due.undo_after > 0  # what never landed needs no taking back
        self.kept.sent(batch, due.sender, due.day, sheet, taken_back)
        if taken_back:
            self._undoing[due.day + timedelta(days=due.undo_after)].append((actor, batch))
        if sheet.kind == "company-register":
            self._offices.companies_open()
        if sheet.kind == "worker-roster":
            self._remember(sheet)
        if sheet.kind in ("worker-roster", "training"):  # what is said of her counts once she says so too
            self._will_confirm(sheet, due.day)

    def _named(self, due: Due) -> list[Worker]:
        workers = self._district.workers
        if due.asks in self._unasked:
            asked, self._unasked[due.asks] = self._unasked[due.asks], []
            return [workers[n] for n in asked]
        return [workers[n] for n in sorted(self.kept.confirmed_on)] if due.asks else []

    def _remember(self, sheet: Sheet) -> None:
        """Which subject each person of a roster is."""
        new = {r.about for r in sheet.rows if r.about is not None and r.about not in self.kept.subjects}
        by_number = {self._district.workers[n].id_number: n for n in new}
        for id_number, subject in registry.by_id_numbers(sorted(by_number)).items():
            self.kept.subjects[by_number[id_number]] = subject

    def _will_confirm(self, sheet: Sheet, day: date) -> None:
        """Most confirm within days; the first time somebody may think about it for weeks, and some never do. Who is
        about to look anyway confirms then, all at once."""
        for row in sheet.rows:
            if row.about is None or row.mistakes or row.about not in self.kept.subjects:
                continue
            worker = self._district.workers[row.about]
            chance = Random(f"{self._district.plan.seed}/confirm/{worker.number}/{day}")
            if worker.way == "never" or chance.random() < 0.04 or self._due_by.get(worker.number, day) > day:
                continue
            first = worker.number not in self.kept.confirmed_on  # later on nothing she needs hangs on it
            wait = 1 + int(chance.expovariate(0.2 if first and worker.way == "phone" else 0.1))
            due = _open_day(worker, day + timedelta(days=wait))
            if (due - day).days < 29:
                self._due_by[worker.number] = due
                self._confirming[due].append((worker.way, worker.number))

    def _people_act(self, day: date) -> None:
        for actor, batch in self._undoing.pop(day, ()):
            intake.undo(actor, batch)
            self._timed("undo", partial(intake.work, only=batch))
            self.played.counts["undone"] += 1
        today = self._confirming.pop(day, ())
        by_phone = [n for way, n in today if way == "phone"]
        at_counter = [n for way, n in today if way == "counter"]
        signed_in = {s: Actor(f"worker:{s}", Role.WORKER, subject=s) for s in (self.kept.subjects[n] for n in by_phone)}
        if signed_in:
            self._timed("confirm", partial(intake.confirm_each, signed_in, "phone"))
        for number in dict.fromkeys(by_phone):
            subject = self.kept.subjects[number]
            if number not in self.kept.confirmed_on and number % 2:
                self._timed("photo", partial(intake.attach_photo, signed_in[subject], subject, self._pictured(number)))
        self._confirm_at_their_doors([n for way, n in today if way == "field"], day)
        if at_counter:
            subjects = list(dict.fromkeys(self.kept.subjects[n] for n in at_counter))
            signed: dict[str, Sequence[str]] = {s: (_signature(s, day),) for s in subjects}
            clerk = actor_named("bureau-clerk")
            self._timed("confirm", lambda: intake.confirm_many(clerk, subjects, "counter", signed))
        for _, number in today:
            if number not in self.kept.confirmed_on:
                self.kept.confirmed_on[number] = day
                for waiting in self._unasked.values():
                    waiting.append(number)
                self.played.counts["confirmed"] += 1

    def _pictured(self, number: int) -> bytes:
        """Her own portrait; where a company cheats, some bring the one that it hands out."""
        company = self._district.workers[number].company
        if company is not None and not self._district.companies[company].honest and number % 10 == 1:
            self.kept.lent_photos.append(number)
            return portrait(-1 - company)
        return portrait(number)

    def _confirm_at_their_doors(self, numbers: Sequence[int], day: date) -> None:
        """The grid worker of each community goes round."""
        by_community: dict[str, list[int]] = defaultdict(list)
        for number in dict.fromkeys(numbers):
            by_community[self._district.workers[number].community].append(number)
        for community, some in by_community.items():
            grid = self._district.areas.grids(community, day)[0]
            street = self._district.areas.streets[self._district.workers[some[0]].street]
            walker = Actor(f"grid:{grid.code}", Role.GRID, f"street-{street.code}", street=street.code, grid=grid.code)
            subjects = [self.kept.subjects[n] for n in some]
            signed: dict[str, Sequence[str]] = {s: (_signature(s, day),) for s in subjects}
            self._timed("confirm", partial(intake.confirm_many, walker, subjects, "field", signed))

    def _sweep(self, day: date) -> None:
        if (day - self._swept).days >= SWEEP_EVERY_DAYS:
            self._swept = day
            self.played.counts["lapsed"] += self._timed("sweep", lambda: intake.lapse_due(day))
            self._timed("sweep", intake.forget_old_files)
            self._timed("sweep", partial(cases.keep_clocks, day))
            self._timed("sweep", surveying.close_due)
        if (day - self._followed).days >= self._district.plan.follow_every:
            self._follow(day)

    def _follow(self, day: date) -> None:
        self._followed = day
        self._timed("reputation", pipeline.estimate_reputation)
        self.played.counts["facts"] += self._timed("follow", pipeline.catch_up)
        self._timed("counting", partial(oversight.keep_day, day))

    def _timed(self, stage: str, do: Callable[[], T]) -> T:
        begun = time.perf_counter()
        try:
            return do()
        finally:
            self.played.seconds[stage] += time.perf_counter() - begun

    def _tell(self, month: str) -> None:
        """One line a month."""
        spent = sum(self.played.seconds.values())
        count = self.played.counts
        rate = count["rows"] / spent if spent else 0
        self._say(
            f"{month}  表 {count['sheets']:>4}  行 {count['rows']:>8,}  本人已确认 {count['confirmed']:>6,}"
            f"  {spent:6.1f} 秒  {rate:7,.0f} 行/秒"
        )


def _open_day(worker: Worker, day: date) -> date:
    """A phone is always at hand; the counter keeps two days a week, the grid worker's round of a community one."""
    days = {"phone": range(7), "counter": (1, 4)}.get(worker.way, (sum(worker.community.encode()) % 5,))
    return next(one for one in (day + timedelta(days=n) for n in range(7)) if one.weekday() in days)


def _signature(subject: str, day: date) -> str:
    """What the counter's screen would have kept: here the hash of no picture."""
    return sha256(f"signature/{subject}/{day}".encode()).hexdigest()


def _morning(day: date) -> datetime:
    return datetime.combine(day, clock_time(1, 0), UTC)  # nine o'clock in China
