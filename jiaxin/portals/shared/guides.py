"""怎么用 — the ten-minute guide of each role: one file of steps, shown in the product, written into docs/how-to, pressed by a test.

A step says what to do in one sentence (Chinese, English); `press` are the words on links and buttons in their order, `fill`
what is written or chosen before the last of them, by label, `tick` the answers and boxes; `see` is on the page when it went
well. A step without `press`, `go` or `see` is told only: it happens at a door, with a phone, or between people.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jiaxin.domain.permissions import Role

FOLDER = Path(__file__).resolve().parents[1] / "entrance" / "guides"


@dataclass(frozen=True, slots=True)
class Step:
    """`go`: an address opened by hand, or found on a phone; `file`: a workbook is chosen before the last press; `photos`: a picture in each
    of these fields; `leaves`: a file comes out of the last press; `pick`: which line of a list is opened first, as the made-up district
    has it and nobody else; `seat`: who of this role it is for, where not for the one of the guide.
    """

    say: str
    english: str
    press: tuple[str, ...] = ()
    fill: Mapping[str, str] = field(default_factory=dict)
    go: str = ""
    see: str = ""
    file: bool = False
    tick: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    leaves: bool = False
    pick: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """`seat`: the account of the demo that follows it; `wide`: of the screen it is read on, in px."""

    name: str
    title: str
    english: str
    roles: tuple[Role, ...]
    seat: str
    start: str
    steps: tuple[Step, ...]
    wide: int = 1440


@cache
def guides() -> tuple[Guide, ...]:
    """All of them, by name of the file. Raises KeyError or TypeError for a file that is not a guide."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def guide_for(role: Role) -> Guide | None:
    return next((one for one in guides() if role in one.roles), None)


def _read(path: Path) -> Guide:
    said = tomllib.loads(path.read_text("utf-8"))
    steps = tuple(Step(**{name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}) for one in said.pop("step"))
    return Guide(name=path.stem, roles=tuple(Role(one) for one in said.pop("roles")), steps=steps, **said)
