"""程序表 — the values a workflow is written in: steps, the table of them, events of a case.

Unit    `within`, `opens_after` and `closes_after` name a number of working days in the rules of procedure
        (clocks); `only_within` and `only_after` a period of calendar days (rulebooks/periods).
Not here  what may be done now (procedure), what an adverse step must satisfy (effect).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Permission
from jiaxin.domain.procedures.clocks import Setting
from jiaxin.domain.procedures.effect import Effect
from jiaxin.domain.procedures.words import WORDS
from jiaxin.domain.records.kind import Shelf
from jiaxin.domain.rulebooks.periods import last_day

SUBJECT, PARTY, BOTH, ORGANISATION, NOBODY = "subject", "party", "both", "organisation", ""


@dataclass(frozen=True, slots=True)
class Event:
    """经过 — one step that was taken. `on` is the local day of `at`."""

    verb: str
    actor: str
    at: datetime
    on: date
    organisation: str = ""
    said: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """办理步骤.

    verb      what is done, unique for each state it leaves from
    origins   states it may be taken from; `to` the state it leads to
    who       permissions of which one suffices
    whose     whose matter it is for a permission over oneself: the one the case is about, or the party that brought it
    within    name of the working days allowed; empty = no clock
    since     verb from whose day the clock runs; empty = since the state was entered
    needs     names of what must be said with it; a name ending in `?` may be left out
    records   code of the record kind it adds, empty for none
    unlike    verbs whose actor may not be the one who takes this step (four eyes)
    not_before  name of a date said earlier, through which the step has to wait (time to be heard)
    opens_after / closes_after  name of working days after which it opens, or through which it may be taken
    only_within period since the state was entered after which the step can no longer be taken
    only_after  period since the state was entered that has to be over before the step can be taken
    at_most   how often it may be taken in one case; 0 = no limit
    effect    what it does against somebody; None = nothing
    lifts     it ends a consequence in force
    by_itself the system takes it on the day it opens
    blind     state until which what was said is read by its speaker alone; empty = read at once
    where     name of working days that the chosen clocks must have; empty = everywhere
    benefit   what it asks for or gives that a measure in force may stop (rules of procedure, `stops`); empty = nothing
    serves    it says with which proof a notice has reached her (serving)
    tells     who is told: the subject, the party, both, the organisation whose matter it is, or nobody
    source    legal or internal source, with clause
    """

    verb: str
    label: str
    origins: tuple[str, ...]
    to: str
    who: tuple[Permission, ...]
    source: str
    within: str = ""
    needs: tuple[str, ...] = ()
    records: str = ""
    unlike: tuple[str, ...] = ()
    not_before: str = ""
    only_within: str = ""
    only_after: str = ""
    whose: str = SUBJECT
    since: str = ""
    opens_after: str = ""
    closes_after: str = ""
    at_most: int = 0
    effect: Effect | None = None
    lifts: bool = False
    by_itself: bool = False
    tells: str = NOBODY
    where: str = ""
    blind: str = ""
    benefit: str = ""
    serves: bool = False

    def opens_on(self, since: date) -> date:
        """The first day on which it can be taken in a state entered that day."""
        return last_day(self.only_after, since) + timedelta(days=1) if self.only_after else since

    def closes_on(self, since: date) -> date | None:
        """The last day on which it can be taken in a state entered that day; None = no end."""
        return last_day(self.only_within, since) if self.only_within else None

    def complete(self, said: Mapping[str, Value]) -> None:
        """Raises Refused when something it needs was not said, or something else was."""
        for name in self.needs:
            if not name.endswith("?") and said.get(name) in (None, "", [], ()):
                raise Refused("procedure.needs", f"办理“{self.label}”还缺{WORDS[name]}", "请补上后再提交")
        if unknown := sorted(set(said) - {name.rstrip("?") for name in self.needs}):
            raise Refused("procedure.unknown", f"“{self.label}”不收{WORDS.get(unknown[0], '这项内容')}", "请去掉多余的内容")


@dataclass(frozen=True, slots=True)
class About:
    """The case as the recording function sees it: what it is about, and everything said so far."""

    case: str
    subject: str
    events: tuple[Event, ...]
    setting: Setting = field(default_factory=Setting)
    held: Fact | None = None  # the record the case is about, opened; for a procedure that `holds` one

    def said(self, name: str) -> Value:
        """The latest value said under a name."""
        return next((e.said[name] for e in reversed(self.events) if name in e.said), None)


@dataclass(frozen=True, slots=True)
class Procedure:
    """start   the verb that opens a case (its step leaves from the state "")
    records builds the facts of a step that records something, from the case up to and including that step
    shelf   which shelf the records lie on that a case may be about
    rests   states other than the last ones in which a matter may stay for good
    between only who may take one of its steps sees that it runs: nobody else's business is in it
    holds   name of what names the record that the recording function has to read; empty = none
    checks  conditions that a table cannot say; raises Refused. It sees the case up to and including the step
    """

    code: str
    label: str
    steps: tuple[Step, ...]
    states: Mapping[str, str]  # code → Chinese label
    records: Callable[[About, Step], Sequence[Fact]] | None = None
    shelf: Shelf = Shelf.FILE
    checks: Callable[[About, Step], None] | None = None
    rests: tuple[str, ...] = ()
    between: bool = False
    holds: str = ""

    @property
    def opening(self) -> Step:
        return next(step for step in self.steps if "" in step.origins)

    def step(self, verb: str, state: str) -> Step:
        for one in self.steps:
            if one.verb == verb and state in one.origins:
                return one
        label = next((one.label for one in self.steps if one.verb == verb), verb)
        where = self.states.get(state, "尚未提出")
        offered = "、".join(one.label for one in self.steps if state in one.origins) or "无"
        raise Refused("procedure.no-step", f"“{self.label}”现在是“{where}”，不能办理“{label}”", f"现在可办：{offered}")

    def label_of(self, verb: str) -> str:
        return next((one.label for one in self.steps if one.verb == verb), verb)


@dataclass(frozen=True, slots=True)
class Progress:
    """办理进度 — the state of a case and the day it was entered."""

    state: str
    since: date | None
    closed: bool
