"""The smallest district that is played through the doors: thirty workers, sixty days; one for all tests that only read it."""

from datetime import date
from pathlib import Path

from jiaxin.demo import district as truths
from jiaxin.demo.plan import Plan
from jiaxin.demo.playing import Player
from jiaxin.demo.preparing import Preparer
from jiaxin.demo.sheets.posting import schedule
from jiaxin.demo.truth import Kept
from tests.played import once

PLAN = Plan(date(2026, 11, 23), workers=30, seed=5, days=60)
Played = tuple[truths.District, Kept, list[str]]


def tiny(data: Path, plan: Plan = PLAN, name: str = "tiny") -> Played:
    """The truth, what was kept of it, and what was said while it was played. data: its folder, the same as `settings.DATA`."""

    def play() -> Played:
        district = truths.draw(plan)
        dues, kept, said = schedule(district), Kept(), list[str]()
        Player(district, dues, Preparer(district, dues, ahead=False), kept, said.append).play()
        return district, kept, said

    return once(name, data, play)
