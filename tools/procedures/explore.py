"""Every procedure, exhaustively: all that can happen from its opening, with every hand, every wait and every omission.

A node is what the engine's next answer can depend on: state, days since it was entered, days since notice, who has
done what, what was said, what was promised, whether an objection runs, how long a consequence still lasts. Time moves by
days up to the longest wait that opens or closes anything, and then straight to the end of a consequence. In the model
every day is a working day; weekends and holidays are the business of the random traces.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from jiaxin.domain.calendar import WorkCalendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.procedures import procedure as engine
from jiaxin.domain.procedures.clocks import Setting, working_days
from jiaxin.domain.procedures.table import Event, Procedure, Step
from tools.procedures.spec import broken
from tools.procedures.speech import variants

START = date(2026, 3, 2)
HANDS = ("one", "two", "three", "four")
_PAPERS = frozenset({"proof", "receipt", "evidence"})  # needed with their own step, and asked for by none after it
_YEARS = range(2025, 2032)


def _every_day_works() -> WorkCalendar:
    weekends = {
        year: frozenset(
            day for n in range(366) if (day := date(year, 1, 1) + timedelta(days=n)).year == year and day.weekday() > 4
        )
        for year in _YEARS
    }
    return WorkCalendar({year: frozenset() for year in _YEARS}, weekends, frozenset())


CALENDAR = _every_day_works()


@dataclass(frozen=True, slots=True)
class Node:
    events: tuple[Event, ...]
    today: date
    contested: bool


@dataclass(slots=True)
class Explored:
    """What was found. `violations` name the rule and the way there."""

    nodes: int = 0
    moves: int = 0
    refusals: int = 0
    states: set[str] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)
    adverse: int = 0
    violations: list[str] = field(default_factory=list)
    dead_ends: list[str] = field(default_factory=list)


def explore(rules: Procedure, style: str = "", limit: int = 400_000, until: str = "") -> Explored:
    """Breadth first over everything. Raises if the limit of nodes is not enough: then nothing is proved.

    until  a rule of `spec`: where one is looked for that is broken, the first finding is enough
    """
    hands = HANDS if any(len(s.unlike) > 1 or len(_excluded(rules, s)) > 1 for s in rules.steps) else HANDS[:2]
    found, wait, asked = Explored(), _longest_wait(rules), _Asked.of(rules)
    seen: dict[object, int] = {}
    back: dict[int, set[int]] = defaultdict(set)
    closed: set[int] = set()
    names: list[str] = []
    queue: deque[tuple[Node, int]] = deque()

    def reach(node: Node, origin: int | None) -> None:
        key = _key(rules, node, wait, asked)
        number = seen.get(key)
        if number is None:
            number = seen[key] = len(seen)
            if number > limit:
                raise RuntimeError(f"{rules.code}: more than {limit} nodes")
            queue.append((node, number))
            progress = engine.folded(rules, node.events)
            names.append(f"{rules.code} {progress.state} after {[e.verb for e in node.events]}")
            found.states.add(progress.state)
            if progress.closed or progress.state in rules.rests:
                closed.add(number)
        if origin is not None:
            back[number].add(origin)

    reach(Node((), START, False), None)
    while queue:
        node, number = queue.popleft()
        now = engine.folded(rules, node.events)
        state, setting, at = now.state, Setting(CALENDAR, style, node.contested), _noon(node.today)
        for step in rules.steps:
            if state not in step.origins:
                continue
            sayings = list(variants(step, node.today))
            for hand in hands:
                for said in sayings:
                    event = Event(step.verb, hand, at, node.today, "", said)
                    try:
                        engine.permitted(rules, now, event, node.events, setting)
                    except Refused:
                        found.refusals += 1
                        continue
                    found.moves += 1
                    found.taken.add((step.verb, state))
                    events = (*node.events, event)
                    found.adverse += step.effect is not None
                    found.violations += _check(rules, events, step, node.contested)
                    reach(Node(events, node.today, node.contested), number)
        if until and any(f": {until}: " in one for one in found.violations):
            return found
        if state and not now.closed:
            reach(Node(node.events, node.today + timedelta(days=1), node.contested), number)
            for day in _jumps(rules, node):
                if day > node.today:
                    reach(Node(node.events, day, node.contested), number)
            reach(Node(node.events, node.today, not node.contested), number)
    found.nodes = len(seen)
    found.dead_ends = [names[n] for n in set(range(len(seen))) - _can_reach(closed, back)]
    return found


def _check(rules: Procedure, events: tuple[Event, ...], step: Step, contested: bool) -> list[str]:
    ends = [one.until_on for one in engine.effects(rules, events)]
    until = ends[-1] if step.effect is not None and ends else None
    way = " → ".join(f"{e.verb}@{(e.on - START).days}" for e in events)
    return [f"{rules.code}: {rule}: {way}" for rule in broken(rules.code, events, [contested], until, CALENDAR)]


def _can_reach(goal: set[int], back: dict[int, set[int]]) -> set[int]:
    done, edge = set(goal), list(goal)
    while edge:
        for origin in back[edge.pop()]:
            if origin not in done:
                done.add(origin)
                edge.append(origin)
    return done


def _longest_wait(rules: Procedure) -> int:
    clocks = [c for s in rules.steps for c in (s.opens_after, s.closes_after) if c]
    clocks += [s.effect.window for s in rules.steps if s.effect]
    return max([working_days(c, START) for c in clocks], default=0) + 2


def _jumps(rules: Procedure, node: Node) -> list[date]:
    """The days on either side of each far boundary: the end of a consequence, a period of calendar days."""
    now = engine.folded(rules, node.events)
    days = [end] if (end := _end(rules, node)) else []
    if now.since:
        for step in rules.steps:
            if now.state in step.origins:
                days += [d for d in (step.closes_on(now.since), step.opens_on(now.since)) if d]
                days += [d + timedelta(days=1) for d in (step.closes_on(now.since),) if d]
    days += [d + timedelta(days=1) for d in _awaited(rules, now.state, node.events)]
    return [day for end in days for day in (end - timedelta(days=1), end)]


def _excluded(rules: Procedure, step: Step) -> set[str]:
    """Verbs whose hands are kept away from this step, with those kept away from them in turn."""
    found, edge = set(step.unlike), set(step.unlike)
    while edge:
        edge = {v for s in rules.steps if s.verb in edge for v in s.unlike} - found
        found |= edge
    return found


def _far(rules: Procedure, state: str, since: date | None, today: date) -> tuple[bool, ...]:
    """On which side of each period of calendar days."""
    if since is None:
        return ()
    limits = [d for s in rules.steps if state in s.origins for d in (s.closes_on(since), s.opens_on(since)) if d]
    return tuple(today > limit for limit in limits) + tuple(today >= limit for limit in limits)


def _awaited(rules: Procedure, state: str, events: tuple[Event, ...]) -> list[date]:
    """Dates said earlier through which a step that hurts nobody has to wait; those of a step that hurts are in `ahead`."""
    names = {s.not_before for s in rules.steps if state in s.origins and s.not_before and s.effect is None}
    said = {name: str(e.said[name]) for e in events for name in names if name in e.said}
    return [date.fromisoformat(day) for day in said.values()]


def _end(rules: Procedure, node: Node) -> date | None:
    ends = [one.until_on for one in engine.effects(rules, node.events) if one.until_on]
    return max(ends, default=None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of which steps the engine's next answer asks who did them, how often, and when."""

    watched: frozenset[str]
    counted: frozenset[str]
    starts: frozenset[str]
    window: int  # working days of the longest hearing

    @classmethod
    def of(cls, rules: Procedure) -> "_Asked":
        return cls(
            frozenset(v for s in rules.steps for v in s.unlike),
            frozenset(s.verb for s in rules.steps if s.at_most),
            frozenset(s.since for s in rules.steps if s.since and (s.opens_after or s.closes_after)),
            max((working_days(s.effect.window, START) for s in rules.steps if s.effect), default=0),
        )


