"""期限 — how many working days a step may take, by the dated rules; never a number in a table of steps.

Unit    working days (工作日), whole; the day on which a clock starts is not counted.
Source  `rulebooks/procedures-*.toml`; the clocks of an objection from the pack that it selects
        (《上海市社会信用条例》第36条 or 《深圳经济特区社会信用条例》第50–51条).
Not here  which days are worked (calendar), periods of calendar days (rulebooks/periods).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from jiaxin.domain.calendar import WorkCalendar, packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, packaged_for, packaged_versions

KIND = "procedures"


@lru_cache(maxsize=1024)
def rules_on(day: date) -> Rulebook:
    """The rules of procedure in force on a day."""
    return packaged_for(KIND, day)


@lru_cache(maxsize=8192)
def working_days(name: str, on: date, style: str = "") -> int:
    """Working days of a named clock. `objection.mark` … are looked up in the pack of objection clocks.

    style   pack of objection clocks that the district has chosen; empty = the one the rules name
    """
    book = rules_on(on)
    group, _, rest = name.partition(".")
    if group == "objection":
        chosen = packaged(style or str(book.data["objection"]["clocks"]))
        chosen.must_be("objection-clocks")
        table, where = chosen.data["within"], chosen.version
    elif rest:
        table, where, name = book.data.get(group, {}), book.version, rest
    else:
        table, where = book.data["within"], book.version
    found = table.get(rest or name)
    if not isinstance(found, int):
        raise Refused("rulebook.no-period", f"{where} 里没有 {name} 这个期限", "请在规则文件里补上")
    return found


def styles() -> tuple[str, ...]:
    """The packs of objection clocks there are to choose from."""
    return tuple(one for one in packaged_versions() if one.startswith("clocks-"))


def has_clock(name: str, on: date, style: str = "") -> bool:
    """Whether the rules know this clock at all: not every law allows, for one, an extension."""
    try:
        working_days(name, on, style)
    except Refused:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Setting:
    """Under which a step is judged: the calendar, the district's choice of clocks, and whether an objection runs.

    style       pack of objection clocks that the district has chosen; empty = the one the rules name
    contested   an objection to what the case is about, or to a fact of it, is open: nothing adverse may be done
    stopped     benefits that a measure keeps from the one the case is about, each with the day it is open again
    """

    calendar: WorkCalendar = field(default_factory=packaged_calendar)
    style: str = ""
    contested: bool = False
    stopped: Mapping[str, date] = field(default_factory=dict)
