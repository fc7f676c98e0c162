"""What the components are given: small frozen values, so that a view says what it shows and not how."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """状态 — five states with a shape and a word each; colour alone never tells them apart."""

    OK = "ok"
    WATCH = "watch"
    STOP = "stop"
    WAIT = "wait"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation. `count` shows what waits there; a line with `children` is a heading."""

    label: str
    href: str = ""
    icon: str = ""
    count: int = 0
    children: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A link or a button. `dialog` is the id of a confirm dialog it opens; `primary` at most once a page."""

    label: str
    href: str = ""
    icon: str = ""
    dialog: str = ""
    primary: bool = False
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of a table. `sort` is the word it puts into `?sort=`; empty = not sortable."""

    label: str
    sort: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One control of the filter bar: with `choices` a menu, without a search box."""

    name: str
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One stop on a timeline. `source` says where it came from: organisation, file, sheet and cell."""

    when: str
    what: str
    said: str = ""
    source: str = ""
    href: str = ""
    state: State = State.NONE

    @property
    def lines(self) -> list[str]:
        """Field by field, where several were said."""
        return self.said.split("；")


@dataclass(frozen=True, slots=True)
class Detail:
    """A line of a definition list. An empty value is shown as 未登记, never left blank."""

    label: str
    value: str = ""
    note: str = ""
    href: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as a page shows it; `where` is what the person can look for in the workbook (第 12 行 D 列)."""

    where: str
    said: str
    do_this: str = ""
    severity: str = "error"
    value: str = ""


def current(entries: Sequence[Entry], path: str) -> str:
    """Address of the entry a page belongs to: the longest one its path starts with."""
    flat = [child for entry in entries for child in (entry, *entry.children) if child.href]
    fitting = [entry.href for entry in flat if path == entry.href or path.startswith(entry.href.rstrip("/") + "/")]
    return max(fitting, key=len, default="")