def _key(rules: Procedure, node: Node, wait: int, asked: _Asked) -> object:
    state, since = "", None
    entered: dict[str, date] = {}
    hands: set[tuple[str, str]] = set()
    counts: dict[str, int] = defaultdict(int)
    said: dict[str, object] = {}
    for event in node.events:
        step = rules.step(event.verb, state)
        if step.to != state:
            state, since = step.to, event.on
        if event.verb in asked.starts:
            entered[event.verb] = event.on
        if event.verb in asked.watched:
            hands.add((event.verb, event.actor))
        if event.verb in asked.counted:
            counts[event.verb] += 1
        said.update(event.said)
    timed = any(state in s.origins and (s.opens_after or s.closes_after) for s in rules.steps)
    heard = any(state in s.origins and s.effect for s in rules.steps)
    age = min((node.today - since).days, wait) if since and timed else 0
    ages = tuple(sorted((v, min((node.today - d).days, wait)) for v, d in entered.items())) if heard else ()
    promised = str(said.get("heard_until") or "")
    ahead = max(-1, (date.fromisoformat(promised) - node.today).days) if promised and heard else -1
    if heard and (proof := next((e for e in node.events if e.verb == "serve"), None)):  # of the two ends only the later decides
        through = _after(proof.on, asked.window)
        ahead = max(ahead, (through - node.today).days, -1)
    end = _end(rules, node)
    ending = max(-1, min((end - node.today).days, 2)) if end else None
    kinds = tuple(sorted((k, str(v)) for k, v in said.items() if k in ("measure", "penalty_class", "ground", "file", "cause")))
    decided = min((node.today - date.fromisoformat(str(said["decided_on"]))).days, 95) // 25 if "decided_on" in said else -1
    pieces = any(state in s.origins and "item" in s.needs for s in rules.steps)  # what is left of them, the next answer asks
    spoken = tuple(sorted(k for k, v in said.items() if v and k not in _PAPERS)) if heard or pieces else ()
    far = _far(rules, state, since, node.today) + tuple(node.today > day for day in _awaited(rules, state, node.events))
    return state, age, far, ages, tuple(sorted(hands)), tuple(sorted(counts.items())), ahead, ending, kinds, decided, spoken, node.contested


@cache
def _after(day: date, working: int) -> date:
    return CALENDAR.after(day, working).on


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
