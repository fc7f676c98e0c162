"""查询季 — in the last two months families open cards before they choose, and let in whom they chose.

Look-ups go into the scan spool as the family's portal writes them; an entry is confirmed from the live code on her own
phone. What was true of the season — how many families, who asked first, how long they took, who was content — is kept
beside the data (`truth`), for what the boards say to be held against (`python -m tools.bench.lookups --data FOLDER`).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings

from jiaxin import pipeline
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.presenting import visiting
from jiaxin.apps.publication import codes, spool
from jiaxin.apps.registry import queries as registry
from jiaxin.demo.afterwards import Afterwards
from jiaxin.demo.district import District
from jiaxin.demo.orders import Order
from jiaxin.demo.people import Worker
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock

LASTS = 60  # days of look-ups up to the last day
LOOKS_ON, ASKS_FIRST, LETS_IN, TAPS = 0.7, 0.6, 0.25, 0.3  # of orders: one more family only looks; the card was opened before; entry confirmed; the one tap
KEEPS_NOTHING, CLEARS = 0.05, 0.006  # browsers that keep no token; looks after which it is gone
SUITS = 0.91  # of those who tap
ROUND = 15  # cards of her own company that a clerk looks through
STAFF = "clerk:"
_TASKS = {"养老照护": "elder", "病患陪护": "elder", "母婴护理": "child", "产后康复": "child", "育婴": "child"}


@dataclass(slots=True)
class Season:
    """What was true. `waits`: seconds from a family's first look to the door; `tapped`: whether it was content."""

    families: set[str] = field(default_factory=set)
    entries: int = 0
    asked_first: int = 0
    waits: list[int] = field(default_factory=list)
    tapped: dict[str, bool] = field(default_factory=dict)

    def told(self) -> dict[str, float]:
        waits = sorted(self.waits)
        content = sum(self.tapped.values())
        return {
            "households": len(self.families), "entries": self.entries, "asked_first": self.asked_first,
            "choosing_hours": round(waits[len(waits) // 2] / 3600, 2) if waits else 0, "content": content, "answered": len(self.tapped),
        }  # fmt: skip


@dataclass(slots=True)
class _Browser:
    token: bytes
    keeps: bool
    first: int = 0
    seen: dict[int, int] = field(default_factory=dict)  # worker → when first looked at


class Looking:
    def __init__(self, district: District, subjects: Mapping[int, str]) -> None:
        self._district, self._plan, self._subjects = district, district.plan, subjects
        self._begins = self._plan.as_of - timedelta(days=LASTS)
        self._keys: dict[str, bytes] = {}
        self._browsers: dict[str, _Browser] = {}
        self._by_street: dict[int, list[Worker]] = defaultdict(list)
        self._looks: dict[date, list[tuple[int, str, int, str]]] = defaultdict(list)  # day → (second, family, worker, use)
        self._doors: dict[date, list[Order]] = defaultdict(list)
        self.season = Season()
        self.afterwards = Afterwards(self._plan)

    def on(self, day: date) -> None:
        """A day of the season; nothing before it, and nothing on the last day, which may not be over."""
        if day == self._begins:
            self._begin()
        if self._begins <= day < self._plan.as_of and self._keys:
            self.afterwards.on(day)
            self._let_in(day)
            self._look(day)
        if day == self._plan.as_of:
            oversight.follow_lookups()

    def _begin(self) -> None:
        """Who will look at whom, and when; only workers whose card can be opened."""
        keys = registry.code_keys(sorted(self._subjects.values()))
        self._keys = {subject: key for subject, (key, state) in keys.items() if state == "issued"}
        for worker in self._district.workers:
            if self._subjects.get(worker.number) in self._keys:
                self._by_street[worker.street].append(worker)
        last = self._plan.as_of - timedelta(days=1)
        for order in self._district.orders:
            worker = self._district.workers[order.worker]
            if self._begins < order.ordered_on <= last and order.status != "已取消" and self._subjects.get(order.worker) in self._keys:
                self._will_choose(order, worker)
        self.afterwards.expects(sum(map(len, self._doors.values())))
        for number, company in enumerate(self._district.companies):
            staff = [w for w in self._district.workers if w.company == number and self._subjects.get(w.number) in self._keys][:ROUND]
            day = self._begins + timedelta(days=self._plan.chance("round", number).randrange(1, LASTS))
            self._looks[day] += [(_second(day, 7 * 3600 + 20 * n), f"{STAFF}{company.code}", w.number, "") for n, w in enumerate(staff)]
            if staff:
                self._looks[day].append((_second(day, 7 * 3600 - 60), f"{STAFF}{company.code}", -1, "own"))

    def _will_choose(self, order: Order, worker: Worker) -> None:
        chance = self._plan.chance("look", order.number)
        at = _second(order.ordered_on, 3600)  # entries are confirmed in the morning
        first = at - int(chance.uniform(2, 14 * 24) * 3600)
        near = self._by_street[worker.street]
        looked = [first] + [first + int(chance.random() * (at - first - 7200)) for _ in range(chance.choice((0, 0, 1, 1, 2)))] if at - first > 7200 else [first]
        asks = chance.random() < ASKS_FIRST
        for n, when in enumerate(sorted(looked)):
            self._will_look(when, order.phone, worker.number if asks and n == 0 else chance.choice(near).number, _task(order.service))
        if chance.random() < TAPS:
            self._will_look(first + 30, order.phone, worker.number, "ok" if chance.random() < SUITS else "no")
        if chance.random() < LETS_IN:
            self._doors[order.ordered_on].append(order)
        if chance.random() < LOOKS_ON:
            self._will_look(first - 3600, f"looks-on:{order.number}", chance.choice(near).number, _task(order.service))

    def _will_look(self, when: int, family: str, worker: int, use: str) -> None:
        day = datetime.fromtimestamp(when, clock.CHINA).date()
        if self._begins <= day < self._plan.as_of:
            self._looks[day].append((when, family, worker, use))

    def _look(self, day: date) -> None:
        out = spool.Spool(settings.DATA)
        for when, family, worker, use in sorted(self._looks.pop(day, ())):
            browser = self._browser(family)
            key = self._keys[self._subjects[worker]] if worker >= 0 else bytes(32)
            token = browser.token if browser.keeps else Random(f"{family}/{when}").randbytes(spool.TOKEN_BYTES)
            out.note(key, when, use, token)
            if use in spool.TAPS:
                self.season.tapped[family] = use == "ok"
            elif not family.startswith(STAFF):
                self._looked(browser, family, worker, when)
                if browser.keeps:
                    out.note(bytes(32), when, "kept", token)
                    if self._plan.chance("clears", family, when).random() < CLEARS:
                        browser.token = Random(f"{family}/{when}/anew").randbytes(spool.TOKEN_BYTES)
        out.flush(_second(day, 86_399))
        out.close()

    def _looked(self, browser: _Browser, family: str, worker: int, when: int) -> None:
        self.season.families.add(family)
        browser.first = browser.first or when
        browser.seen.setdefault(worker, when)

    def _let_in(self, day: date) -> None:
        """At the door: the family scans what her phone shows, and confirms. One door a day for each of them."""
        orders = list({order.worker: order for order in self._doors.pop(day, ())}.values())
        before, out = 60 * figure_rules(day).before_minutes, spool.Spool(settings.DATA)
        bearers = pipeline.bearers(sorted({self._subjects[o.worker] for o in orders}))
        for order in orders:
            if (bearer := bearers.get(self._subjects[order.worker])) is None:
                continue
            browser, at = self._browser(order.phone), int(clock.now().timestamp())
            if browser.first == 0:
                self._looked(browser, order.phone, order.worker, at)
            live = codes.live_code(Actor(f"worker:{bearer.subject}", Role.WORKER, subject=bearer.subject), bearer).partition("#")[2]
            self.afterwards.entered(day, visiting.confirm(bearer.code, live), order, self._district.workers[order.worker], bearer.subject)
            out.note(bearer.key, at - 40, "", browser.token if browser.keeps else Random(order.number).randbytes(spool.TOKEN_BYTES))
            out.note(bearer.key, at, "enter", browser.token if browser.keeps else spool.NOBODY)
            self.season.entries += 1
            self.season.asked_first += at - browser.seen.get(order.worker, at) >= before
            if at - browser.first >= before:
                self.season.waits.append(at - browser.first)
        out.flush(_second(day, 9 * 3600))
        out.close()

    def _browser(self, family: str) -> _Browser:
        if family not in self._browsers:
            chance = self._plan.chance("browser", family)
            self._browsers[family] = _Browser(chance.randbytes(spool.TOKEN_BYTES), family.startswith(STAFF) or chance.random() >= KEEPS_NOTHING)
        return self._browsers[family]


def _second(day: date, after_midnight: int) -> int:
    return int(datetime.combine(day, datetime.min.time(), clock.CHINA).timestamp()) + after_midnight


def _task(service: str) -> str:
    return _TASKS.get(service, "home")
