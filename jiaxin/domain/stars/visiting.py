"""星级现场核查 — the checklist of a visit, and the points it gives each part of the application.

Source  rulebooks/star-visit-*.toml: items, the part each belongs to, the most points, the share of the visit in a part.
Unit    points of an item, whole numbers.
Not here  the form on the phone (portals), how points become a star (awarding).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for


@dataclass(frozen=True, slots=True)
class SiteItem:
    """One line of the checklist."""

    code: str
    part: str
    label: str
    most: int
    source: str


def visit_rules(day: date) -> Rulebook:
    return packaged_for("star-visit", day)


def checklist(book: Rulebook) -> tuple[SiteItem, ...]:
    book.must_be("star-visit")
    return tuple(SiteItem(str(i["code"]), str(i["part"]), str(i["label"]), int(i["most"]), str(i["source"])) for i in book.data["item"])


def site_percent(book: Rulebook) -> int:
    return int(book.data["weight"]["site_percent"])


def read_site(lines: Sequence[str], book: Rulebook) -> dict[str, int]:
    """Item → points, of lines `item:points`. Raises Refused for an item that is missing, unknown, told twice or over its most."""
    known = {one.code: one for one in checklist(book)}
    marks: dict[str, int] = {}
    for line in lines:
        code, _, points = line.partition(":")
        one = known.get(code)
        if one is None or code in marks or not points.strip().isdecimal() or int(points) > one.most:
            raise Refused("stars.site-points", f"现场核查“{one.label if one else code}”的分不对", f"请填 0 到 {one.most} 的整数" if one else "请从核查表里选")
        marks[code] = int(points)
    if left := [one.label for one in known.values() if one.code not in marks]:
        raise Refused("stars.site-missing", f"现场核查“{left[0]}”还没有打分", "每一项都要看、都要打分")
    return marks


def by_part(marks: Mapping[str, int], book: Rulebook) -> dict[str, tuple[int, int]]:
    """Part → (points, most) of a visit."""
    found: dict[str, tuple[int, int]] = {}
    for one in checklist(book):
        given, most = found.get(one.part, (0, 0))
        found[one.part] = (given + marks[one.code], most + one.most)
    return found
