"""经过 — a matter of the demo as it is told: its steps one after another, each so many working days after the one before.

A story is a generator that takes a step and yields how many working days pass until the next one. What begins late enough is not
over on the last day: it waits at the desk of whoever is next. A step that the rules refuse ends its story and is kept, so that a
test can ask that there is none.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from jiaxin.apps.access.queries import actor_named
from jiaxin.apps.governance import actions as cases
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.registry import actions as keeping
from jiaxin.apps.registry import queries as registry
from jiaxin.demo.accounts import Offices
from jiaxin.demo.civic import stroke
from jiaxin.demo.district import District
from jiaxin.demo.people import Worker
from jiaxin.demo.truth import Kept
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.permissions import Actor, Role, Thing
from jiaxin.kit import clock

Story = Iterator[int]
KNOWN_FOR = timedelta(days=10)  # since a worker confirmed her file, before anything is told about her
SETTLED = timedelta(days=30)  # since the first rosters, before offices have anything to decide


class Stories:
    """The stories that run, by the day on which they go on."""

    def __init__(self, last: date, first: date) -> None:
        self._last, self._first, self._days = last, first + SETTLED, packaged_calendar()
        self._due: dict[date, list[tuple[str, Callable[[], Story] | Story]]] = {}
        self.refused: list[str] = []

    def begin(self, name: str, before: int, story: Callable[[], Story]) -> None:
        """So many working days before the last day; not at all where nothing was settled by then."""
        day = self._last
        while before or not self._days.is_working(day):
            before -= self._days.is_working(day)
            day -= timedelta(days=1)
        if day >= self._first:
            self._due.setdefault(day, []).append((name, story))

    def on(self, day: date) -> None:
        for name, story in self._due.pop(day, ()):
            self._go_on(day, name, story() if callable(story) else story)

    def on_now(self, name: str, story: Callable[[], Story]) -> None:
        """A story that comes out of another one begins the moment it does."""
        self._go_on(clock.today(), name, story())

    def _go_on(self, day: date, name: str, story: Story) -> None:
        try:
            wait = next(story, None)
        except Refused as why:
            self.refused.append(f"{day} {name}：{why.code} {why.said}")
            return
        if wait is not None:
            self._due.setdefault(self._days.after(day, wait).on, []).append((name, story))


class Cast:
    """Who takes part: officers by name, workers and companies that nothing else is told of."""

    def __init__(self, district: District, offices: Offices, kept: Kept) -> None:
        self.district, self.offices, self.kept = district, offices, kept
        self._taken: set[int] = set()
        self._shown = offices.shown_company.number

    @property
    def clerk(self) -> Actor:
        return actor_named("bureau-clerk")

    @property
    def chief(self) -> Actor:
        return actor_named("bureau-admin", fresh=True)

    def office(self, name: str) -> Actor:
        return actor_named(name, fresh=True)

    def association_or_clerk(self, case: str) -> Actor:
        """The association where a matter concerns one of its members, else the bureau."""
        one, association = governance.case(case), self.office("association")
        concerned = {one.subject, one.organisation, *registry.present_companies(one.subject)}
        return self.clerk if association.members.isdisjoint(concerned) else association

    def known(self, on: date, most: int, of: Callable[[Worker], bool] = lambda _: True) -> list[Worker]:
        """Some who confirmed their files a while ago and of whom nothing has been told."""
        since, shown = on - KNOWN_FOR, self.signs_in(on)
        left_out = self._taken | ({shown.number} if shown else set())
        known = [w for w in self.district.workers if self.kept.confirmed_on.get(w.number, on) <= since and w.number not in left_out and of(w)]
        return self.district.plan.chance("cast", on, len(self._taken)).sample(known, min(most, len(known)))

    def take(self, worker: Worker) -> Worker:
        """From here on she is in a story, and in no other."""
        self._taken.add(worker.number)
        return worker

    def signs_in(self, on: date) -> Worker | None:
        """Whose phone the leaflet names: anybody who looks at the demo may be her."""
        return next((w for w in self.district.workers if w.way == "phone" and self.kept.confirmed_on.get(w.number, on) < on), None)

    def herself(self, worker: Worker) -> Actor:
        subject = self.kept.subjects[worker.number]
        return Actor(f"worker:{subject}", Role.WORKER, subject=subject)

    def thing(self, worker: Worker) -> Thing:
        """As an office sees her file."""
        subject = self.kept.subjects[worker.number]
        line = registry.file_lines([subject]).get(subject)
        if line is None:
            return Thing(owner=subject)
        return Thing(owner=subject, organisation=line.company, street=line.street, consent=line.consent, refused=line.refused)

    def firms(self, honest: bool | None = None) -> list[Actor]:
        """Managers of the companies that report themselves; of the one whose manager anybody may be, first."""
        numbers = [c.number for c in self.district.companies if c.reports_itself and honest in (None, c.honest)]
        numbers.sort(key=lambda number: number != self._shown)
        return [actor for number in numbers if (actor := self.offices.actor(f"company:{number}"))]

    def tell(self, story: str, case: str, subject: str, **true: object) -> None:
        """Into the hidden truth: which matter is which story."""
        self.kept.stories.append({"story": story, "case": case, "subject": subject, **true})


def took(actor: Actor, case: str, verb: str, **said: Value) -> str:
    return cases.take_step(actor, case, verb, said)


def picture(owner: str, of: str) -> str:
    """A drawing in the place of a photo or a signature, sealed under the key of whom it is about."""
    return keeping.keep_file(owner, stroke(of))
